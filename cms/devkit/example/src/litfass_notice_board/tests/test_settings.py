"""What editors set for a site is read in code and in templates."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.template import engines
from django.test import RequestFactory

pytest_plugins = ["cms.devkit.testing.fixtures"]

IN_A_TEMPLATE = "{{ settings.notice_board.NoticeBoardSettings.note }}"


def test_a_note_is_read_where_it_is_needed(site: Any) -> None:
    """Where nobody has set anything, it is empty."""
    settings: Any = apps.get_model("notice_board", "NoticeBoardSettings")
    assert settings.for_site(site).note == ""
    settings.objects.filter(site=site).update(note="Bitte lesen!")
    request = RequestFactory().get("/")
    assert settings.for_request(request).note == "Bitte lesen!"
    assert engines["django"].from_string(IN_A_TEMPLATE).render({}, request) == "Bitte lesen!"
