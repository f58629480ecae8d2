"""The files of an index: each build has one of its own, and a link says which one answers."""

from __future__ import annotations

import fcntl
import logging
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

LOCK = "-lock"
BESIDE = ("", "-wal", "-shm", "-journal", LOCK)
"""What stands beside a file: what SQLite keeps there, and the lock of the process that builds it."""


class Files:
    """`search.sqlite3` is a link to the build that answers, `search-former.sqlite3` to the one before it.

    Links are replaced in one step. A file is never replaced or written over, so that whoever still reads it reads on.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self.former = link.with_name(f"{link.stem}-former{link.suffix}")
        self._build = re.compile(f"{re.escape(link.stem)}-[0-9a-f]{{12}}{re.escape(link.suffix)}")

    def new(self) -> Path:
        """The path of a new build."""
        self.link.parent.mkdir(parents=True, exist_ok=True)
        return self.link.with_name(f"{self.link.stem}-{secrets.token_hex(6)}{self.link.suffix}")

    def claim(self, build: Path) -> IO[bytes]:
        """A lock that keeps the build from being tidied away, until it is closed or this process dies."""
        lock = Path(f"{build}{LOCK}").open("wb")  # noqa: SIM115 - it is closed by whoever claims
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def present(self) -> Path:
        """The file that answers; the link itself where older code has left a file in its place."""
        return _target(self.link) or self.link

    def take_over(self, build: Path) -> None:
        """Lets the build answer from now on, and keeps the present one as the former."""
        before = _target(self.link)
        if before is not None and before.exists():
            _point(self.former, before)
        _point(self.link, build)
        if before is None:
            for suffix in BESIDE[1:]:
                _unlink(Path(f"{self.link}{suffix}"))
        self.tidy()

    def exchange(self) -> bool:
        """Lets the former build answer again; whether there was one."""
        before, former = _target(self.link), _target(self.former)
        if former is None or former == before or not former.exists():
            return False
        _point(self.link, former)
        if before is not None and before.exists():
            _point(self.former, before)
        return True

    def forget_former(self) -> None:
        """Removes the former build."""
        _unlink(self.former)
        self.tidy()

    def tidy(self) -> None:
        """Removes every build that no link names and no process is at: older ones, and what died while it was built."""
        kept = {_target(self.link), _target(self.former)}
        for path in self._builds():
            if path not in kept and not _is_claimed(path):
                remove(path)

    def clear(self) -> None:
        """Removes all."""
        for path in [*self._builds(), self.link]:
            remove(path)
        _unlink(self.former)

    def _builds(self) -> Iterator[Path]:
        if self.link.parent.exists():
            for path in list(self.link.parent.iterdir()):
                name = next(
                    (path.name.removesuffix(each) for each in BESIDE[1:] if path.name.endswith(each)), path.name
                )
                if self._build.fullmatch(name):
                    yield path.with_name(name)


def remove(path: Path) -> None:
    """Removes the file and what SQLite keeps beside it."""
    for suffix in BESIDE:
        _unlink(Path(f"{path}{suffix}"))


def _unlink(path: Path) -> None:
    _make_way(path)
    path.unlink(missing_ok=True)


def _make_way(path: Path) -> None:
    """Moves a folder aside where a file belongs; what is in it may be somebody's."""
    if path.is_dir() and not path.is_symlink():
        aside = path.with_name(f"{path.name}-aside-{secrets.token_hex(6)}")
        path.rename(aside)
        log.warning("%s was a folder, where the search index belongs; it was moved aside to %s.", path, aside.name)


def _is_claimed(build: Path) -> bool:
    try:
        with Path(f"{build}{LOCK}").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (FileNotFoundError, IsADirectoryError):
        pass
    return False


def _target(link: Path) -> Path | None:
    try:
        return link.parent / link.readlink()
    except OSError:
        return None


def _point(link: Path, target: Path) -> None:
    """Lets the link name the target, in one step."""
    passing = link.with_name(f"{link.name}.{secrets.token_hex(6)}")
    passing.symlink_to(target.name)
    _make_way(link)
    passing.replace(link)
