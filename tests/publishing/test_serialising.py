"""What is stored of a public thing: what its type, and plugins that are enabled for its site, say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import gettext
from pydantic import BaseModel

from cms.content.models import City
from cms.extend import FacetValue, Occurrence, Passage, PublicType, Window, public_id
from cms.publishing import serialising
from cms.publishing.serialising import key_of, serialise

MORNING = dt.datetime(2026, 5, 31, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HERE = 7
"""The site of the notice, for which only the plugin `here` is enabled."""


class Document(BaseModel):
    title: str
    published_by: str
    seen_on: dt.date = dt.date(2026, 5, 31)
    url: str = ""


@dataclass
class Notice:
    """Something public that is no model."""

    title: str = "Zimmer gesucht"
    language: str = "de"
    path: str = "/aushang/1/"
    uuid: UUID = field(default_factory=uuid4)
    translation_key: UUID = field(default_factory=uuid4)
    url: str = ""

    @property
    def locale(self) -> Any:
        return SimpleNamespace(language_code=self.language)

    def get_url_parts(self) -> tuple[int, str, str] | None:
        return (HERE, "http://testserver", self.path) if self.path else None


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A registry that knows notices; its lists may be filled, and the type's callables replaced."""
    known = SimpleNamespace(
        types={Notice: _type()},
        api_fields=[],
        facets=[],
        search_fields=[],
        type_of=lambda model: known.types.get(model),
    )
    known.facets_of = lambda name: [facet for facet in known.facets if name in facet.types]
    monkeypatch.setattr(serialising, "registry", lambda: known)
    monkeypatch.setattr(serialising, "is_enabled", lambda plugin, site: plugin == "here" and site == HERE)
    monkeypatch.setattr(serialising, "public_id", lambda thing: thing.uuid)
    return known


def _type(**callables: Any) -> PublicType:
    def document(notice: Notice) -> Document:
        return Document(title=notice.title, published_by=gettext("January"), url=notice.url)

    given = {"document": document, "sort_key": lambda notice: notice.title.lower(), **callables}
    return PublicType(model=City, name="notice", plural="notices", label="Aushang", schema=Document, **given)


def point(plugin: str, **values: Any) -> Any:
    return SimpleNamespace(plugin=plugin, types=("notice",), **values)


def test_it_says_what_it_is_and_where_it_stands(registered: Any) -> None:
    notice = Notice()
    stored = serialise(notice)
    assert (stored.id, stored.translation_key) == (notice.uuid, notice.translation_key)
    assert (stored.type, stored.locale, stored.title, stored.sort_key) == (
        "notice",
        "de",
        "Zimmer gesucht",
        "zimmer gesucht",
    )
    assert (stored.site, stored.path) == (HERE, "/aushang/1/")
    assert stored.document["seen_on"] == "2026-05-31"


def test_what_has_no_address_stands_nowhere(registered: Any) -> None:
    assert (serialise(Notice(path="")).site, serialise(Notice(path="")).path) == (None, "")


@pytest.mark.django_db
def test_what_has_no_language_and_no_place_is_told_in_that_of_the_house() -> None:
    city = City.objects.create(name="Halle", qualifier="Saale", ags="15002000")
    stored = serialise(city)
    assert (stored.locale, stored.site, stored.path) == ("", None, "")
    assert stored.id == stored.translation_key == public_id(city)


@pytest.mark.parametrize(("language", "said"), [("de", "Januar"), ("en", "January")])
def test_it_speaks_its_own_language(registered: Any, language: str, said: str) -> None:
    assert serialise(Notice(language=language)).document["published_by"] == said


def test_long_names_are_cut(registered: Any) -> None:
    stored = serialise(Notice("x" * 600))
    assert stored.title == "x" * 499 + "…"
    assert stored.sort_key == "x" * 500


def test_without_a_title_it_is_called_what_the_thing_is(registered: Any) -> None:
    notice = Notice("")
    assert serialise(notice).title == str(notice)[:500]


def test_an_address_that_does_something_is_left_out(registered: Any) -> None:
    assert serialise(Notice(url="javascript:alert(1)")).document["url"] != "javascript:alert(1)"
    assert serialise(Notice(url="https://example.org/")).document["url"] == "https://example.org/"


