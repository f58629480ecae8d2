"""System checks."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def speaks_german() -> Iterable[CheckMessage]:
    """`notice_board.W001` if German is missing among the languages."""
    if "de" not in dict(settings.LANGUAGES):
        yield Warning(
            "German is missing among the languages.",
            hint="Add it to LANGUAGES.",
            id="notice_board.W001",
        )
