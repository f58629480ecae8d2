"""An index knows which ledger it is built from and how far: it answers for that one alone, and catches up by itself."""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cms.publishing.consumer_runner import catch_up_all, lag
from cms.publishing.models import Entry, Milestone
from cms.publishing.reading.sequence import Position
from cms.publishing.work import work
from search import indexing, keeping, service
from search.documents import document_of
from search.engines.base import Engine, EngineError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.indices import writing
from search.index_consumers import CONSUMER, FALLBACK
from search.models import LeftOut, Rebuild
from search.standing import compare
from tests.search.conftest import found, is_well, status

Make = Callable[..., Any]


def forget_engines() -> None:
    service.embedded.cache_clear()
    service.engine.cache_clear()


def missing(engine: Engine) -> None:
    """There is none."""


def empty(engine: Engine) -> None:
    """Something made the index, without fields and without a word about itself."""
    if isinstance(engine, ElasticsearchEngine):
        name = engine.indices.read.replace("read", secrets.token_hex(6))
        engine.client.indices.create(index=name, aliases={engine.indices.read: {}, writing(name): {}})
    else:
        engine.store.files.link.touch()  # type: ignore[attr-defined]


def outdated(engine: Engine) -> None:
    """It is of an older form."""
    indexing.rebuild(engine)
    if isinstance(engine, ElasticsearchEngine):
        engine.client.indices.put_mapping(index=engine.indices.read, meta={"schema": 1, "ledger": "x"})
        engine._found = None
    else:
        _told("UPDATE meta SET value = '1' WHERE key = 'schema'")


def of_yesterday(engine: Engine) -> None:
    """It is from before there were builds."""
    if isinstance(engine, ElasticsearchEngine):
        prefix = engine.indices.read.rsplit("-", 2)[0]
        for kind in ("words", "write"):
            engine.client.indices.create(index=f"{prefix}-5-{kind}-{secrets.token_hex(6)}")
        engine.client.indices.put_alias(index=f"{prefix}-5-write-*", name=f"{prefix}-5-read")
    else:
        with closing(sqlite3.connect(engine.store.files.link)) as file:  # type: ignore[attr-defined]
            file.executescript(
                "PRAGMA journal_mode = WAL; CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', '5')"
            )


def of_another_ledger(engine: Engine) -> None:
    """It was built from another one, or from a copy that has gone its own way."""
    indexing.rebuild(engine)
    Milestone.objects.update(mark="elsewhere")


def damaged(engine: Engine) -> None:
    """The file is none of SQLite's."""
    if isinstance(engine, ElasticsearchEngine):
        pytest.skip("A server looks after its files.")
    indexing.rebuild(engine)
    engine.store.close()  # type: ignore[attr-defined]
    engine.store.files.present().write_bytes(b"What is this?" * 1000)  # type: ignore[attr-defined]


def _told(statement: str) -> None:
    with closing(sqlite3.connect(service.embedded().store.files.link)) as file:  # type: ignore[attr-defined]
        file.execute(statement)
        file.commit()


@pytest.mark.parametrize("state", [missing, empty, outdated, of_yesterday, of_another_ledger, damaged])
def test_a_publication_makes_no_index_that_answers_for_the_archive(
    chosen: Engine, event: Make, state: Callable[[Engine], None]
) -> None:
    for theme in ("Quitten", "Birnen", "Kirschen"):
        event(theme)
    state(chosen)
    for theme in ("Pflaumen", "Mirabellen"):
        event(theme)
        catch_up_all()
        with pytest.raises(EngineError):
            found(theme)
        assert compare(chosen).outdated
        assert "search rebuild" in status()
    keeping.keep_indices()
    assert (found("Quitten"), found("Mirabellen")) == (1, 1)
    assert is_well(chosen)
    event("Holunder")
    catch_up_all()
    assert found("Holunder") == 1