def test_fields_of_a_plugin_that_is_disabled_there_say_nothing(registered: Any) -> None:
    registered.api_fields = [
        point("here", name="of_here", value=lambda notice: notice.title),
        point("away", name="of_another", value=lambda notice: notice.title),
        SimpleNamespace(plugin="here", types=("event",), name="of_events", value=str),
    ]
    document = serialise(Notice()).document
    assert {name: document.get(name, "nichts") for name in ("of_here", "of_another", "of_events")} == {
        "of_here": "Zimmer gesucht",
        "of_another": None,
        "of_events": "nichts",
    }


def test_it_is_found_under_each_value_once(registered: Any) -> None:
    values = [FacetValue("klein", "Klein"), FacetValue("gross", "Alt"), FacetValue("gross", "Groß")]
    registered.facets = [
        point("here", name="size", values=lambda notice: values),
        point("away", name="colour", values=lambda notice: values),
    ]
    assert serialise(Notice()).facets == {("size", "klein", "Klein"), ("size", "gross", "Groß")}


def test_search_reads_what_its_type_says_and_then_what_plugins_add(registered: Any) -> None:
    registered.types[Notice] = _type(passages=lambda notice: [Passage(notice.title)])
    registered.search_fields = [
        point("here", name="further", text=lambda notice: f"{notice.title} in der Altstadt"),
        point("here", name="empty", text=lambda notice: ""),
        point("away", name="another", text=lambda notice: notice.title),
        SimpleNamespace(plugin="here", types=("event",), name="of_events", text=lambda notice: notice.title),
    ]
    assert serialise(Notice()).passages == [
        Passage("Zimmer gesucht"),
        Passage("Zimmer gesucht in der Altstadt", type="further"),
    ]


def test_what_takes_place_several_times_does_so_in_the_order_of_time_and_once_each(registered: Any) -> None:
    late, early = (Occurrence(MORNING + HOUR * n, MORNING + HOUR * (n + 1)) for n in (5, 1))
    registered.types[Notice] = _type(
        occurrences=lambda notice: [late, early, late], window=lambda notice: Window(MORNING, MORNING)
    )
    stored = serialise(Notice())
    assert stored.occurrences == stored.rows == (early, late)
    assert (stored.starts_at, stored.last_starts_at, stored.ends_at) == (early[0], late[0], late[1])


def test_one_exact_span_is_its_beginning_and_its_end(registered: Any) -> None:
    registered.types[Notice] = _type(window=lambda notice: Window(MORNING, MORNING + HOUR))
    stored = serialise(Notice())
    assert (stored.starts_at, stored.last_starts_at, stored.ends_at) == (MORNING, None, MORNING + HOUR)
    assert stored.rows == ()


def test_what_takes_place_at_no_time_has_none(registered: Any) -> None:
    stored = serialise(Notice())
    assert (stored.occurrences, stored.starts_at, stored.last_starts_at, stored.ends_at) == ((), None, None, None)


@pytest.fixture
def cities(db: None) -> list[City]:
    return [City.objects.create(name=name, ags=f"1500200{at}") for at, name in enumerate(("Halle", "Dessau"))]


def test_what_shows_its_figures_is_noted_once_each(cities: list[City], registered: Any) -> None:
    registered.types[Notice] = _type(refreshes=lambda notice: [*reversed(cities), cities[0]])
    assert serialise(Notice()).counted_in == [key_of(city) for city in cities]
    assert [key for _type, key in serialise(Notice()).counted_in] == [str(city.pk) for city in cities]


def test_what_is_no_public_type_is_refused_with_what_to_do(registered: Any) -> None:
    with pytest.raises(LookupError, match="str is no public type; register it as a page type or record"):
        serialise("Zettel")


def test_its_entity_tag_is_that_of_its_document(registered: Any) -> None:
    stored = serialise(Notice())
    document, etag = stored.dated(first_published_at=MORNING, updated_at=MORNING)
    assert len(etag) == 32
    assert etag == stored.dated(first_published_at=MORNING, updated_at=MORNING)[1]
    assert etag != stored.dated(first_published_at=MORNING, updated_at=MORNING + HOUR)[1]
    assert '"first_published_at":"2026-05-31T08:00:00Z"' in document
