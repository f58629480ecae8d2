"""One file answers, the former one may answer again, and whatever died while it was built goes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from search.analysis.vocabulary import Vocabulary
from search.engines.base import EngineError, IndexMissing
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.files import Files
from search.engines.embedded.store import explained


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """No file yet, in a folder that is not there yet."""
    return Files(tmp_path / "neu" / "darin" / "search.sqlite3")


def made(files: Files, *beside: str) -> Path:
    """A build, with what SQLite keeps beside it."""
    build = files.new()
    for suffix in ("", *beside):
        Path(f"{build}{suffix}").write_bytes(b"x")
    return build


def names(files: Files) -> set[str]:
    return {path.name for path in files.link.parent.iterdir()}


def test_each_build_has_a_name_of_its_own(files: Files) -> None:
    first, second = made(files), made(files)
    assert first != second
    assert {first.parent, second.parent} == {files.link.parent}
    assert first.suffix == ".sqlite3"


def test_the_former_one_is_kept_and_older_ones_go(files: Files) -> None:
    builds = [made(files, "-wal", "-shm", "-journal") for _ in range(3)]
    for build in builds:
        files.claim(build).close()
    locks = [files.claim(build) for build in builds[1:]]
    for build in builds:
        files.take_over(build)
    for lock in locks:
        lock.close()
    files.tidy()
    assert files.present() == builds[2]
    assert files.former.resolve() == builds[1].resolve()
    kept = {f"{build.name}{suffix}" for build in builds[1:] for suffix in ("", "-wal", "-shm", "-journal", "-lock")}
    assert names(files) == {files.link.name, files.former.name} | kept


def test_what_is_being_built_stays_and_what_died_goes(files: Files) -> None:
    alive, dead, unlocked = made(files), made(files), made(files, "-wal")
    lock = files.claim(alive)
    files.claim(dead).close()
    Path(f"{files.new()}-wal").write_bytes(b"x")
    other = files.link.with_name("search-notes.sqlite3")
    other.write_bytes(b"x")
    files.tidy()
    assert names(files) == {alive.name, f"{alive.name}-lock", other.name}
    assert not unlocked.exists()
    lock.close()
    files.tidy()
    assert names(files) == {other.name}


def test_a_file_of_older_code_in_the_place_of_the_link_is_replaced(files: Files) -> None:
    build = made(files)
    for suffix in ("", "-wal", "-shm", "-journal", "-lock"):
        Path(f"{files.link}{suffix}").write_bytes(b"alt")
    assert files.present() == files.link
    files.take_over(build)
    assert names(files) == {files.link.name, build.name}
    assert files.link.is_symlink()
    assert not files.exchange()


def test_two_builds_change_places(files: Files) -> None:
    first, second = made(files), made(files)
    assert not files.exchange()
    lock = files.claim(second)
    files.take_over(first)
    assert not files.exchange()
    files.take_over(second)
    lock.close()
    for present in (first, second):
        assert files.exchange()
        assert files.present() == present


@pytest.mark.parametrize("what", ["the same", "a missing one"])
def test_what_cannot_answer_is_no_former_one(files: Files, what: str) -> None:
    build = made(files)
    files.take_over(build)
    files.former.symlink_to(build.name if what == "the same" else "search-000000000000.sqlite3")
    assert not files.exchange()
    assert files.present() == build


def test_where_the_present_one_is_gone_the_former_one_answers(files: Files) -> None:
    first, second = made(files), made(files)
    lock = files.claim(second)
    files.take_over(first)
    files.take_over(second)
    lock.close()
    second.unlink()
    assert files.exchange()
    assert files.present() == first
    assert files.former.resolve() == first.resolve()


def test_nothing_is_left_of_what_is_cleared(files: Files) -> None:
    for _ in range(2):
        build = made(files, "-wal", "-shm")
        with files.claim(build):
            files.take_over(build)
    other = files.link.with_name("anderes.txt")
    other.write_bytes(b"x")
    files.clear()
    files.forget_former()
    assert names(files) == {other.name}


def test_where_there_is_no_folder_there_is_nothing_to_tidy(files: Files) -> None:
    files.tidy()
    files.clear()
    assert not files.link.parent.exists()


def test_what_is_not_there_cannot_be_taken_back(engine: EmbeddedEngine) -> None:
    with pytest.raises(IndexMissing, match=r"^There is no former search index\. The worker builds it soon"):
        engine.rollback()
    engine.rebuild([], Vocabulary())
    with pytest.raises(IndexMissing, match="no former search index"):
        engine.rollback()


def test_wiping_needs_no_former_one_and_removes_the_one_there_is(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    engine.wipe()
    engine.rebuild([], Vocabulary())
    assert engine.store.files.former.is_symlink()
    engine.wipe()
    assert not engine.store.files.former.is_symlink()
    assert engine.status().usable


@pytest.mark.parametrize(
    ("does", "done"),
    [
        (lambda engine: engine.wipe(), "written"),
        (lambda engine: engine.store.compact(), "written"),
        (lambda engine: engine.write([], []), "written"),
        (lambda engine: engine.position(), "read"),
        (lambda engine: engine.rollback(), "read"),
        (lambda engine: engine.rebuild([], Vocabulary()), "built"),
    ],
    ids=["wipe", "compact", "write", "position", "rollback", "rebuild"],
)
def test_what_the_disk_says_is_said_with_what_could_not_be_done(
    engine: EmbeddedEngine, does: object, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    engine.rebuild([], Vocabulary())
    for name in ("forget_former", "exchange", "tidy"):
        monkeypatch.setattr(engine.store.files, name, full)
    monkeypatch.setattr(engine.store, "connection", full)
    assert callable(does)
    with pytest.raises(EngineError, match=rf"cannot be {done} now: .*No space left on device\.$"):
        does(engine)


@pytest.mark.parametrize("step", ["new", "claim", "take_over"])
def test_a_build_that_the_disk_refuses_is_said_to_be_one(
    engine: EmbeddedEngine, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    engine.rebuild([], Vocabulary())
    before = names(engine.store.files)
    monkeypatch.setattr(engine.store.files, step, full)
    with pytest.raises(EngineError, match=r"cannot be built now: .*No space left on device\.$"):
        engine.rebuild([], Vocabulary())
    assert names(engine.store.files) == before


def test_what_is_no_index_is_said_to_be_none(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    engine.store.close()
    engine.store.files.present().write_bytes(b"kein Index" * 100)
    with pytest.raises(IndexMissing, match=r"The search index cannot be read: file is not a database\."):
        engine.position()
    status = engine.status()
    assert (status.documents, status.usable, status.missing) == (0, False, True)
    assert "file is not a database" in status.detail


def test_what_is_no_fault_of_the_index_goes_on() -> None:
    with pytest.raises(KeyError), explained("read"):
        raise KeyError


def folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("somebody's")


SPOILT: dict[str, Callable[[Files], object]] = {
    "a folder": lambda files: (files.link.unlink(), folder(files.link)),
    "a link to itself": lambda files: (files.link.unlink(), files.link.symlink_to(files.link.name)),
    "a link to nowhere": lambda files: (files.link.unlink(), files.link.symlink_to("nowhere/at-all")),
    "a link to a folder": lambda files: (files.present().unlink(), folder(files.present())),
    "a pipe": lambda files: (files.link.unlink(), os.mkfifo(files.link)),
    "a folder in the place of the log": lambda files: folder(Path(f"{files.present()}-wal")),
    "a folder in the place of the former": lambda files: (folder(files.former), files.link.unlink()),
    "a text": lambda files: files.present().write_text("kein Index" * 100),
}


@pytest.mark.parametrize("what", SPOILT)
def test_whatever_stands_in_its_place_is_told_and_gives_way_to_a_new_index(engine: EmbeddedEngine, what: str) -> None:
    files = engine.store.files
    engine.rebuild([], Vocabulary())
    engine.store.close()
    for beside in ("-wal", "-shm"):
        Path(f"{files.present()}{beside}").unlink(missing_ok=True)
    SPOILT[what](files)
    assert not engine.status().usable
    assert engine.status().missing
    for asked in (engine.position, engine.exists, engine.vocabulary, lambda: engine.write([], [])):
        with suppress(EngineError):
            asked()
    engine.rebuild([], Vocabulary())
    assert engine.status().usable
    engine.rebuild([], Vocabulary())
    engine.wipe()
    assert engine.status().usable
    kept = files.link.parent.rglob("notes.txt")
    assert [path.read_text() for path in kept] == ["somebody's"] * ("folder" in what)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_READONLY_DIRECTORY])
def test_what_may_not_be_opened_or_written_is_built_anew(code: int) -> None:
    refused = sqlite3.OperationalError("nein")
    refused.sqlite_errorcode = code
    with pytest.raises(IndexMissing), explained("written"):
        raise refused


def test_where_none_can_be_built_it_is_told_in_a_line_and_the_worker_goes_on(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    engine.rebuild([], Vocabulary())
    with monkeypatch.context() as refusing:
        for name in ("open", "unlink", "exists"):
            refusing.setattr(Path, name, refuse)
        for asked in (lambda: engine.rebuild([], Vocabulary()), engine.exists, engine.wipe):
            with pytest.raises(EngineError, match=r"now: .*Permission denied\.$"):
                asked()
