"""How many blocks each plugin owns is counted in one pass over what may hold any."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, StandardPage
from cms.dormant.models import KnownPlugin
from cms.dormant.ownership import owned_by
from cms.dormant.stored_streams import stored_streams

pytestmark = pytest.mark.django_db


def block(name: str, value: Any = "x") -> dict[str, Any]:
    return {"type": name, "value": value, "id": "7a3f1a52-0000-4000-8000-000000000001"}


@pytest.fixture
def home() -> HomePage:
    """Two plugins that were here once; one gave a block without its slug, and one with a name beyond ASCII."""
    KnownPlugin.objects.create(slug="karten", app_label="karten", title="Karten", blocks=["stadtplan", "übersicht"])
    KnownPlugin.objects.create(slug="zettel", app_label="zettel", title="Zettel", blocks=["zettel_notiz"])
    return ensure_initial_site("http://testserver")


def write(home: HomePage, *stream: dict[str, Any]) -> StandardPage:
    page: StandardPage = home.add_child(instance=StandardPage(title="Seite", body=list(stream)))
    return page


def blocks(*slugs: str) -> dict[str, int]:
    return {slug: owned.blocks for slug, owned in owned_by(slugs).items()}


def test_blocks_are_counted_for_each_plugin_wherever_they_stand(home: HomePage) -> None:
    write(home, block("stadtplan"), block("karten_ort", {"notiz": [block("zettel_notiz")]}))
    write(home, block("zettel_notiz", {"in": block("zettel_notiz")}), block("übersicht"))
    assert blocks("karten", "zettel", "andere") == {"karten": 3, "zettel": 2, "andere": 0}


def test_words_that_only_look_like_a_block_are_none(home: HomePage) -> None:
    write(home, block("paragraph", '<p>Das "karten_ort" heißt "stadtplan".</p>'), block("paragraph", "stadtplan_alt"))
    assert blocks("karten") == {"karten": 0}


def test_streams_without_such_a_name_are_not_read(home: HomePage) -> None:
    page = write(home, block("stadtplan"))
    write(home, block("paragraph", "<p>Stadtplan</p>"))
    assert [stored.pk for stored in stored_streams(naming=["stadtplan"])] == [page.pk]
    assert len(list(stored_streams())) == 2


def test_the_streams_of_all_plugins_are_read_at_once(home: HomePage) -> None:
    def streams_read(*slugs: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            owned_by(slugs)
        return sum("stream_as_text" in each["sql"] for each in asked)

    assert streams_read("karten") == streams_read("karten", "zettel", "andere") > 0


def test_where_nobody_asks_nothing_is_read(home: HomePage) -> None:
    write(home, block("stadtplan"))
    assert owned_by([]) == {}
    assert list(stored_streams(naming=())) == []
