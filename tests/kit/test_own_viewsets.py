"""A plugin that registers a viewset of its own keeps it; those that register none get one, wherever that is done."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.kit.processes import python

HOOKS = """
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import AltbauEntry


class AltbauViewSet(SnippetViewSet):
    model = AltbauEntry
    add_to_admin_menu = True
    menu_label = "Altbauten"


register_snippet(AltbauViewSet)
"""
ASKED = """
import json
import django

django.setup()
from wagtail.admin.menu import admin_menu
from wagtail.snippets.models import get_snippet_models

first = [model._meta.label for model in get_snippet_models()]
menu = {str(item.label): item for item in admin_menu.registered_menu_items}
archive = [str(item.label) for item in menu["Archiv"].menu.registered_menu_items]
viewsets = {model._meta.label: type(model.snippet_viewset).__name__ for model in get_snippet_models()}
print(json.dumps({"models": first, "main": list(menu), "archive": archive, "viewsets": viewsets}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is registered with three plugins, of which two do it themselves: in hooks, and at the model."""
    folder = tmp_path_factory.mktemp("eigene")
    for name in ("Altbau", "Brunnen", "Chronik"):
        made = python(
            ["manage.py", "plugins", "new", name, "--record"], data=folder / "data", path=folder, skip="press"
        )
        assert made.returncode == 0, made.stderr
    (folder / "litfass_altbau" / "wagtail_hooks.py").write_text(HOOKS)
    model = folder / "litfass_brunnen" / "models" / "entry.py"
    decorated = model.read_text().replace("class Brunnen", "@register_snippet\nclass Brunnen")
    imported = "from wagtail.snippets.models import register_snippet\n\nfrom cms.content"
    model.write_text(decorated.replace("\nfrom cms.content", imported, 1))
    done = python(["-c", ASKED], data=folder / "data", path=folder, skip="press")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_each_model_is_registered_once(seen: Any) -> None:
    for label in ("altbau.AltbauEntry", "brunnen.BrunnenEntry", "chronik.ChronikEntry"):
        assert seen["models"].count(label) == 1


def test_a_viewset_of_ones_own_stays(seen: Any) -> None:
    assert seen["viewsets"]["altbau.AltbauEntry"] == "AltbauViewSet"
    assert seen["viewsets"]["brunnen.BrunnenEntry"] == "SnippetViewSet"
    assert "Altbauten" in seen["main"]


def test_only_the_others_stand_in_the_archive(seen: Any) -> None:
    assert seen["archive"][6:] == ["Chronik: Einträge"]


def test_the_viewset_of_the_other_is_made(seen: Any) -> None:
    assert seen["viewsets"]["chronik.ChronikEntry"] == "PluginRecordViewSet"
