"""Notes stand in the form, and are the plugin's own."""

from __future__ import annotations

from typing import Any

from cms.extend import registry


def test_the_form_has_notes() -> None:
    """Its rows lead to the page."""
    panels = registry().panels("notice_board_page")
    (own,) = [each for each in panels if each.plugin == "notice_board"]
    field: Any = own.model._meta.get_field("page")
    assert field.remote_field.related_name == "notice_board_notes"
