"""Why something does not work: said late, in the language of whoever reads it."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.extend.telling import Label

number = lazy(number_format, str)


def in_english(reason: Label) -> str:
    """The reason as logs, checks and commands print it, whatever language is active."""
    with override("en"):
        return str(reason)


def failed(error: str) -> Label:
    """What a call did wrong that raised this error."""
    return format_lazy(_("its last error was {error}"), error=error)


def too_slow(seconds: float) -> Label:
    """What a call did wrong that took so many seconds."""
    return format_lazy(_("its last call took {seconds} s, which is too long"), seconds=number(seconds, 1))
