"""Which tests run, and which of them together: on PostgreSQL those that touch the database, those of a plugin while it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from xdist.scheduler import LoadFileScheduling

from cms.extend import Plugin

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

SHARED = ("tests/dormant/", "tests/demo/", "tests/schedule/")
"""Rooms that build an archive once, for all their files."""
SLOW = ("tests/journeys/", "tests/dormant/", "tests/visibility/test_matrix.py", "tests/kit/")
"""What takes longest, and so comes first: at the end all processes have something to do."""


class RoomByRoom(LoadFileScheduling):  # type: ignore[misc]
    """Gives each process one file after the other, and all of a room that shares its archive to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((room for room in SHARED if file.startswith(room)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> RoomByRoom | None:
    """The scheduler of runs in several processes, unless the command line asks for another."""
    return RoomByRoom(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests with `database` and `empties` before marks select what runs; skips what needs a plugin that is left out."""
    loaded = {config.slug for config in apps.get_app_configs() if isinstance(config, Plugin)}
    emptying, using = set[Path](), set[Path]()
    for item in items:
        if item.get_closest_marker("django_db") or FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
        if (mark := item.get_closest_marker("django_db")) and mark.kwargs.get("transaction"):
            item.add_marker(pytest.mark.empties)
        if item.get_closest_marker("empties"):
            emptying.add(item.path)
        elif item.get_closest_marker("database"):
            using.add(item.path)
        for slug in sorted({name for mark in item.iter_markers("plugin") for name in mark.args} - loaded):
            item.add_marker(pytest.mark.skip(reason=f"the plugin {slug} is left out"))
    if mixed := sorted(map(str, emptying & using)):
        # Files run as a whole, and what comes after them would find no site.
        raise pytest.UsageError(f"Tests that empty the database need a file of their own: {', '.join(mixed)}")


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_begin_with_the_slow(items: list[pytest.Item]) -> None:
    """Comes after pytest-django's own order, which puts tests without its database last; none of the slow ones empties it."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOW))
