"""Partners may ask the plugin's address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps

pytest_plugins = ["cms.devkit.testing.fixtures"]


def test_partners_learn_how_many_things_are_public(
    site: Any, enabled: Callable[[str], None], partner_client: Any
) -> None:
    """Each type is counted."""
    enabled("notice_board")
    apps.get_model("content", "City").objects.create(name="Halle", qualifier="Saale", ags="15002000")
    assert partner_client("notice-board/count")["types"]["city"] == 1
