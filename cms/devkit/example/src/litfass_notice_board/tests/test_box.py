"""A box is shown to visitors and delivered to partners."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.test import Client

pytest_plugins = ["cms.devkit.testing.fixtures"]


def test_a_box_is_shown_and_delivered(
    site: Any, enabled: Callable[[str], None], partner_client: Any, client: Client
) -> None:
    """It stands in the text of a page, and in its document."""
    enabled("notice_board")
    value = {"heading": "Gut zu wissen", "text": "Der Eintritt ist frei."}
    box = {"type": "notice_board_box", "value": value}
    page = apps.get_model("content", "StandardPage")(title="Besuch", body=json.dumps([box]))
    site.root_page.specific.add_child(instance=page)
    page.save_revision().publish()
    assert "Der Eintritt ist frei." in client.get(page.url).content.decode()
    (item,) = [each for each in partner_client("pages")["items"] if each["title"] == "Besuch"]
    assert item["body"][0]["value"] == value
