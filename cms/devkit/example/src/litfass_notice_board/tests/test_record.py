"""A record is delivered to partners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from cms.extend import registry

pytest_plugins = ["cms.devkit.testing.fixtures"]


def test_an_entry_is_delivered(site: Any, enabled: Callable[[str], None], partner_client: Any) -> None:
    """It stands in the lists of the API as soon as it is stored."""
    enabled("notice_board")
    entry: Any = registry().public_types["notice_board_entry"].model
    entry.objects.create(name="Ein Eintrag")
    (item,) = partner_client("notice-board-entries")["items"]
    assert item["type"] == "notice_board_entry"
    assert (item["name"], item["slug"]) == ("Ein Eintrag", "ein-eintrag")


def test_editors_write_entries_in_the_archive(enabled: Callable[[str], None], editor: Any) -> None:
    """The menu leads to their list, and what is sent from the form is stored."""
    enabled("notice_board")
    entry: Any = registry().public_types["notice_board_entry"].model
    views = entry.snippet_viewset
    assert reverse(views.get_url_name("list")) in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert editor.post(reverse(views.get_url_name("add")), {"name": "Ein Eintrag"}).status_code == 302
    assert entry.objects.get().slug == "ein-eintrag"
    assert "Ein Eintrag" in editor.get(reverse(views.get_url_name("list"))).content.decode()
