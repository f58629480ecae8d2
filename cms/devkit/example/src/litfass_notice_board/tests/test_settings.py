"""What editors set for a site is read in code and in templates."""

from __future__ import annotations

from typing import Any

from django.template import engines
from django.test import RequestFactory

from cms.extend import registry

pytest_plugins = ["cms.devkit.testing.fixtures"]

IN_A_TEMPLATE = "{{ settings.notice_board.NoticeBoardSettings.note }}"


def test_a_note_is_read_where_it_is_needed(site: Any) -> None:
    """Where nobody has set anything, it is empty."""
    model: Any = next(each.model for each in registry().settings if each.plugin == "notice_board")
    assert model.for_site(site).note == ""
    model.objects.filter(site=site).update(note="Bitte lesen!")
    request = RequestFactory().get("/")
    assert model.for_request(request).note == "Bitte lesen!"
    assert engines["django"].from_string(IN_A_TEMPLATE).render({}, request) == "Bitte lesen!"
