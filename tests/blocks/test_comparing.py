"""Two versions of a page are compared in words that an editor knows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import translation

from blocks.agenda import AgendaBlock
from blocks.display_values import display_value
from cms.content.models import StandardPage

AGENDA = {
    "type": "agenda",
    "id": "6a1f6f6e-64dc-4b5e-a0c5-3f0f5a7d7d5b",
    "value": {"items": [{"title": "Eröffnung", "kind": "opening", "start": "19:00:00", "speakers": []}]},
}


def test_an_added_agenda_is_told_with_labels_and_without_what_is_empty(
    write_page: Callable[..., StandardPage], admin_client: Any
) -> None:
    page = write_page()
    before = page.save_revision()
    page.body = page.body.stream_block.to_python([AGENDA])
    after = page.save_revision()
    with translation.override("de"):
        answer = admin_client.get(f"/admin/pages/{page.pk}/revisions/compare/{before.pk}...{after.pk}/")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.content.decode()))
    assert "Titel: Eröffnung Art: Eröffnung Von: 19:00" in text
    assert "None" not in text
    assert "ListValue" not in text


def test_an_item_without_anything_is_empty() -> None:
    item = AgendaBlock().child_blocks["items"].child_block
    assert "<dt>" not in item.render_basic(item.to_python({"kind": ""}))


def test_values_are_written_as_in_german() -> None:
    with translation.override("de"):
        written = [display_value(each) for each in (None, True, False, dt.date(2018, 5, 31), dt.time(19, 30), "Halle")]
    assert written == ["", "ja", "nein", "31.05.2018", "19:30", "Halle"]
