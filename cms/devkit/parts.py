"""What a new plugin can begin with, one part for each point of the contract."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A part: its option, what it is, its files in the example, and the parts that it needs."""

    name: str
    title: str
    files: tuple[str, ...]
    needs: tuple[str, ...] = ()


PARTS = (
    Part(
        "page",
        "a page type",
        ("models/page.py", "documents.py", "templates/notice_board/notice_board_page.html", "tests/test_page.py"),
    ),
    Part("record", "a record", ("models/entry.py", "records.py", "tests/test_record.py")),
    Part("block", "a block", ("box.py", "templates/notice_board/notice_board_box.html", "tests/test_box.py")),
    Part("api", "a route of the API", ("routes.py", "tests/test_routes.py")),
    Part("field", "a field in documents", ("values.py",)),
    Part("search", "text for the search", ("texts.py",)),
    Part("facet", "a facet", ("facets.py",)),
    Part("exporter", "an exporter, which is a feed too", ("exports.py", "tests/test_exports.py")),
    Part("importer", "an importer", ("imports.py", "tests/test_imports.py")),
    Part("trigger", "a trigger", ("triggers.py",)),
    Part("reaction", "a reaction", ("reactions.py",), needs=("trigger",)),
    Part("menu", "an entry in the editors' menu", ("menu.py",)),
    Part("settings", "settings for each site", ("models/settings.py", "tests/test_settings.py")),
    Part("check", "a system check", ("checks.py",)),
    Part("job", "a job of the worker", ("jobs.py",)),
    Part("veto", "a veto against deletion", ("deletion.py", "tests/test_deletion.py")),
    Part("panel", "a panel in forms", ("models/note.py", "tests/test_notes.py")),
    Part("before-save", "what changes or refuses before a save", ("saving.py", "tests/test_saving.py")),
    Part("after-save", "what is told after a save", ("saved.py",)),
    Part(
        "region",
        "what stands beside the content of pages",
        ("regions.py", "templates/notice_board/notice_board_facts.html"),
    ),
    Part("switch", "what is done when it is enabled and disabled", ("switching.py",)),
)


def chosen(names: Collection[str]) -> list[Part]:
    """The named parts and those that they need."""
    wanted = {*names, *(need for part in PARTS if part.name in names for need in part.needs)}
    return [part for part in PARTS if part.name in wanted]
