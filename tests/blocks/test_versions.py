"""Versions of a plugin's block: what an older one stored is read as the present one, and brought to it by a command."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from functools import reduce
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail import blocks

from blocks.durable import DurableStructBlock
from blocks.fields import ComposedStreamField
from blocks.unavailable import UNAVAILABLE
from cms.content.models import StandardPage
from cms.dormant import migrate_blocks as module
from cms.dormant.migrate_blocks import migrate_blocks
from cms.extend import Registry, guard, registry
from cms.extend.limits import limited
from cms.extend.points import Contributions
from tests.blocks.changing import KEY, NAME, block_choices, stored
from tests.blocks.forms import sent_back

pytestmark = pytest.mark.django_db

OTHER = "88888888-8888-4888-8888-888888888888"


def card() -> blocks.Block:
    return DurableStructBlock([("title", blocks.CharBlock()), ("size", blocks.CharBlock())])


def migrate_value(old: Any, version: int) -> Any:
    """The first version was a text, the second a struct without a size."""
    if version < 2:
        old = {"title": old.strip()}
    old["size"] = "small"
    return old


def now(title: str) -> dict[str, Any]:
    return stored({"title": title, "size": "small"}, version=3)


@pytest.fixture
def body() -> ComposedStreamField:
    return StandardPage._meta.get_field("body")


@pytest.mark.parametrize("old", [stored("Halle"), stored({"title": "Halle"}, version=2), now("Halle")])
def test_whatever_the_version_it_is_read_as_the_present_one(old: Any, body: ComposedStreamField) -> None:
    with block_choices(card(), version=3, migrate_value=migrate_value):
        stream = body.stream_block.to_python([old])
        assert stream[0].value["title"] == "Halle"
        assert body.stream_block.get_prep_value(stream) == [now("Halle")]
        assert body.stream_block.get_prep_value(body.stream_block.to_python([old])) == [now("Halle")]
        assert body.stream_block.get_prep_value(sent_back(body.stream_block, stream)) == [now("Halle")]


@pytest.mark.parametrize(
    "old",
    [stored(17), stored({"title": []}, version=2), stored({"title": "Halle"}, version=4), stored("x", version=3)],
    ids=["migrate_value fails", "it gives another shape", "a later version wrote it", "the author did not count up"],
)
def test_a_value_that_cannot_be_migrated_costs_itself_alone(old: Any, body: ComposedStreamField) -> None:
    with block_choices(card(), version=3, migrate_value=migrate_value):
        text = [old, {**stored("Kiel"), "id": OTHER}]
        stream = body.stream_block.to_python(text)
        assert [child.block_type for child in stream] == ["unavailable", NAME]
        back = body.stream_block.get_prep_value(sent_back(body.stream_block, stream))
        assert json.dumps(back[0]) == json.dumps(old)


class Text(str):
    def encode(self, *args: Any) -> bytes:
        raise ValueError


def itself() -> Any:
    value: dict[str, Any] = {}
    value["title"] = value
    return value


def doubled() -> Any:
    """Two to the power of a hundred texts, in a hundred lists."""
    value: Any = "x"
    for _ in range(100):
        value = [value, value]
    return {"title": "Halle", "more": value}


NOWHERE: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda old: None,
    "an empty text": lambda old: "",
    "a number": lambda old: 5,
    "a list": lambda old: [old],
    "another shape within": lambda old: {"title": [old]},
    "other fields": lambda old: {"name": old},
    "a number for a key": lambda old: {"title": old, 5: "x"},
    "half of a character": lambda old: {"title": old + "\ud800"},
    "half of a character in a key": lambda old: {"title": old, "\ud800": "x"},
    "NUL": lambda old: {"title": old + "\0"},
    "no number": lambda old: {"title": old, "more": float("nan")},
    "an endless number": lambda old: {"title": old, "more": 10**5000},
    "too much": lambda old: {"title": old * 10**6},
    "itself": lambda old: itself(),
    "too deep": lambda old: {"title": old, "more": reduce(lambda inner, _: [inner], range(5000), [])},
    "doubled": lambda old: doubled(),
    "a set": lambda old: {"title": old, "more": {old}},
    "an object": lambda old: {"title": object()},
    "an end of the process": lambda old: sys.exit(3),
    "a coroutine": lambda old: asyncio.sleep(0),
}
"""What migrate_value gives, by which content would be lost, or which no database can hold."""


@pytest.mark.parametrize("name", NOWHERE)
def test_what_is_stored_stays_byte_for_byte_where_it_would_be_lost(
    name: str,
    body: ComposedStreamField,
    write_page: Callable[..., StandardPage],
    known: Callable[[Any], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = write_page(stored("Halle"))
    with block_choices(card(), version=2, migrate_value=lambda old, version: NOWHERE[name](old)) as given:
        known(given)
        page = StandardPage.objects.get(pk=page.pk)
        assert [child.block_type for child in page.body] == [UNAVAILABLE]
        assert body.stream_block.get_prep_value(sent_back(body.stream_block, page.body)) == [stored("Halle")]
        page.save_revision().publish()
        assert raw(page) == [stored("Halle")]
        assert [fault.id for fault in migrate_blocks().faults] == [KEY] * 3
        assert raw(page) == [stored("Halle")]
    assert f"with the id {KEY}, cannot be read and is kept as it is" in caplog.text


def test_what_is_stored_anew_is_plain(body: ComposedStreamField) -> None:
    def migrate(old: Any, version: int) -> Any:
        return {"title": Text(old), "size": "x", "more": (1, dt.date(2026, 5, 8), True, None, 0.5)}

    with block_choices(card(), version=2, migrate_value=migrate):
        (item,) = body.stream_block.get_prep_value(body.stream_block.to_python([stored("Halle")]))
    assert item["value"] == {"title": "Halle", "size": "x", "more": [1, "2026-05-08", True, None, 0.5]}
    assert type(item["value"]["title"]) is str


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    def know(given: Any) -> None:
        monkeypatch.setattr(
            module,
            "registry",
            lambda: Registry({**registry().contributions, "wechsel": Contributions(blocks=(given,))}),
        )

    return know


def test_the_command_migrates_pages_drafts_and_revisions(
    write_page: Callable[..., StandardPage], known: Callable[[Any], None], body: ComposedStreamField
) -> None:
    page = write_page(stored("Halle"), {**stored(17), "id": OTHER})
    # As the first version stored them: with no word of a version, and of another shape.
    other = write_page(stored("Kiel"), title="Kiel")
    draft = other.save_revision()
    draft.refresh_from_db()
    with block_choices(card(), version=3, migrate_value=migrate_value) as given:
        known(given)
        before = raw(page), raw(other), dict(draft.content)
        dry = migrate_blocks(dry_run=True)
        assert (dry.migrated, len(dry.faults)) == (5, 2)
        draft.refresh_from_db()
        assert (raw(page), raw(other), draft.content) == before
        done = migrate_blocks()
        assert (done.migrated, {fault.id for fault in done.faults}) == (5, {OTHER})
        assert raw(page) == [now("Halle"), {**stored(17), "id": OTHER}]
        assert raw(other) == [now("Kiel")]
        for revision in (*page.revisions.all(), *other.revisions.all()):
            assert json.loads(revision.content["body"])[0]["version"] == 3
        again = migrate_blocks()
        assert (again.migrated, len(again.faults)) == (0, 2)


def test_a_run_that_was_ended_is_taken_up_where_it_was(
    write_page: Callable[..., StandardPage], known: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [write_page(stored(name), title=name) for name in ("Halle", "Kiel")]
    written = module.rewrite_row

    def once(*args: Any) -> bool:
        monkeypatch.setattr(module, "rewrite_row", ended)
        return written(*args)

    def ended(*args: Any) -> None:
        raise KeyboardInterrupt

    with block_choices(card(), version=3, migrate_value=migrate_value) as given:
        known(given)
        monkeypatch.setattr(module, "rewrite_row", once)
        with pytest.raises(KeyboardInterrupt):
            migrate_blocks()
        assert [raw(page)[0].get("version") for page in pages] == [3, None]
        monkeypatch.setattr(module, "rewrite_row", written)
        assert migrate_blocks().migrated == 3
        assert [raw(page)[0].get("version") for page in pages] == [3, 3]


def test_the_command_says_what_it_did_and_fails_for_what_it_could_not(
    write_page: Callable[..., StandardPage], known: Callable[[Any], None]
) -> None:
    write_page(stored("Halle"), {**stored(17), "id": OTHER})
    with block_choices(card(), version=3, migrate_value=migrate_value) as given:
        known(given)
        said = StringIO()
        with pytest.raises(CommandError, match="stay as they are: 2"):
            call_command("plugins", "migrate-blocks", stdout=said)
        assert "Blocks migrated: 2." in said.getvalue()
        assert OTHER in said.getvalue()
        assert KEY not in said.getvalue()


def raw(page: StandardPage) -> list[dict[str, Any]]:
    from cms.dormant.stored_streams import stored_streams

    return next(each.stream for each in stored_streams() if each.pk == page.pk)


def test_one_that_hangs_over_what_is_stored_is_broken_off(
    body: ComposedStreamField, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "LONGEST", dt.timedelta(seconds=0.2))
    began = time.monotonic()
    with block_choices(card(), version=3, migrate_value=lambda old, version: time.sleep(60)):
        (shown,) = limited(dt.timedelta(hours=1), body.stream_block.to_python, [stored("Halle")])
        value = limited(dt.timedelta(hours=1), body.stream_block.to_python, [stored("Halle")])
        assert body.stream_block.get_prep_value(value) == [stored("Halle")]
    assert time.monotonic() - began < 20
    assert shown.block_type == UNAVAILABLE
