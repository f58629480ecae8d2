"""Under which spellings a person stands in texts, addresses and names of files."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.entities import codepoint2name
from typing import Any
from urllib.parse import quote

from django.utils.text import slugify
from wagtail.models import ModelLogEntry, Revision

from cms.content.models import Person
from cms.content.slugs import GERMAN, LETTERS, slugify_de

MARKS = r"</?(?:a|abbr|b|br|cite|code|em|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>"
"""Tags that stand within a line of rich text, also in the middle of a word."""
UNSEEN = rf"(?:{MARKS}|[\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060]|&shy;|&#173;|&#xad;)*"
"""What may stand between two letters of a name and is not read: hyphenation, direction, and the vowels of Arabic."""
SPACE = rf"{UNSEEN}(?:(?:\s|&nbsp;|&#160;|&#xa0;|<br[^<>]*>){UNSEEN})+"
"""What may stand between two words of a name, in text and in HTML."""
ALIKE = {sign: signs for signs in ("'’‘ʼ´`", "-‐‑‒–—\u00a0 ") for sign in signs}
"""Signs of which people type one for another: apostrophes, and what joins the parts of a name."""
COMMA = "(?:,)"
JOINT = "(?:[-_.+]|%20)"
"""What may stand between two words of a name in addresses and names of files."""


@dataclass(frozen=True, kw_only=True)
class Spellings:
    """All ways in which a person is written: names, keys of addresses and files, and whatever else tells who they are."""

    names: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=())

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        """Finds whole names, also in the genitive and with marks in them, and contacts."""
        names, contacts = ("|".join(map(_written, texts)) for texts in (self.names, self.contacts))
        return _alternatives(rf"(?<!\w)(?:{names})s?(?!\w)" if names else "", f"(?:{contacts})" if contacts else "")

    @cached_property
    def in_keys(self) -> re.Pattern[str]:
        """Finds the name within slugs, addresses and names of files."""
        keys = "|".join(re.escape(key).replace(r"\-", JOINT) for key in self.keys)
        # What stands before may be written in percent as well.
        return _alternatives(rf"(?:(?<![a-z0-9])|(?<=%[0-9a-f][0-9a-f]))(?:{keys})(?![a-z0-9])" if keys else "")

    def found_in(self, text: str) -> bool:
        """Whether any spelling stands in the text."""
        return bool(self.in_text.search(text) or self.in_keys.search(text))


def _alternatives(*patterns: str) -> re.Pattern[str]:
    given = [pattern for pattern in patterns if pattern]
    return re.compile("|".join(given) if given else r"(?!)", re.IGNORECASE)


def _written(text: str) -> str:
    """A pattern of the text as it may be stored: letters composed or not, as characters of HTML or not."""
    written = ""
    for word in text.split():
        between = f"(?:{SPACE})?" if written.endswith(COMMA) else SPACE
        written += (between if written else "") + UNSEEN.join(map(_letter, unicodedata.normalize("NFC", word)))
    return written


def _letter(char: str) -> str:
    if char == ",":
        return COMMA
    forms = {form for each in ALIKE.get(char, char) for form in _forms(each)}
    return f"(?:{'|'.join(re.escape(form) for form in sorted(forms, key=len, reverse=True))})"


def _forms(char: str) -> Iterator[str]:
    yield from (char, unicodedata.normalize("NFD", char), html.escape(char))
    if char in "ßẞ":
        yield "ss"
    if not char.isalnum() or not char.isascii():
        yield from (f"&#{ord(char)};", f"&#x{ord(char):x};", f"&{codepoint2name.get(ord(char), 'nothing')};")


def spellings_of(person: Person, *, also: Iterable[str] = ()) -> Spellings:
    """The person's names today and in every revision and log entry of their record, and further texts that were given."""
    names = dict.fromkeys(name for known in _states(person) for name in _names(known))
    names |= dict.fromkeys(_logged(person))
    names |= dict.fromkeys(plain for name in list(names) for plain in _in_plain_letters(name))
    further = [text.strip() for text in also if text.strip()]
    keys = {key for name in names for key in _keys(name) if key}
    return Spellings(
        names=tuple(sorted(names, key=len, reverse=True)),
        contacts=tuple(sorted(further, key=len, reverse=True)),
        keys=tuple(sorted(keys, key=len, reverse=True)),
    )


def _in_plain_letters(name: str) -> Iterator[str]:
    """The name as people type it who lack its letters: with umlauts written out, and without any marks."""
    for umlauts in (GERMAN, {}):
        lowered = unicodedata.normalize("NFC", name).lower().translate(umlauts).translate(LETTERS)
        plain = "".join(each for each in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(each))
        if plain != name.lower():
            yield plain.title()


def _keys(name: str) -> Iterator[str]:
    """The name in addresses and names of files: in plain letters, in its own, and as browsers send these."""
    yield from (slugify_de(name), slugify(name), slugify(name, allow_unicode=True))
    joined = "-".join(name.replace(",", " ").split())
    for written in (joined, joined.lower()):
        yield from (quote(unicodedata.normalize(form, written)) for form in ("NFC", "NFD"))


def _states(person: Person) -> Iterator[Mapping[str, Any]]:
    yield vars(person)
    yield from Revision.objects.for_instance(person).values_list("content", flat=True)


def _names(known: Mapping[str, Any]) -> Iterator[str]:
    """Given and family name in both orders, with title and suffix and without."""
    honorific, given, family, suffix, sorted_under = (
        " ".join(str(known.get(name) or "").split())
        for name in ("honorific", "given_name", "family_name", "name_suffix", "sort_name")
    )
    if not family:
        return
    full = f"{given} {family}".strip()
    yield full
    yield " ".join(part for part in (honorific, full, suffix) if part)
    if given:
        yield f"{family}, {given}"
        yield f"{family} {given}"
    if sorted_under and given in sorted_under:
        yield sorted_under


def _logged(person: Person) -> Iterator[str]:
    """What the record was called at any time; a single word may be any other one's name as well."""
    for entry in ModelLogEntry.objects.for_instance(person):
        title = entry.data.get("title") or {} if isinstance(entry.data, dict) else {}
        found = (entry.label, *(title.values() if isinstance(title, dict) else ()))
        yield from (str(each) for each in found if each and " " in str(each))


def namesakes(person: Person, spellings: Spellings) -> list[Person]:
    """Other people of the same name, whom texts may mean instead."""
    others = Person.objects.exclude(pk=person.pk).filter(erased_on=None)
    known = {name.casefold() for name in spellings.names}
    return [each for each in others if each.name.casefold() in known]