@pytest.mark.parametrize(
    ("loss", "shows"),
    [
        ("DELETE FROM token_data", "when it is asked"),
        ("DROP TABLE written", "when it is written"),
        ("UPDATE meta SET value = x'00' WHERE key = 'vocabulary'", "when it is written"),
        ("UPDATE meta SET value = x'' WHERE key = 'vocabulary'", "when it is written"),
        ("DELETE FROM meta WHERE key = 'vocabulary'", "when it is written"),
    ],
)
def test_a_damage_that_shows_only_in_use_is_mended(index: None, event: Make, loss: str, shows: str) -> None:
    """A page of the file is lost; how many things it holds, and up to where it has read, can still be told."""
    page = event("Quitten")
    engine = service.embedded()
    indexing.rebuild(engine)
    _told(loss)
    assert is_well(engine)
    if shows == "when it is asked":
        with pytest.raises(EngineError):
            found("Quitten")
    else:
        page.theme = "Quitten und Birnen"
        page.save_revision().publish()
        catch_up_all()
    assert any(each.name == "embedded" and each.failures for each in work())
    keeping.keep_indices()
    assert found("Quitten") == 1
    assert is_well(engine)
    assert not list(work())


def test_an_index_that_is_ahead_of_the_ledger_is_built_anew(chosen: Engine, event: Make) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    chosen.write([], [], upto=Position(10_000))
    assert "it is built from another ledger" in status()
    keeping.keep_indices()
    assert is_well(chosen)


def test_what_an_index_missed_while_another_one_was_chosen_is_caught_up_with(
    chosen: Engine, event: Make, settings: Any, tmp_path: Path
) -> None:
    event("Quitten")
    keeping.keep_indices()
    url, path = settings.SEARCH_URL, settings.SEARCH_PATH
    settings.SEARCH_URL, settings.SEARCH_PATH = "", tmp_path / "other" / "search.sqlite3"
    forget_engines()
    keeping.keep_indices()
    event("Birnen").unpublish()
    event("Kirschen")
    catch_up_all()
    assert found("Kirschen") == 1
    settings.SEARCH_URL, settings.SEARCH_PATH = url, path
    forget_engines()
    assert lag(CONSUMER) > 0
    catch_up_all()
    assert (lag(CONSUMER), lag(FALLBACK)) == (0, 0)
    assert (found("Kirschen"), found("Birnen")) == (1, 0)
    assert is_well(service.engine())


