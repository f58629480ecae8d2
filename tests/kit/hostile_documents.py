"""Plugins whose documents are hostile: in shapes that nobody reads, or of values that nobody can store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.kit.hostile_pages import MIGRATION, PAGE_TABLE, RIGHT, model_of
from tests.kit.hostile_plugin import CONFIG, put, put_plugin

APPS = (
    """
from cms.extend import Occurrence, PageType, Plugin, Window
"""
    + CONFIG
    + """
    def page_types(self):
        import datetime as dt
        from cms.content.models import City
        from {name}.documents import Document, document
        from {name}.models import {model}
        first = dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14)))
        last = dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-12)))
        now = dt.datetime.now(dt.timezone.utc)
        yield PageType(
            model={model}, name="{name}", plural="{name}s".replace("_", "-"), label="{name}", schema=Document, document=document, {more}
        )
"""
)
MODELS = """
from cms.content.models import BasePage

class {model}(BasePage):
    template = "{name}/page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
"""
DOCUMENTS = """
import datetime as dt
from typing import Any
from uuid import UUID
from pydantic import BaseModel
from cms.content.documents.event_shape import Occurrence
from cms.content.documents.shapes import PageDocument, page_base
from cms.public.values import Labelled

class Document({base}):
    {member}

class Other(PageDocument):
    pass

def document(page):
    return {made}(**(page_base(page) | {given}))
"""
OCCURRENCE = (
    "Occurrence(id=page.translation_key, start='{start}T00:00:00', end=None, start_date='{start}', end_date='{start}', "
    "precision=Labelled(value='day', label=''), has_time=False, all_day=True, year_inferred=False, timezone='{zone}', place=None, "
    "online_url='', status=Labelled(value='confirmed', label=''), status_note='', previous_start=None)"
)

SHAPES: Mapping[str, tuple[str, str, str]] = {
    "status": ("status: str", "{'status': 'offen'}", "Labelled | None"),
    "topics": ("topics: list[str]", "{'topics': ['Wohnen']}", "list[Card] | None"),
    "occurrences": ("occurrences: list[str]", "{'occurrences': ['morgen']}", "list[Occurrence] | None"),
    "hero_image": ("hero_image: str", "{'hero_image': 'x.jpg'}", "Picture | None"),
    "api_url": ("api_url: int", "{'api_url': 5}", "str | None"),
    "published_on": ("published_on: str", "{'published_on': 'gestern'}", "date | None"),
    "series": ("series: list[str]", "{'series': ['A']}", "list[SeriesItem] | None"),
}
"""What stands in its schema and what its document gives; and the shape that is read."""
VALUES: Mapping[str, tuple[str, str, str]] = {
    "far": ("occurrences: list[Occurrence]", f"{{'occurrences': [{OCCURRENCE.format(start='9999-12-31', zone='UTC')}]}}", ""),
    "zone": ("occurrences: list[Occurrence]", f"{{'occurrences': [{OCCURRENCE.format(start='2018-05-31', zone='Dort')}]}}", ""),
    "day": ("published_on: dt.date", "{'published_on': dt.date.min}", ""),
    "window_first": ("", "{}", "window=lambda page: Window(first, first)"),
    "window_last": ("", "{}", "window=lambda page: Window(last, last)"),
    "window_ever": ("", "{}", "window=lambda page: Window(now, dt.datetime(9999, 12, 31, 23, 30, tzinfo=dt.timezone.utc))"),
    "exact": ("", "{}", "occurrences=lambda page: [Occurrence(now, now, exact='x', takes_place=None)]"),
    "sorted": ("", "{}", "sort_key=lambda page: chr(0xD800)"),
    "unsaved": ("", "{}", "refreshes=lambda page: [City()]"),
    "lying": ("", "{'type': 'event', 'id': UUID(int=5), 'locale': 'xx', 'path': '/nirgends/'}", ""),
}  # fmt: skip
"""What its documents and functions give within the right shapes; all of these are public."""
REFUSED: Mapping[str, tuple[str, str, str]] = {
    "big": ("zahl: int", "{'zahl': 2**70}", ""),
    "half": ("text: str = ''", "{'text': 'x'}).model_copy(update={'text': 'a' + chr(0xD800)}", ""),
    "title": ("", "{'title': 'a' + chr(0)}", ""),
    "constructed": ("published_on: dt.date", "{'published_on': '2018-05-31'}).model_copy(update={'published_on': 'gestern'}", ""),
}  # fmt: skip
"""Documents that cannot be stored or read: their things stay as they were."""
LEFT_OUT = (*(f"shape_{name}" for name in SHAPES), "shape_nameless")
PUBLIC = tuple(f"value_{name}" for name in VALUES)
STAYING = (*(f"refused_{name}" for name in REFUSED), "refused_other")


def write(folder: Path) -> None:
    """Writes all of them."""
    for prefix, cases in (("shape", SHAPES), ("value", VALUES), ("refused", REFUSED)):
        for name, (member, given, more) in cases.items():
            functions = "" if prefix == "shape" else more
            _write(folder, f"{prefix}_{name}", member=member or "pass", given=given, more=functions)
    _write(folder, "shape_nameless", base="BaseModel", member="type: str")
    _write(folder, "refused_other", made="Other")


def _write(
    folder: Path,
    name: str,
    *,
    base: str = "PageDocument",
    member: str = "pass",
    given: str = "{}",
    made: str = "Document",
    more: str = "",
) -> None:
    model = model_of(name)
    put_plugin(folder, name, APPS.format(name=name, model=model, more=more))
    put(folder / name / "models.py", MODELS.format(name=name, model=model))
    # What follows the members of a document is done with the document itself.
    given, _, then = given.partition(").")
    call = DOCUMENTS.format(base=base, member=member, made=made, given=given)
    put(folder / name / "documents.py", call.rstrip() + (f".{then})" if then else "") + "\n")
    put(folder / name / "templates" / name / "page.html", RIGHT)
    put(folder / name / "migrations" / "__init__.py", "")
    put(folder / name / "migrations" / "0001_initial.py", MIGRATION + PAGE_TABLE.format(model=model) + "    ]\n")
