"""A block whose plugin is missing survives whatever happens to the text around it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from wagtail.blocks import CharBlock, ListBlock, StreamBlockValidationError

from blocks.durable import DurableStreamBlock, DurableStructBlock
from cms.content.models import StandardPage
from cms.public.streams import stream_document, stream_passages
from tests.blocks.forms import posted, sent_back

GONE = {
    "type": "karteikarte",
    "value": {
        "titel": "„Gemeinsam“ & <b>mehr</b>\n\u2028Zeile",
        "preis": 1.0,
        "groß": 12345678901234567890,
        "liste": [None, True, {"tief": ["ß"]}],
    },
    "id": "11111111-1111-4111-8111-111111111111",
    "future": {"unknown": "key"},
}
BEFORE = {"type": "heading", "value": {"text": "Vorher", "level": "2"}, "id": "22222222-2222-4222-8222-222222222222"}
AFTER = {"type": "heading", "value": {"text": "Nachher", "level": "2"}, "id": "33333333-3333-4333-8333-333333333333"}
STORED = [BEFORE, GONE, AFTER]


def exactly(raw: Any) -> str:
    return json.dumps(raw)


def as_stored(raw: Any) -> str:
    """PostgreSQL sorts the keys of stored JSON; all else must be the same there, too."""
    return json.dumps(raw, sort_keys=True)


class Tray(DurableStructBlock):
    title = CharBlock()
    inner = DurableStreamBlock([("note", CharBlock())])


@pytest.fixture
def body() -> DurableStreamBlock:
    return StandardPage._meta.get_field("body").stream_block


def test_it_comes_back_byte_for_byte_and_in_its_place(body: DurableStreamBlock) -> None:
    assert exactly(body.get_prep_value(body.to_python(STORED))) == exactly(STORED)


def test_it_comes_back_after_all_blocks_were_looked_at(body: DurableStreamBlock) -> None:
    stream = body.to_python(STORED)
    assert [child.block_type for child in stream] == ["heading", "unavailable", "heading"]
    assert exactly(body.get_prep_value(stream)[1]) == exactly(GONE)


def test_it_comes_back_from_the_editors_form(body: DurableStreamBlock) -> None:
    stream = body.clean(sent_back(body, body.to_python(STORED)))
    assert exactly(body.get_prep_value(stream)) == exactly(STORED)


def test_it_keeps_the_place_to_which_it_was_dragged(body: DurableStreamBlock) -> None:
    sent = posted(body, body.get_form_state(body.to_python(STORED)), "f") | {"f-0-order": "1", "f-1-order": "0"}
    stream = body.clean(body.value_from_datadict(sent, {}, "f"))
    assert exactly(body.get_prep_value(stream)) == exactly([GONE, BEFORE, AFTER])


def test_it_can_be_deleted(body: DurableStreamBlock) -> None:
    sent = posted(body, body.get_form_state(body.to_python(STORED)), "f") | {"f-1-deleted": "1"}
    assert body.get_prep_value(body.value_from_datadict(sent, {}, "f")) == [BEFORE, AFTER]


def test_a_duplicate_has_an_id_of_its_own(body: DurableStreamBlock) -> None:
    new = "44444444-4444-4444-8444-444444444444"
    state = body.get_form_state(body.to_python([GONE]))
    sent = posted(body, [*state, {**state[0], "id": new}], "f")
    assert body.get_prep_value(body.value_from_datadict(sent, {}, "f")) == [GONE, {**GONE, "id": new}]


@pytest.mark.parametrize("trip", [lambda block, value: value, sent_back], ids=["load", "form"])
def test_it_survives_deep_inside_of_lists_and_structs(trip: Callable[..., Any]) -> None:
    block = DurableStreamBlock([("trays", ListBlock(Tray()))])
    item = {"type": "item", "value": {"title": "Ablage", "inner": [GONE]}, "id": "a"}
    stored = [{"type": "trays", "value": [item], "id": "b"}]
    stream = block.to_python(stored)
    assert stream[0].value[0]["inner"][0].value["type"] == "karteikarte"
    assert exactly(block.get_prep_value(block.clean(trip(block, stream)))) == exactly(stored)


def test_written_by_code_under_an_unknown_name_it_is_kept_too(body: DurableStreamBlock) -> None:
    stream = body.to_python([("heading", {"text": "Vorher", "level": "2"}), ("karteikarte", {"titel": "Neu"})])
    _heading, kept = body.get_prep_value(stream)
    assert (kept["type"], kept["value"]) == ("karteikarte", {"titel": "Neu"})


def test_a_plugins_own_block_called_unavailable_is_not_mistaken_for_a_stand_in(body: DurableStreamBlock) -> None:
    stored = [{"type": "unavailable", "value": "ausverkauft", "id": "a"}]
    assert body.get_prep_value(body.to_python(stored)) == stored


def test_visitors_see_nothing_of_it(body: DurableStreamBlock) -> None:
    assert body.to_python([GONE])[0].render() == ""


def test_partners_learn_which_block_is_missing_and_no_more(body: DurableStreamBlock) -> None:
    (item,) = stream_document(body.to_python([GONE]))
    assert (item.type, item.value, item.id) == ("unavailable", {"original_type": "karteikarte"}, GONE["id"])


def test_search_does_not_read_it(body: DurableStreamBlock) -> None:
    stream = body.to_python([GONE])
    assert list(stream_passages(stream)) == []
    assert body.get_searchable_content(stream) == []


def test_nobody_can_smuggle_a_block_through_its_hidden_field(body: DurableStreamBlock) -> None:
    sent = posted(body, body.get_form_state(body.to_python([GONE])), "f")
    forged = {"type": "paragraph", "value": "<script>alert(1)</script>"}
    for text in (json.dumps(forged), sent["f-0-value"].replace("karteikarte", "paragraph"), ""):
        with pytest.raises(SuspiciousOperation):
            body.value_from_datadict(sent | {"f-0-value": text}, {}, "f")


def test_a_plugin_that_goes_during_editing_costs_nothing(body: DurableStreamBlock) -> None:
    sent = posted(body, body.get_form_state(body.to_python([BEFORE])), "f") | {"f-0-type": "karteikarte"}
    with pytest.raises(StreamBlockValidationError) as refused:
        body.clean(body.value_from_datadict(sent, {}, "f"))
    assert "karteikarte" in str(refused.value.as_json_data())


def test_it_survives_drafts_publishing_and_going_back_to_an_old_revision(
    write_page: Callable[..., StandardPage],
) -> None:
    page = write_page(*STORED)
    first = page.latest_revision
    page.title = "Wer wir sind"
    page.body.append(("paragraph", "<p>Neu.</p>"))
    page.save_revision().publish()
    stored = StandardPage.objects.values_list("body", flat=True).get(pk=page.pk)
    assert as_stored(stored.stream_block.get_prep_value(stored)[:3]) == as_stored(STORED)
    first.as_object().save_revision().publish()
    page.refresh_from_db()
    assert as_stored(page.body.stream_block.get_prep_value(page.body)) == as_stored(STORED)


def test_it_is_copied_with_its_page(write_page: Callable[..., StandardPage]) -> None:
    copy = write_page(GONE).copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    (kept,) = copy.body.stream_block.get_prep_value(copy.body)
    assert {**kept, "id": GONE["id"]} == GONE


def test_comparing_revisions_names_it(write_page: Callable[..., StandardPage], admin_client: Any) -> None:
    page = write_page(GONE)
    before = page.latest_revision
    del page.body[0]
    after = page.save_revision()
    answer = admin_client.get(f"/admin/pages/{page.pk}/revisions/compare/{before.pk}...{after.pk}/")
    assert answer.status_code == 200
    assert "karteikarte" in answer.content.decode()