def test_what_is_published_while_it_is_built_is_in_it(
    chosen: Engine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    pages = [event(theme) for theme in ("Quitten", "Birnen", "Kirschen", "Pflaumen", "Mirabellen")]
    indexing.rebuild(chosen)
    triggers = iter(
        [lambda: event("Holunder"), pages[0].unpublish, lambda: pages[4].move(pages[4].get_parent(), "first-child")]
    )

    def meanwhile(done: int) -> None:
        next(triggers, lambda: None)()
        catch_up_all()  # into the index that answers

    indexing.rebuild(chosen, meanwhile)
    assert next(triggers, None) is None
    assert (found("Holunder"), found("Quitten"), found("Mirabellen")) == (1, 0, 1)
    assert is_well(chosen)


def test_an_index_that_lacks_something_does_not_take_over(
    chosen: Engine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    monkeypatch.setattr(indexing, "count", lambda: 99)
    with pytest.raises(EngineError, match="lacks"):
        indexing.rebuild(chosen)
    assert found("Quitten") == 1
    assert Rebuild.objects.get(pk=chosen.name).failures == 1


def test_a_new_ledger_begins_with_an_index_of_nothing_and_no_other_one_does(index: None, event: Make) -> None:
    Entry.objects.all().delete()
    keeping.begin()
    event("Quitten")
    catch_up_all()
    assert found("Quitten") == 1
    service.embedded().clear()
    keeping.begin()
    assert not service.embedded().exists()


def test_the_worker_finishes_what_somebody_has_begun_to_build(chosen: Engine, event: Make) -> None:
    event("Quitten")
    keeping.keep_indices()
    before = chosen.vocabulary()
    now = timezone.now()
    past, future = now - dt.timedelta(seconds=1), now + dt.timedelta(minutes=1)
    for state in ({"claim": "dead", "claimed_until": past}, {"failures": 2, "next_try_at": past}):
        Rebuild.objects.filter(pk=chosen.name).update(**state)
        keeping.keep_indices()
        assert chosen.vocabulary() is not before
        assert not Rebuild.objects.exclude(claim="", failures=0).exists()
        before = chosen.vocabulary()
    for state in ({"claim": "alive", "claimed_until": future}, {"failures": 2, "next_try_at": future}):
        Rebuild.objects.filter(pk=chosen.name).update(**{"claim": "", "claimed_until": None, **state})
        keeping.keep_indices()
        assert chosen.vocabulary() is before


def test_a_server_that_starts_says_what_is_wrong_with_an_index(
    chosen: Engine, event: Make, caplog: pytest.LogCaptureFixture
) -> None:
    event("Quitten")
    keeping.warn()
    assert "does not answer as it should" in caplog.text
    keeping.keep_indices()
    caplog.clear()
    keeping.warn()
    assert caplog.text == ""


def test_only_one_at_a_time_builds(chosen: Engine, event: Make) -> None:
    event("Quitten")

    def again(done: int) -> None:
        with pytest.raises(indexing.Busy):
            indexing.rebuild(chosen)

    indexing.rebuild(chosen, again)
    assert is_well(chosen)


def test_who_asks_for_a_rebuild_waits_for_the_one_that_goes_on(
    chosen: Engine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    event("Quitten")
    later = timezone.now() + dt.timedelta(seconds=20)
    held = {"claim": "other", "claimed_until": later}
    Rebuild.objects.update_or_create(pk=service.embedded().name, defaults=held)
    monkeypatch.setattr(keeping.time, "sleep", lambda seconds: Rebuild.objects.update(claim="", claimed_until=None))
    out = StringIO()
    call_command("search", "rebuild", stdout=out)
    assert "waiting" in out.getvalue()
    assert is_well(chosen)


def test_the_former_index_can_be_taken_back_and_catches_up(chosen: Engine, event: Make) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    event("Birnen")
    indexing.rebuild(chosen)
    first = chosen.position().sequence
    event("Kirschen")
    catch_up_all()
    call_command("search", "rollback", verbosity=0)
    assert (found("Quitten"), found("Birnen"), found("Kirschen")) == (1, 1, 1)
    assert chosen.position().sequence > first
    assert is_well(chosen)
    call_command("search", "rollback", verbosity=0)
    assert is_well(chosen)


def test_without_a_former_index_nothing_is_taken_back(chosen: Engine, event: Make) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    with pytest.raises(CommandError, match="no former"):
        call_command("search", "rollback")
    assert found("Quitten") == 1


def test_no_gap_is_left_when_another_index_takes_over_between_reading_and_writing(chosen: Engine, event: Make) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    indexing.rebuild(chosen)
    event("Birnen")
    catch_up_all()
    read = chosen.position().sequence
    event("Kirschen")
    chosen.rollback()  # to one that has not read of the second
    CONSUMER.handle(list(Entry.objects.filter(sequence__gt=read).order_by("sequence")))
    catch_up_all()
    assert (found("Birnen"), found("Kirschen")) == (1, 1)
    assert is_well(chosen)


def test_one_that_cannot_be_read_is_left_out_told_and_tried_again(
    chosen: Engine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def picky(entry: Any, *rows: Any) -> Any:
        if "Dorn" in entry.title:
            raise ValueError("Das sticht.")
        return document_of(entry, *rows)

    thorn = event("Dorn")
    event("Quitten")
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "document_of", picky)
        keeping.keep_indices()
        assert found("Quitten") == 1
        thorn.lead = "Mit Rosen"
        thorn.save_revision().publish()
        event("Birnen")
        catch_up_all()
        assert found("Birnen") == 1
        assert not compare(chosen).fault
        assert "1 left out" in status()
        assert "Das sticht." in status()
        assert any(each.kind == "left out" and "Dorn" in each.name and "sticht" in each.trouble for each in work())
    thorn.lead = "Mit Ranken"
    thorn.save_revision().publish()
    catch_up_all()
    assert (found("Ranken"), LeftOut.objects.count()) == (1, 0)
    assert is_well(chosen)


def test_a_rebuild_tries_again_what_was_left_out(chosen: Engine, event: Make) -> None:
    event("Quitten")
    keeping.keep_indices()
    LeftOut.objects.create(engine=chosen.name, entry=uuid4(), error="Kaputt")
    indexing.rebuild(chosen)
    assert not LeftOut.objects.filter(engine=chosen.name).exists()


def test_what_failed_is_no_failure_once_it_goes_again(
    chosen: Engine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    event("Quitten")
    keeping.keep_indices()
    event("Birnen")
    with monkeypatch.context() as patch:
        patch.setattr(type(chosen), "write", lambda *args, **options: (_ for _ in ()).throw(EngineError("Platte voll")))
        catch_up_all()
        assert any("Platte voll" in each.trouble for each in work())
        assert found("Quitten") == 1
    indexing.rebuild(chosen)
    catch_up_all()
    assert list(work()) == []
