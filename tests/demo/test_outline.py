"""The outline of every page of the demo archive is nested: no heading skips a level, and none outranks the section that it stands in."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.test import Client

from cms.publishing.reading.entries import live_entries

from .conftest import Archive

pytestmark = pytest.mark.django_db

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FURTHER = ["/veranstaltungen/?year=2018", "/veranstaltungen/?city=nirgends", "/gibt-es-nicht/"]


class Outline(HTMLParser):
    """The headings of a page in order, each with its level, its text, and the sections around it by their labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str, str, tuple[str, ...]]] = []
        self._sections: list[str] = []
        self._heading: tuple[int, str] | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("section", "nav", "aside"):
            self._sections.append(dict(attrs).get("aria-labelledby") or "")
        elif re.fullmatch("h[1-6]", tag):
            self._heading, self._text = (int(tag[1]), dict(attrs).get("id") or ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("section", "nav", "aside"):
            self._sections.pop()
        elif self._heading and re.fullmatch("h[1-6]", tag):
            level, identity = self._heading
            self.headings.append((level, " ".join(self._text.split()), identity, tuple(self._sections)))
            self._heading = None

    def handle_data(self, data: str) -> None:
        self._text += data


def faults(html: str) -> list[str]:
    """What is wrong with the outline of a page."""
    headings = Outline(html).headings
    labels = {identity: level for level, _text, identity, _sections in headings if identity}
    skipped = [
        f"“{after[1]}” is of level {after[0]} after “{before[1]}” of level {before[0]}"
        for before, after in pairwise(headings)
        if after[0] > before[0] + 1
    ]
    outranking = [
        f"“{text}” of level {level} outranks the section “{label}” of level {labels[label]}"
        for level, text, identity, sections in headings
        for label in sections
        if label in labels and label != identity and level <= labels[label]
    ]
    twice = [text for level, text, *_ in headings if level < 3 and [each[1] for each in headings].count(text) > 1]
    first = [] if [level for level, *_ in headings][:1] == [1] else ["the page does not begin with its title"]
    return [*first, *skipped, *outranking, *(f"“{text}” stands twice" for text in twice)]


def test_the_outline_of_every_page_is_nested(archive: Archive) -> None:
    client = Client()
    paths = [*live_entries().exclude(path="").values_list("path", flat=True), *FURTHER]
    assert len(paths) > 100
    wrong = {path: found for path in paths if (found := faults(client.get(path).content.decode()))}
    assert wrong == {}


def test_the_test_sees_what_is_wrong() -> None:
    html = '<h1>A</h1><section aria-labelledby="s"><h2 id="s">B</h2><h2>C</h2><h4>D</h4></section><h2>B</h2>'
    assert len(faults(html)) == 4
