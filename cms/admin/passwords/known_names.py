"""Passwords made of what everybody here knows: names of the site, the person and the cities, a season, a year, a row of keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.content.models import City, PartnerPage

REMAINDER = 6
"""Letters that must be left once names, dates and rows of keys are taken away."""

MANY = 3
"""Known names that are no secret together; a fourth one makes a sentence of its own."""

SHORTEST = 3
"""Letters of a name that counts."""

SEASONS = (
    "frühling",
    "frühjahr",
    "sommer",
    "herbst",
    "winter",
    "ostern",
    "weihnachten",
    "spring",
    "summer",
    "autumn",
    "fall",
)
HABITS = (
    "passwort",
    "kennwort",
    "password",
    "geheim",
    "admin",
    "redaktion",
    "willkommen",
    "hallo",
    "litfass",
    "wagtail",
    "login",
)
KEYS = (
    *(
        "1234567890ß",
        "qwertzuiopü",
        "asdfghjklöä",
        "yxcvbnm",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "azertyuiop",
        "qsdfghjklm",
    ),
    *("1qay", "2wsx", "3edc", "4rfv", "5tgb", "6zhn", "7ujm", "1qaz", "6yhn", "abcdefghijklmnopqrstuvwxyz"),
)
"""Rows and columns of German, English and French keyboards."""

LOOKALIKES = {"@": "a", "4": "a", "0": "o", "1": "i", "!": "i", "3": "e", "$": "s", "5": "s", "7": "t"}
LOOKALIKE = re.compile(r"(?<=[a-z])[@401!3$57](?=[a-z])")


class KnownNamesValidator:
    """Refuses what is little more than names, dates and rows of keys."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises `ValidationError` with what to do."""
        if remainder(password, names_here(user)) < REMAINDER:
            raise ValidationError(
                _(
                    "This password is made of names, dates or rows of keys that others try first. "
                    "Take four or more words that have nothing to do with you or this site, or let a password manager make one."
                ),
                code="password_known_names",
            )

    def get_help_text(self) -> str:
        return _(
            "Your password can’t consist of names, seasons, years or rows of keys, such as the name of this site and a year."
        )


def remainder(password: str, names: Iterable[str]) -> int:
    """How many different letters are left without known names, rows of keys, digits and signs; each known name after the third counts, too."""
    text, found = folded(password), 0
    known = {*names, *map(folded, (*SEASONS, *HABITS, *common_words(), *months_and_days()))}
    for name in sorted((each for each in known if len(each) >= SHORTEST), key=len, reverse=True):
        if name in text:
            text, found = text.replace(name, " "), found + 1
    parts = [part for part in re.split(r"[\W\d_]+", text) if part]
    return sum(map(_steps, parts)) + REMAINDER * max(0, found - MANY)


def _steps(part: str) -> int:
    """How many letters do not merely repeat the one before, or go on along a row of keys."""
    rows = [row for each in KEYS for row in (folded(each), folded(each)[::-1])]
    return 1 + sum(
        1 for first, second in pairwise(part) if first != second and not any(first + second in row for row in rows)
    )


def names_here(user: Any) -> set[str]:
    """The names of site, person, partners and cities, whole and in parts, folded."""
    said = [settings.WAGTAIL_SITE_NAME, settings.BASE_URL.split("://")[-1], *_of_person(user), *_of_network()]
    parts = {part for name in said for part in (name, *re.split(r"[\W_]+", name))}
    return {folded(part) for part in parts if len(part) >= SHORTEST}


def _of_person(user: Any) -> Iterator[str]:
    for attribute in ("username", "first_name", "last_name", "email"):
        if value := str(getattr(user, attribute, "") or ""):
            yield value


def _of_network() -> list[str]:
    """Names from the database; none before it is set up."""
    try:
        with transaction.atomic():
            sites = [name for pair in Site.objects.values_list("site_name", "hostname") for name in pair]
            partners = [name for pair in PartnerPage.objects.values_list("title", "acronym") for name in pair]
            return [*sites, *City.objects.values_list("name", flat=True), *partners]
    except DatabaseError:
        return []


def months_and_days() -> Iterator[str]:
    """The names of months and days of the week in the languages of the editors."""
    for code in ("de", "en"):
        for names in (Locale(code).months, Locale(code).days):
            yield from names["format"]["wide"].values()


@cache
def common_words() -> tuple[str, ...]:
    """German words that people take for passwords, with and without umlauts."""
    return tuple(dict.fromkeys(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()))


def folded(text: str) -> str:
    """Lower case without umlauts, accents and the signs that stand for letters, as in „P@ssw0rt“."""
    plain = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return LOOKALIKE.sub(lambda match: LOOKALIKES[match[0]], plain)
