"""Notes stand in the form, and are the plugin's own."""

from __future__ import annotations

from cms.extend import registry


def test_the_form_has_notes() -> None:
    """Its rows lead to the page."""
    (own,) = [each for each in registry().panels("full_page") if each.plugin == "full"]
    assert own.model._meta.get_field("page").remote_field.related_name == "full_notes"
