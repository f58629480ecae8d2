"""Whatever happens while an index is built or written: what was there answers, nothing half-made does, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import ConnectionTimeout

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument
from search.engines.base import Build, Engine, EngineError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.bulk import Bulk, actions_of
from search.engines.embedded import EmbeddedEngine, building
from tests.search.contract.test_index import found
from tests.search.corpus import ARCHIVE, document, identity, vocabulary_of

KILLS = int(os.environ.get("SEARCH_TEST_KILLS", "3"))
BUILD_FOR_EVER = """
import sys
import django
django.setup()
from dataclasses import replace
from pathlib import Path
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from tests.search.corpus import ARCHIVE, vocabulary_of

kind, place, prefix = sys.argv[1:]
engine = EmbeddedEngine(Path(place)) if kind == "embedded" else ElasticsearchEngine(place, prefix=prefix)
print("begun", flush=True)
sequence = 1
while True:
    engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    for _ in range(5):
        sequence += 1
        engine.write([replace(each, sequence=sequence) for each in ARCHIVE], [])
"""


def builds(engine: Engine) -> int:
    """How many indices there are, answering or not."""
    if isinstance(engine, ElasticsearchEngine):
        return len(engine.client.indices.get(index=engine.indices.read.replace("read", "*"), features="aliases").body)
    assert isinstance(engine, EmbeddedEngine)
    return len([path for path in engine.store.files.link.parent.glob("search-*.sqlite3") if not path.is_symlink()])


def test_a_process_that_is_killed_while_it_builds_and_writes_leaves_an_index_that_answers(engine: Engine) -> None:
    place, prefix = "", ""
    if isinstance(engine, ElasticsearchEngine):
        place, prefix = os.environ["SEARCH_TEST_URL"], engine.indices.read.rsplit("-", 2)[0]
    else:
        place = str(engine.store.files.link)  # type: ignore[attr-defined]
    for _ in range(KILLS):
        command = [sys.executable, "-c", BUILD_FOR_EVER, engine.name, place, prefix]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(random.uniform(0, 0.6))
            process.kill()
        assert found(engine, "Sommerfest") == ["fest"]
        assert engine.status().documents == len(ARCHIVE)
    engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    assert builds(engine) <= 2


def test_of_many_builds_the_present_and_the_former_one_are_kept(engine: Engine) -> None:
    for _ in range(3):
        engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
        assert builds(engine) == 2
    engine.wipe()
    assert builds(engine) == 1
    assert found(engine, "Sommerfest") == ["fest"]


def test_a_build_that_another_one_overtakes_is_whole_or_brings_nothing_into_being(engine: Engine) -> None:
    # The embedded engine knows whether a build's process lives, and leaves it alone; Elasticsearch does not, and has removed it.
    removed = isinstance(engine, ElasticsearchEngine)
    with engine.building(vocabulary_of(ARCHIVE)) as overtaken:
        with engine.building(vocabulary_of(ARCHIVE)) as other:
            other.write(ARCHIVE, [])
            other.take_over()
        with pytest.raises(EngineError) if removed else nullcontext():
            written_whole(overtaken)
    assert found(engine, "Sommerfest") == ["fest"]
    assert builds(engine) == 2


def written_whole(build: Build) -> None:
    build.write(ARCHIVE, [])
    build.take_over()


def test_one_refused_document_does_not_stop_its_batch(engine: Engine) -> None:
    odd = document("neu", "Birnenfest \ud800", "Kaputt")
    refused = engine.write([ARCHIVE[1], too_long(), odd, *ARCHIVE[3:]], [], upto=Position(9))
    assert identity("nirgends") in {each.id for each in refused} or isinstance(engine, EmbeddedEngine)
    assert engine.position().sequence == 9
    assert found(engine, "Sprachlotsen") == ["lotsen"]


def too_long() -> SearchDocument:
    """One that Elasticsearch refuses: a key of more than 32,766 bytes."""
    return document("nirgends", "Zu lang", facets=[("city", "x" * 40_000)])


def test_a_full_disk_stops_the_building_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = EmbeddedEngine(tmp_path / "search.sqlite3")
    engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    made = building.create_tables

    def on_a_small_disk(connection: Any, **options: Any) -> None:
        made(connection, **options)
        connection.execute("PRAGMA max_page_count = 40")

    monkeypatch.setattr(building, "create_tables", on_a_small_disk)
    many = [document(f"fest {number}", f"Fest {number}", "Musik im Park " * 50) for number in range(300)]
    with pytest.raises(EngineError, match="full"):
        engine.rebuild(many, vocabulary_of(many))
    assert found(engine, "Sommerfest") == ["fest"]
    assert builds(engine) == 1
    monkeypatch.setattr(building, "create_tables", made)

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(building, "_sync", full)
        with pytest.raises(EngineError, match="No space left"):
            engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    assert found(engine, "Sommerfest") == ["fest"]
    assert builds(engine) == 1
    engine.clear()


def test_a_full_disk_stops_the_writing_as_long_as_it_is_full(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "search.sqlite3")
    engine.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    file = engine.store.connection()
    (pages,) = file.execute("PRAGMA page_count").fetchone()
    file.execute(f"PRAGMA max_page_count = {pages}")
    many = [document(f"fest {number}", f"Fest {number}", "Musik im Park " * 50) for number in range(300)]
    with pytest.raises(EngineError, match="full"):
        engine.write(many, [], upto=Position(9))
    assert found(engine, "Sommerfest") == ["fest"]
    assert (engine.position().sequence, engine.status().documents) == (0, len(ARCHIVE))
    file.execute("PRAGMA max_page_count = 100000")
    assert engine.write(many, [], upto=Position(9)) == []
    assert engine.position().sequence == 9
    engine.clear()


class Slow:
    """A server that answers in time only to few writings at once, and is too busy at first."""

    def __init__(self, most: int) -> None:
        self.most, self.busy, self.calls, self.written = most, 3, 0, set[str]()

    def options(self, **options: Any) -> Slow:
        return self

    def bulk(self, *, operations: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        self.calls += 1
        heads = [each["index"]["_id"] for each in operations[::2]]
        if len(heads) > self.most:
            raise ConnectionTimeout("timed out")
        items = []
        for head in heads:
            self.busy -= 1
            if self.busy >= 0:
                items.append({"index": {"_id": head, "status": 429, "error": "busy"}})
            else:
                self.written.add(head)
                items.append({"index": {"_id": head, "status": 201}})
        return {"items": items}


def test_a_call_that_takes_too_long_is_tried_again_in_smaller_portions() -> None:
    server = Slow(most=3)
    many = [document(f"fest {number}", f"Fest {number}") for number in range(40)]
    actions, refused = actions_of(many, [], Analyzers(Vocabulary()))
    assert Bulk(server, "x", patience=1, pauses=[0] * 8).write(actions) == refused == []  # type: ignore[arg-type]
    assert server.written == {str(each.id) for each in many}


def test_one_that_is_always_too_late_ends_in_an_error() -> None:
    actions, _ = actions_of(ARCHIVE, [], Analyzers(Vocabulary()))
    with pytest.raises(ConnectionTimeout):
        Bulk(Slow(most=0), "x", patience=1, pauses=[0] * 4).write(actions)  # type: ignore[arg-type]
