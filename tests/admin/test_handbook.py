"""The handbook is in the help of everybody who may edit, and speaks of what is on the screen in the words of the screen."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import trans_real
from wagtail.users.models import UserProfile

PAGE = "/admin/handbuch/"
HEADINGS = r"<h2>(.*?)</h2>"
LABELS = {"en": r"“(.+?)”", "de": r"„(.+?)“"}


def _written(desk: Client, language: str) -> str:
    UserProfile.objects.update(preferred_language=language)
    answer = desk.get(PAGE)
    assert answer.status_code == 200
    _before, _begin, text = unescape(answer.content.decode()).partition('<div class="desk-handbook">')
    return text.partition("</div>")[0]


def _labels_in_german() -> dict[str, set[str]]:
    """What is said on the screen, whatever it stands for there, and how it is said in German."""
    said: dict[str, set[str]] = {}
    for key, text in trans_real.translation("de")._catalog.items():
        label = key if isinstance(key, str) else key[0]
        said.setdefault(label.rpartition("\x04")[2].casefold(), set()).add(text)
    return said


def test_editors_find_it_in_the_help(desk: Client) -> None:
    assert PAGE in desk.get("/admin/").content.decode()
    assert len(re.findall(HEADINGS, _written(desk, "de"))) == 7


def test_nobody_else_reads_it(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("number", range(7))
def test_what_stands_in_quotation_marks_is_a_label_of_the_screen(desk: Client, number: int) -> None:
    """In German just the one that is shown there."""
    sections = {language: re.split(HEADINGS, _written(desk, language))[2::2][number] for language in LABELS}
    quoted = {language: re.findall(LABELS[language], text) for language, text in sections.items()}
    known = _labels_in_german()
    assert quoted["en"]
    for label in quoted["en"]:
        assert known.get(label.casefold(), set()) & {*quoted["de"]}, label
    assert len(quoted["de"]) == len(quoted["en"])
