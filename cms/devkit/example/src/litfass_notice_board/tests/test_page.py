"""A published page is seen by visitors and delivered to partners."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.test import Client

from cms.extend import registry

pytest_plugins = ["cms.devkit.testing.fixtures"]


def test_a_page_is_shown_and_delivered(
    site: Any, enabled: Callable[[str], None], partner_client: Any, client: Client
) -> None:
    """It stands on the site and in the lists of the API."""
    enabled("notice_board")
    model: Any = registry().public_types["notice_board_page"].model
    page = model(
        title="Ein Beispiel",
        lead="Wovon die Seite handelt.",
        body=json.dumps([{"type": "paragraph", "value": "<p>Der Text der Seite.</p>"}]),
    )
    apps.get_model("content", "NewsIndexPage").objects.get(locale__language_code="de").add_child(instance=page)
    page.save_revision().publish()
    assert "Der Text der Seite." in client.get(page.url).content.decode()
    (item,) = partner_client("notice-board-pages")["items"]
    assert (item["type"], item["title"]) == ("notice_board_page", "Ein Beispiel")
