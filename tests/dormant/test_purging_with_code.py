"""The content of a plugin that is there can be exported and deleted, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dormant.conftest import Filled
from tests.dormant.test_purging import OWNED, PURGE, REMAINS, read

pytestmark = pytest.mark.database

BELOW = """
from wagtail.models import Page
from cms.content.models import StandardPage
from cms.dormant.purge import ForeignPagesBelow, purge
from pathlib import Path
release = Page.objects.get(slug="gesperrt")
StandardPage.subpage_types = StandardPage.parent_page_types = None
page = StandardPage(title="Darunter")
release.specific.add_child(instance=page)
try:
    purge("press", Path("{folder}"))
    result = ""
except ForeignPagesBelow as error:
    result = str(error)
page.delete()
"""


def test_pages_of_others_are_never_deleted_along(filled: Filled, tmp_path: Path) -> None:
    assert filled.installation.run(BELOW.format(folder=tmp_path)) == (
        "“Darunter” stands below “Gesperrt” and is no page of press; move it first."
    )
    assert filled.installation.run(OWNED)["pages"] == 8


def test_all_of_it_goes_through_its_models(filled: Filled, tmp_path: Path) -> None:
    filled.installation.run(PURGE.format(folder=tmp_path))
    assert len(read(tmp_path)["pages"]) == 8
    remains = filled.installation.run(REMAINS)
    assert (remains["rows"], remains["pages"], remains["revisions"]) == (0, 0, 0)
    assert remains["blocks"] == ["paragraph", "related"]
    assert remains["entries"] == [["withdrawn", "deleted"]]
    assert not any(filled.installation.run(OWNED).values())
