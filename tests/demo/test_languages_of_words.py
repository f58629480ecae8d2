"""On every page of the demo archive, every word is marked as of the language that it is in.

Each text bears a stamp of its language before the pages are made: pages that of their locale, records that of the default language, the
site's own words that of the catalogue that they come from. So the test knows nothing of templates, and no template can forget a mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import CharField, F, Model, TextField, Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from pytest_django import DjangoDbBlocker
from wagtail.images import get_image_model

from blocks.fields import ComposedStreamField
from cms.content import models
from cms.content.models.base import BasePage
from cms.publishing.reading.entries import live_entries
from cms.publishing.rebuilding import rebuild

from .conftest import Archive

pytestmark = pytest.mark.django_db

STAMP = re.compile("⟦([a-z]+)⟧")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNMARKABLE = {"title", "link", "script", "style"}
"""What has no parts that could be marked."""
SPOKEN = ("alt", "aria-label", "title", "placeholder")
RECORDS: dict[type[Model], tuple[str, ...]] = {
    models.Topic: ("name",),
    models.Programme: ("name",),
    models.Series: ("name",),
    models.City: ("name",),
    models.Place: ("name", "street_address", "accessibility"),
    models.Affiliation: ("role",),
    models.Person: ("portrait_alt",),
    get_image_model(): ("description", "credit", "licence"),
}
OF_PAGES = ("title", "lead", "theme", "status_note", "interpretation", "fee", "byline", "funding_line", "goals")
OF_IMAGES = ("hero_image_alt", "logo_alt")
OF_LINES = ("roles", "wording", "title", "status_note", "label", "unit", "source")
OF_BLOCKS = (
    "text",
    "title",
    "role",
    "purpose",
    "question",
    "room",
    "caption",
    "source",
    "agreed_by",
    "translation",
    "alt",
    "credit",
)
LANGUAGES = ("de", "en", "tr", "ar")


def stamp(language: str) -> str:
    return f"⟦{language}⟧"


class Words(HTMLParser):
    """Every stamped text of a page that stands in an element of another language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        if tag not in VOID:
            self._open.append((tag, language))
        for name in SPOKEN:
            if tag not in UNMARKABLE:
                self._judge(given.get(name) or "", language, f"{tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", "")
        if tag not in UNMARKABLE:
            self._judge(data, language, tag)

    def _judge(self, text: str, language: str, where: str) -> None:
        if any(found != language for found in STAMP.findall(text)):
            self.wrong.append(f"{where} in {language}: {' '.join(text.split())}")


def text_columns(model: type[Model], names: tuple[str, ...]) -> list[str]:
    fields = {field.name: field for field in model._meta.get_fields()}
    return [name for name in names if isinstance(fields.get(name), CharField | TextField)]


def stamp_rows(rows: Any, names: list[str], language: str) -> None:
    for name in names:
        rows.exclude(**{name: ""}).update(**{name: Concat(F(name), Value(stamp(language)))})


def stamped(value: Any, language: str, key: str = "") -> Any:
    """The raw data of a stream with stamps in its texts."""
    if isinstance(value, dict):
        if "text" in value and value.get("language"):  # a quotation has a language of its own
            value = value | {"text": value["text"] + stamp(value["language"])}
            return {name: each if name == "text" else stamped(each, language, name) for name, each in value.items()}
        is_prose = value.get("type") == "paragraph"
        return {
            name: stamped(each, language, "prose" if is_prose and name == "value" else name)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [stamped(each, language, key) for each in value]
    if not isinstance(value, str) or not value:
        return value
    if "</p>" in value:
        return value.replace("</p>", f"{stamp(language)}</p>")
    return value + stamp(language) if key in OF_BLOCKS else value


def stamp_page(page: BasePage) -> None:
    language, model = page.locale.language_code, type(page)
    for line in model._meta.related_objects:
        if line.related_model and line.get_accessor_name() and line.field.name == "page":
            rows = line.related_model._default_manager.filter(page=page.pk)
            stamp_rows(rows, text_columns(line.related_model, OF_LINES), language)
    changes: dict[str, Any] = {}
    for name in text_columns(model, OF_PAGES + OF_IMAGES):
        if getattr(page, name):
            changes[name] = getattr(page, name) + stamp(language)
    for field in model._meta.get_fields():
        if isinstance(field, ComposedStreamField):
            raw = list(getattr(page, field.name).raw_data)
            changes[field.name] = json.dumps(stamped(raw, language))
    model._default_manager.filter(pk=page.pk).update(**changes)


STAMPED_CALLS = ("gettext", "ngettext", "pgettext", "npgettext")


def stamping(call: Callable[..., str]) -> Callable[..., str]:
    """The call of gettext, whose answers bear the stamp of the language that they are in."""

    def answer(*args: Any) -> str:
        said = call(*args)
        active = (translation.get_language() or "de").split("-")[0]
        if active in ("de", "en"):
            return f"{said}{stamp(active)}"
        with translation.override("de"):
            fallback = call(*args)
        if said == fallback == args[0]:
            return said  # a name that is the same everywhere, such as Atom
        return f"{said}{stamp('de' if said == fallback else active)}"

    return answer


@pytest.fixture(scope="module")
def _stamped(archive: Archive, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        stamp_everything()
        with patch.multiple(
            translation._trans, **{name: stamping(getattr(trans_real, name)) for name in STAMPED_CALLS}
        ):
            assert rebuild() == []
            yield
        transaction.set_rollback(True)


@pytest.fixture
def everything_stamped(_stamped: None, db: None) -> None:
    """All words bear the stamp of their language, for all tests here."""


def stamp_everything() -> None:
    for model, names in RECORDS.items():
        stamp_rows(model._default_manager.all(), text_columns(model, names), "de")
    for page_model in (
        models.EventPage,
        models.PartnerPage,
        models.NewsPage,
        models.CityProgrammePage,
        models.StandardPage,
        models.HomePage,
        models.EventIndexPage,
        models.PartnerIndexPage,
        models.NewsIndexPage,
        models.CityProgrammeIndexPage,
    ):
        for page in page_model.objects.select_related("locale"):
            stamp_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_marked_as_of_its_language(everything_stamped: None, language: str) -> None:
    client = Client()
    paths = live_entries().filter(locale=language).exclude(path="").values_list("path", flat=True)
    prefix = "" if language == "de" else f"/{language}"
    wrong: dict[str, list[str]] = {}
    seen = 0
    for path in [*paths, f"{prefix}/gibt-es-nicht/"]:
        html = client.get(path).content.decode()
        seen += len(STAMP.findall(html))
        if found := Words(html).wrong:
            wrong[path] = found
    assert seen > 100
    assert not wrong, "\n".join(f"{path}: {text}" for path, texts in wrong.items() for text in texts)
