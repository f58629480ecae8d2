"""Passwords that a program guesses soon, as zxcvbn counts, which learns German here."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from cms.admin.passwords.known_names import KEYS, common_words, names_here

ENOUGH = 3
"""Of 4: at least 100 million guesses, which nobody can try at a door that lets five in a quarter of an hour."""

LONGEST = 72
"""Characters at which zxcvbn looks."""


ONE_WORD = re.compile(r"[\W\d_]*[^\W\d_](?:[a-zà-öø-ÿ]{,15}|[A-ZÀ-ÖØ-Þ]{,15})[\W\d_]*")
"""A word as it is written, with a year or some signs around it: no list holds all words, but programs try them first."""


class GuessabilityValidator:
    """Refuses what is put together from common words, repetitions, dates and rows of keys, or is a single word with a number."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises `ValidationError` with what to do."""
        known = [*sorted(names_here(user)), *_keys(), *common_words()]
        score = zxcvbn(password[:LONGEST] or " ", user_inputs=known)["score"]
        if score < ENOUGH or ONE_WORD.fullmatch(password):
            raise ValidationError(
                _(
                    "This password is too easy to guess. "
                    "Take four or more words that have nothing to do with each other, or let a password manager make one."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of common words, repetitions, dates or rows of keys.")


@cache
def _keys() -> tuple[str, ...]:
    """All pieces of rows of keys, in both directions."""
    rows = [row for each in KEYS for row in (each, each[::-1])]
    return tuple(
        dict.fromkeys(
            row[start:end] for row in rows for start in range(len(row)) for end in range(start + 4, len(row) + 1)
        )
    )
