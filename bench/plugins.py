"""What plugins cost: the guard at each call of a point, and each plugin at the start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.db import transaction

from cms.extend import Plugin, SearchField
from cms.extend.registry import build
from cms.settings.env import ROOT

CALLS = 200_000
ROUNDS = 7
MOST_MICROSECONDS = 5.0
PLUGINS = 50
STARTS = 5

APPS = """
from cms.extend import Block, Facet, FacetValue, Plugin

class BenchConfig(Plugin):
    name = "bench_{number}"
    label = slug = title = "bench_{number}"
    version = "1.0"

    def facets(self):
        return [Facet(name="bench_{number}_x", label="X", types=("page",), values=lambda page: (FacetValue("x", "X"),))]

    def blocks(self):
        from wagtail.blocks import CharBlock
        from pydantic import BaseModel

        return [Block(name="bench_{number}_x", block=CharBlock, schema=BaseModel)]
"""
WHOLE = """
from cms.extend import ApiRoute, Facet, FormPanel, PageType, Plugin

class BenchConfig(Plugin):
    name = label = slug = title = "bench_{number}"
    version = "1.0"

    def page_types(self):
        from cms.content.documents.shapes import PageDocument, page_base
        from .models import Bench{number}Page

        return [PageType(model=Bench{number}Page, name="bench_{number}_page", plural="bench-{number}-pages", label="X", schema=PageDocument,
            document=lambda page: PageDocument(**page_base(page)))]

    def panels(self):
        from .models import Row

        return [FormPanel(name="bench_{number}_rows", label="X", types=("page",), model=Row)]

    def api_routes(self):
        from ninja import Router

        return [ApiRoute(prefix="/bench_{number}", router=Router())]
"""
FILES = {
    "models.py": """
from django.db import models
from modelcluster.fields import ParentalKey
from cms.content.models import BasePage

class Bench{number}Page(BasePage):
    template = "bench_{number}/page.html"

class Row(models.Model):
    page = ParentalKey("content.StandardPage", on_delete=models.CASCADE, related_name="bench_{number}_rows")
    text = models.CharField(max_length=100)
""",
    "wagtail_hooks.py": """
from django.urls import path
from wagtail import hooks
hooks.register("register_admin_urls", lambda: [path("bench_{number}/", print, name="bench_{number}_list")])
""",
    "templates/bench_{number}/page.html": "{{% extends 'base.html' %}}",
}
"""What a plugin with a bit of everything has besides."""
START = """
import json, time
import django
django.setup()
from cms.extend import registry
from django.conf import settings
registry()
assert not [left for left in settings.PLUGINS.left if not left.wanted], settings.PLUGINS.left
print(json.dumps(time.process_time()))
"""


def main() -> int:
    """Measures, prints both tables; 1 if the guard costs more than promised."""
    plain, guarded = (median(seconds(call) for _ in range(ROUNDS)) for call in (text, guarded_text()))
    with transaction.atomic():
        published = median(seconds(guarded_text(), CALLS // 50) for _ in range(ROUNDS))
    added = (guarded - plain) * 1e6
    print("\n| call of a point | per call |\n|---|---|")
    print(f"| the plugin's function itself | {plain * 1e6:.2f} µs |\n| the same under guard | {guarded * 1e6:.2f} µs |")
    print(f"| within a transaction that writes, where it has a savepoint | {published * 1e6:.0f} µs |")
    print(f"\nThe guard adds {added:.2f} µs (promised: under {MOST_MICROSECONDS:.0f}).")
    none, press, many = starts(0, skip="*"), starts(0, skip=""), starts(PLUGINS, skip="press")
    print("\n| start of the installation | CPU |\n|---|---|")
    print(f"| without plugins | {none:.2f} s |\n| with those of this tree | {press:.2f} s |")
    print(f"| with {PLUGINS}, each with a block and a facet | {many:.2f} s |")
    print(f"\nSuch a plugin costs {(many - none) / PLUGINS * 1000:.1f} ms at the start.")
    one, ten = starts(1, skip="press,feeds,calendar", whole=True), starts(10, skip="press,feeds,calendar", whole=True)
    print(
        "\n| start with plugins that have a page type, rows in a form, a route, a template and a view | CPU |\n|---|---|"
    )
    print(f"| none | {none:.2f} s |\n| 1 | {one:.2f} s |\n| 10 | {ten:.2f} s |")
    return int(added >= MOST_MICROSECONDS)


def text(thing: Any) -> str:
    """What the plugin gives."""
    return "Halle"


class Measured(Plugin):
    """A plugin that gives the function."""

    name = slug = label = title = "measured"
    version = "1.0"

    def search_fields(self) -> list[SearchField]:
        """The function."""
        return [SearchField(name="measured", types=("event",), text=text)]


def guarded_text() -> Callable[[Any], str]:
    """The function as the registry gives it."""
    (field,) = build([Measured("measured", sys.modules[__name__])]).search_fields
    return field.text


def seconds(call: Callable[[Any], str], calls: int = CALLS) -> float:
    """What one call costs of the process, the loop included."""
    began = time.process_time()
    for _ in range(calls):
        call(None)
    return (time.process_time() - began) / calls


def starts(plugins: int, *, skip: str, whole: bool = False) -> float:
    """CPU seconds of a start with so many plugins; the quickest, since everything else is noise."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(plugins):
            home = Path(folder) / f"bench_{number}"
            home.mkdir()
            (home / "__init__.py").touch()
            for name, text in {"apps.py": WHOLE if whole else APPS, **(FILES if whole else {})}.items():
                path = home / name.format(number=number)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.format(number=number))
        environment = {
            **os.environ,
            "LITFASS_PLUGINS_PATH": folder,
            "LITFASS_PLUGINS_SKIP": skip,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
        }
        return min(_start(environment) for _ in range(STARTS))


def _start(environment: dict[str, str]) -> float:
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout.splitlines()[-1]))
