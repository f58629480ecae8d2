"""Headings form an outline, links say where they lead, agendas run forward."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.rich_text import RichText

from blocks.agenda import AgendaBlock
from blocks.heading import deepest_allowed
from blocks.link_rule import link_faults
from blocks.outcomes import OutcomesBlock
from blocks.paragraph import ParagraphBlock
from cms.content.models import StandardPage
from cms.public.rich_text import richtext_document, richtext_plain


def body() -> Any:
    return StandardPage._meta.get_field("body").stream_block


def headings(*levels: int) -> Any:
    stored = [{"type": "heading", "value": {"text": f"Ü{at}", "level": str(at)}, "id": str(at)} for at in levels]
    return body().to_python([*stored, {"type": "paragraph", "value": "<p>Ende</p>", "id": "p"}])


def test_the_outline_goes_down_step_by_step_and_up_at_will() -> None:
    assert deepest_allowed([2, 3, 4, 2, 3]) == [2, 3, 4, 5, 3]
    assert deepest_allowed([]) == []


@pytest.mark.parametrize("levels", [(2,), (2, 3, 4), (2, 3, 4, 2), (2, 2, 3, 3, 2), ()])
def test_a_sound_outline_is_published(levels: tuple[int, ...]) -> None:
    body().clean(headings(*levels))


@pytest.mark.parametrize(("levels", "at"), [((3,), {0}), ((2, 4), {1}), ((4, 2, 4), {0, 2})])
def test_a_skipped_level_is_refused_where_it_stands(levels: tuple[int, ...], at: set[int]) -> None:
    with pytest.raises(StreamBlockValidationError) as error:
        body().clean(headings(*levels))
    assert set(error.value.block_errors) == at


def test_the_refusal_names_the_level_in_german() -> None:
    with translation.override("de"), pytest.raises(StreamBlockValidationError) as error:
        body().clean(headings(2, 4))
    assert "höchstens Ebene 3" in str(error.value.as_json_data())


def test_a_draft_may_skip_levels() -> None:
    body().clean_deferred(headings(4))


def test_other_faults_are_reported_beside_it() -> None:
    stream = headings(3)
    stream.append(("heading", {"text": "", "level": "2"}))
    with pytest.raises(StreamBlockValidationError) as error:
        body().clean(stream)
    assert set(error.value.block_errors) == {0, 2}


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://example.org/x">https://example.org/x</a></p>',
        '<p><a href="https://example.org/x">www.example.org</a></p>',
        '<p><a href="https://example.org/x">hier</a></p>',
        '<p>Weiter <a linktype="page" id="3"><b>Hier</b>!</a></p>',
        '<p><a href="https://example.org/x">mehr …</a></p>',
        '<p><a href="/ueber-uns/">Über uns</a></p>',
        f'<p><a href="{settings.BASE_URL}/ueber-uns/">Über uns</a></p>',
    ],
)
def test_links_that_do_not_say_where_they_lead_are_refused(html: str) -> None:
    block = ParagraphBlock()
    with pytest.raises(ValidationError):
        block.clean(RichText(html))
    block.defer_required_validation()
    assert block.clean(RichText(html)).source == html


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://example.org/x">Bericht des Landes</a> und <a linktype="page" id="3">Hiergeblieben e.V.</a></p>',
        '<p><a href="mailto:info@example.org">info@example.org</a>, hier, https://example.org</p>',
        '<p><a href="//example.org/x">Bericht</a></p>',
        "<p>*Migrant*innen* und MO’s</p>",
    ],
)
def test_other_links_are_fine(html: str) -> None:
    assert list(link_faults(html)) == []
    ParagraphBlock().clean(RichText(html))


def test_rich_text_leaves_the_house_with_absolute_links() -> None:
    html = richtext_document(RichText('<p><a href="/x/">Eins</a> <a href="//a.org/">Zwei</a> *Stern*</p>'))
    assert f'href="{settings.BASE_URL}/x/"' in html
    assert 'href="//a.org/"' in html
    assert "*Stern*" in html


def test_search_reads_rich_text_line_by_line() -> None:
    assert (
        richtext_plain(RichText("<p>Eins &amp; zwei</p><ul><li>drei</li><li>vier</li></ul>"))
        == "Eins & zwei\ndrei\nvier"
    )


def agenda(*items: dict[str, Any]) -> Any:
    return AgendaBlock().to_python({"items": [{"title": "Punkt", "kind": "talk", **item} for item in items]})


@pytest.mark.parametrize(
    "items",
    [
        ({"start": "11:00"}, {"start": "10:00"}),
        ({"start": "11:00"}, {}, {"start": "10:59"}),
        ({"start": "11:00", "end": "10:00"},),
    ],
)
def test_an_agenda_that_runs_backwards_is_refused(items: tuple[dict[str, Any], ...]) -> None:
    with pytest.raises(StructBlockValidationError):
        AgendaBlock().clean(agenda(*items))


def test_an_agenda_without_times_is_fine() -> None:
    value = AgendaBlock().clean(agenda({"title": "Eröffnung"}, {"title": "Vorträge", "question": "Welche Rolle?"}))
    document = AgendaBlock().document(value)
    assert [(item.title, item.question, item.start) for item in document.items] == [
        ("Eröffnung", None, None),
        ("Vorträge", "Welche Rolle?", None),
    ]


def test_outcomes_need_one() -> None:
    block = OutcomesBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"title": "", "items": []}))


def test_outcomes_say_who_agrees() -> None:
    block = OutcomesBlock()
    value = block.to_python({"items": [{"text": "Netzwerke helfen.", "agreed_by": "die Teilnehmenden", "open": False}]})
    (passage,) = block.get_plain_text(value)
    assert (passage.text, passage.speaker) == ("Netzwerke helfen.", "die Teilnehmenden")
