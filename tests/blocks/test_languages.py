"""Languages are called by their names, whatever code people write."""

from __future__ import annotations

import pytest
from django.conf import settings

from cms.public.languages import Name, autonym, babel_locale, direction, language_name, offered_languages, tag

NAMES = {
    "sr": ("Српски", "Serbisch", "Sırpça", "الصربية"),
    "az": ("Azərbaycan", "Aserbaidschanisch", "Azerbaycan dili", "الأذربيجانية"),
    "zh-Hant": ("繁體中文", "Chinesisch (traditionell)", "Geleneksel Çince", "الصينية التقليدية"),
    "sr-Latn": ("Srpski (latinica)", "Serbisch (Lateinisch)", "Sırpça (Latin)", "الصربية (اللاتينية)"),
    "kmr": ("Kurdî (kurmancî)", "Kurdisch", "Kürtçe", "الكردية"),
    "prs": ("دری", "Dari", "Darice", "الدارية"),
    "DE": ("Deutsch", "Deutsch", "Almanca", "الألمانية"),
    "ka": ("ქართული", "Georgisch", "Gürcüce", "الجورجية"),
    "gsg": ("Deutsche Gebärdensprache", "Deutsche Gebärdensprache", "Alman İşaret Dili", "لغة الإشارة الألمانية"),
    "sgn-DE": ("Deutsche Gebärdensprache", "Deutsche Gebärdensprache", "Alman İşaret Dili", "لغة الإشارة الألمانية"),
    "de-x-ls": ("Deutsch (Leichte Sprache)", "Deutsch (Leichte Sprache)", "Almanca (kolay dil)", "الألمانية (لغة سهلة)"),
    "de-simple": ("Deutsch (Leichte Sprache)", "Deutsch (Leichte Sprache)", "Almanca (kolay dil)", "الألمانية (لغة سهلة)"),
}  # fmt: skip
"""What it calls itself, and what German, Turkish and Arabic call it."""
GARBAGE = [
    "xx",
    "quatsch",
    "<script>",
    "x-foo",
    "i-klingon",
    "123",
    "de_DE.UTF-8",
    "-",
    "de--at",
    "\x00",
    "Deutsch, Türkisch",
]


@pytest.mark.parametrize("code", NAMES)
def test_a_language_has_its_name_in_every_language(code: str) -> None:
    own, *others = NAMES[code]
    assert autonym(code).text == own
    assert [language_name(code, language=reader) for reader in ("de", "tr", "ar")] == others


@pytest.mark.parametrize("code", GARBAGE)
def test_what_is_no_language_is_shown_as_it_was_written_and_marked_as_none(code: str) -> None:
    assert autonym(code) == Name(code, "")
    assert language_name(code, language="tr") == code
    assert tag(code) == ""
    assert (direction(code), babel_locale(code)) == ("ltr", "de")


def test_a_name_that_is_not_its_own_is_marked_as_the_readers() -> None:
    assert autonym("rom") == Name("Romani", "de")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("DE", "de"), (" tr ", "tr"), ("zh_hant_tw", "zh-Hant-TW"), ("EN-gb", "en-GB"), ("de-X-LS", "de-x-ls")],
)
def test_a_code_is_marked_as_standards_write_it(written: str, canonical: str) -> None:
    assert tag(written) == canonical


@pytest.mark.parametrize("code", ["ar", "fa", "he", "ur", "ckb", "ps", "prs", "ar-EG"])
def test_what_runs_from_right_to_left_is_known(code: str) -> None:
    assert direction(code) == "rtl"


def test_every_language_that_is_offered_has_a_name() -> None:
    assert [code for code, name in offered_languages() if name == code] == []
    assert [code for code, _name in offered_languages() if autonym(code).text == code] == []


def test_languages_of_sites_are_called_as_they_call_themselves() -> None:
    assert {code: autonym(code).text for code, _name in settings.LANGUAGES} == dict(settings.LANGUAGES)
