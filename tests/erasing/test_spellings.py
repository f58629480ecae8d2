"""A name is found as it is read, however it is stored."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from cms.erasing.replacing import Replacement
from cms.erasing.spellings import Spellings, spellings_of
from tests.content import making

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


@pytest.mark.parametrize(
    ("given", "family", "stored", "read"),
    [
        ("Eva", "Groß", "EVA GROSS, Eva Gross", "jemand, jemand"),
        ("Sean", "O'Brien", "Sean O’Brien und Sean O&rsquo;Brien", "jemand und jemand"),
        ("Sean", "O’Brien", "Sean O'Brien und Sean O&#x27;Brien", "jemand und jemand"),
        ("Eva", "Müller-Lüdenscheidt", "Eva Müller\u2011Lüdenscheidt, Eva Müller–Lüdenscheidt", "jemand, jemand"),
        ("Eva-Maria", "Stein", "Eva Maria Stein", "jemand"),
        ("Ümit", "Koşan", "Uemit Kosan, Umit Kosan, UMIT KOSAN", "jemand, jemand, jemand"),
        ("İpek", "Işık", "Ipek Isik, IPEK ISIK", "jemand, jemand"),
        ("Ümit", "Koşan", "Koşan,Ümit", "jemand"),
        ("محمد", "علي", "مُحَمَّد علي", "jemand"),
        ("Ümit", "Koşan", "/wiki/%C3%9Cmit_Ko%C5%9Fan, ?q=%c3%bcmit+ko%c5%9fan", "/wiki/jemand, ?q=jemand"),
        ("Ümit", "Koşan", "?u=https%3A%2F%2Fa.example%2F%C3%9Cmit%20Ko%C5%9Fan", "?u=https%3A%2F%2Fa.example%2Fjemand"),
        ("Ümit", "Koşan", "/U%CC%88mit-Kos%CC%A7an, /Ümit%20Koşan", "/jemand, /jemand"),
    ],
)
@pytest.mark.django_db
def test_each_way_to_type_a_name_is_known(given: str, family: str, stored: str, read: str) -> None:
    spellings = spellings_of(making.person(given, family))
    replacement = Replacement(spellings=spellings, word="jemand", key="jemand")
    assert replacement.of_text(stored) == read
    assert not spellings.found_in(read)
