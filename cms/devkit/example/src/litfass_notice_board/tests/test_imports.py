"""A file is read into drafts, and reading it again changes nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from cms.extend import Import, registry

pytest_plugins = ["cms.devkit.testing.fixtures"]


def test_each_line_becomes_a_draft_once(site: Any) -> None:
    """An empty line is refused."""
    run = registry().importers["notice_board_titles"].run
    parent = site.root_page.specific
    outcomes = [
        [each.outcome for each in run(Import(file=BytesIO(b"Anfahrt\n\n"), parent=parent))] for _attempt in range(2)
    ]
    assert outcomes == [["created", "refused"], ["unchanged", "refused"]]
    assert not parent.get_children().get(title="Anfahrt").live
