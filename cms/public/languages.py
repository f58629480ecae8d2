"""Languages by their codes (BCP 47): what they are called, which way they run, how they write dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

OF_THE_DOCUMENT = "Null where it is that of the document around."
"""How the language of a part of a document is described."""

WELL_FORMED = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
EASY = frozenset({"simple", "ls", "leicht", "easy"})
"""Subtags of easy language: the registered one, and private ones that people use."""
GERMAN_SIGNS = frozenset({"gsg", "sgn-de"})
SIGNS = "sgn"
OFTEN_SPOKEN = (
    "de", "en", "ar", "az", "bg", "bs", "ckb", "el", "es", "fa", "fr", "hr", "hu", "hy", "it", "ka", "ku", "mk", "pl", "ps",
    "pt", "ro", "rom", "ru", "so", "sq", "sr", "ti", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""What editors choose from; codes of other languages are understood all the same."""
OTHER_CODES = {"prs": "fa-af", "kmr": "ku"}
"""Codes that people use for what Babel knows by another one."""
USUAL_LOCALES = {"en": "en_GB"}
"""Babel's locale where it is not the language's own code: an archive in Europe writes 31 May 2018."""


@dataclass(frozen=True)
class Name:
    """What a language is called, and the language of that name: its own, or the reader's where its own name is not known."""

    text: str
    language: str


@cache
def autonym(code: str) -> Name:
    """What those who speak it call it; the code itself, in no language, where nobody knows."""
    read = _read(code)
    if read and read.locale:
        return Name(_with_form(_known_name(read, read.locale), read, language=read.locale.language), read.tag)
    if is_german_signs(code):
        return Name("Deutsche Gebärdensprache", "de")
    reader = settings.LANGUAGE_CODE
    name = language_name(code, language=reader)
    return Name(name, reader if name != code else "")


@lru_cache(maxsize=10_000)
def language_name(code: str, *, language: str) -> str:
    """What it is called in the given language; the code as it was written where nobody knows."""
    read, reader = _read(code), Locale.parse(babel_locale(language))
    if is_german_signs(code) or (read and read.subtags[0] == SIGNS):
        with translation.override(language):
            return gettext("German Sign Language") if is_german_signs(code) else gettext("Sign language")
    name = _known_name(read, reader) if read else ""
    return _with_form(name, read, language=language) if read and name else code


@lru_cache(maxsize=10_000)
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    read = _read(code)
    return str(read.locale.text_direction) if read and read.locale else "ltr"


@lru_cache(maxsize=10_000)
def tag(code: str) -> str:
    """The code as `lang` and `hreflang` want it; empty for what is no language."""
    read = _read(code)
    return read.tag if read and (read.locale or language_name(code, language="en") != code) else ""


@cache
def known_tags() -> frozenset[str]:
    """The tags of all languages that have a name, those of signs included."""
    return frozenset(filter(None, map(tag, [*Locale("en").languages, *GERMAN_SIGNS])))


@cache
def babel_locale(language: str) -> str:
    """Babel's name of the language's usual locale here, the default language's for one that it does not know."""
    read = _read(language)
    found = str(read.locale) if read and read.locale else settings.LANGUAGE_CODE
    return USUAL_LOCALES.get(found, found)


@lru_cache(maxsize=10_000)
def day_text(day: dt.date, *, language: str) -> str:
    """The day as the language writes it, in the one way that the site has: „31. Mai 2018“."""
    return format_date(day, "long", locale=babel_locale(language))


def offered_languages() -> list[tuple[str, str]]:
    """Codes and names for a choice, by name in the reader's language."""
    reader = translation.get_language() or settings.LANGUAGE_CODE
    named = [(code, language_name(code, language=reader)) for code in OFTEN_SPOKEN]
    return sorted(named, key=lambda pair: pair[1].casefold())


def is_german_signs(code: str) -> bool:
    """Whether it is German Sign Language, by its own code or the older one of all sign languages in Germany."""
    return code.strip().replace("_", "-").lower() in GERMAN_SIGNS


@dataclass(frozen=True)
class _Read:
    tag: str
    subtags: Sequence[str]
    locale: Locale | None
    is_easy: bool


@cache
def _read(code: str) -> _Read | None:
    text = code.strip().replace("_", "-")
    if not WELL_FORMED.fullmatch(text):
        return None
    public, _, private = text.lower().partition("-x-")
    subtags = public.split("-")
    is_easy = bool(EASY & {*subtags[1:], *private.split("-")})
    return _Read(_canonical(text), subtags, _closest_locale(subtags), is_easy)


def _canonical(text: str) -> str:
    """The tag as it is usually written: `zh-Hant-TW`."""
    language, *rest = text.lower().split("-")
    written, is_private = [language], False
    for subtag in rest:
        is_private |= len(subtag) == 1
        shape = str if is_private else {2: str.upper, 4: str.title}.get(len(subtag), str)
        written.append(shape(subtag))
    return "-".join(written)


def _closest_locale(subtags: Sequence[str]) -> Locale | None:
    """The locale of as many of the subtags as Babel knows, from the left."""
    for length in range(len(subtags), 0, -1):
        some = "-".join(subtags[:length])
        try:
            found = Locale.parse(OTHER_CODES.get(some, some), sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        return found if subtags[0] != "und" else None
    return None


def _known_name(read: _Read, reader: Locale) -> str:
    """The name that the reader's language has for it, with script and territory only where the code names them."""
    names = reader.languages
    if read.locale is None:
        return _capitalised(names.get(read.subtags[0], ""))
    locale = read.locale
    alone = names.get(locale.language) if len(read.subtags) == 1 else None
    return _capitalised(names.get(str(locale)) or alone or locale.get_display_name(reader) or "")


def _with_form(name: str, read: _Read, *, language: str) -> str:
    if not read.is_easy:
        return name
    with translation.override(language):
        form = gettext("easy language")
    return f"{name} ({form})"


def _capitalised(name: str) -> str:
    """Names stand alone, in lists; `title` leaves letters as they are in scripts that begin no words with large ones."""
    return name[:1].title() + name[1:]
