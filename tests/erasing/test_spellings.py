"""A name is found as it is read, however it is stored."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from cms.erasing.replacing import Replacement
from cms.erasing.spellings import Spellings

SPELLINGS = Spellings(names=("Ümit Koşan", "Koşan, Ümit"), contacts=("u.kosan@example.org",), keys=("uemit-kosan",))
REPLACEMENT = Replacement(spellings=SPELLINGS, word="jemand", key="jemand")


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Ümit Koşan spricht", "jemand spricht"),
        ("ÜMIT KOŞAN", "jemand"),
        ("Ümit Koşans Buch", "jemand Buch"),
        (unicodedata.normalize("NFD", "Ümit Koşan"), "jemand"),
        ("Ümit\u00a0Koşan, Ümit&nbsp;Koşan, Ümit\n  Koşan", "jemand, jemand, jemand"),
        ("Ümit Ko\u00adşan und Ümit Ko&shy;şan und Ümit\u200b Koşan", "jemand und jemand und jemand"),
        ("&Uuml;mit Ko&#351;an und &#220;mit Ko&#x15f;an", "jemand und jemand"),
        ("<p><b>Ümit</b> Koşan</p>", "<p><b>jemand</b></p>"),
        ("<p><b>Ümit</b> <i>Koşan</i></p>", "<p><b>jemand</b><i></i></p>"),
        ("<p>Ümit<br/>Koşan</p>", "<p>jemand<br/></p>"),
        ("<p>Ümit <b>K</b>oşan</p>", "<p>jemand<b></b></p>"),
        ('<p><a href="https://example.org/">Ümit</a> Koşan</p>', '<p><a href="https://example.org/">jemand</a></p>'),
        ("<p>Koşan, <em>Ümit</em></p>", "<p>jemand<em></em></p>"),
        ("mailto:u.kosan@example.org, /personen/uemit-kosan/", "mailto:jemand, /personen/jemand/"),
    ],
)
def test_each_spelling_is_replaced(stored: str, read: str) -> None:
    assert REPLACEMENT.of_text(stored) == read
    assert not SPELLINGS.found_in(read)
    assert re.findall(r"</?\w+", read) == re.findall(r"</?\w+", stored)
    nested = json.dumps([{"value": json.dumps({"text": stored})}])
    assert json.loads(json.loads(REPLACEMENT.of_text(nested))[0]["value"])["text"] == read


@pytest.mark.parametrize(
    "text", ["Ümit Koşanoğlu", "Frau Koşan", "Ümitkoşan", "<li>Ümit</li><li>Koşan</li>", "Ümit und Koşan"]
)
def test_what_is_no_spelling_stays(text: str) -> None:
    assert REPLACEMENT.of_text(text) == text
