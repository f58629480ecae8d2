"""Languages are chosen by their names; what is stored stays the same codes."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from blocks.document import DocumentBlock
from blocks.language import LanguageBlock
from blocks.quote import QuoteBlock
from cms.content.models import EventPage, Person
from tests.admin.filling import editing, open_form
from tests.content import making


def ticked(html: str, name: str) -> list[str]:
    """The names of the languages that are chosen in the form."""
    labels = re.findall(r"<label[^>]*>\s*(<input[^>]*>)\s*([^<]*?)\s*</label>", html)
    return [label for tag, label in labels if f'name="{name}"' in tag and "checked" in tag]


@pytest.mark.parametrize("stored", ["tr, de", "de", "", "de, gsg, tlh, Plattdeutsch"])
def test_codes_come_back_as_they_are_stored(desk: Client, stored: str) -> None:
    page = making.published(making.event(event_languages=stored))
    form = open_form(desk, editing(page))
    assert desk.post(editing(page), {**form, "action-publish": "1"}).status_code == 302
    assert EventPage.objects.get(pk=page.pk).event_languages == stored


def test_languages_have_names_and_those_that_are_chosen_stand_first(desk: Client) -> None:
    page = making.published(making.event(event_languages="tr, de, tlh, gsg"))
    html = desk.get(editing(page)).content.decode()
    assert ticked(html, "event_languages") == ["Türkisch", "Deutsch", "Klingonisch", "Deutsche Gebärdensprache"]
    form = {**open_form(desk, editing(page)), "event_languages": ["tr", "ar"], "action-publish": "1"}
    assert desk.post(editing(page), form).status_code == 302
    assert EventPage.objects.get(pk=page.pk).event_languages == "tr, ar"


def test_a_persons_languages_are_chosen_too(desk: Client) -> None:
    who = making.person(languages="ru, de")
    url = reverse(Person.snippet_viewset.get_url_name("edit"), args=[who.pk])  # type: ignore[attr-defined]
    assert ticked(desk.get(url).content.decode(), "languages") == ["Russisch", "Deutsch"]


@pytest.mark.parametrize("block", [DocumentBlock(), QuoteBlock()])
def test_blocks_offer_names_and_keep_other_codes(block: DocumentBlock | QuoteBlock) -> None:
    language = block.child_blocks["language"]
    assert isinstance(language, LanguageBlock)
    assert ("tr", "Türkisch") in list(language.field.choices)
    assert language.clean("sr-Latn") == "sr-Latn"
