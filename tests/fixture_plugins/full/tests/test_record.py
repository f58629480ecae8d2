"""A record is delivered to partners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps

pytest_plugins = ["cms.extend.testing.fixtures"]


def test_an_entry_is_delivered(site: Any, enabled: Callable[[str], None], partner_client: Any) -> None:
    """It stands in the lists of the API as soon as it is stored."""
    enabled("full")
    entry = apps.get_model("full", "FullEntry")
    entry.objects.create(name="Ein Eintrag")
    (item,) = partner_client("full-entries")["items"]
    assert item["type"] == "full_entry"
    assert (item["name"], item["slug"]) == ("Ein Eintrag", "ein-eintrag")
