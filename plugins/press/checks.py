"""Whether mail to the press officer can arrive."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, transaction

from plugins.press.models import PressSettings

CONSOLE = "django.core.mail.backends.console.EmailBackend"


def mail_arrives() -> Iterable[CheckMessage]:
    """`press.W001` if a site names a press officer while mail is only written to the console."""
    if settings.MAIL_BACKEND == CONSOLE and (officers := _officers()):
        yield Warning(
            f"Mail to the press officer ({', '.join(officers)}) is only written to the console.",
            hint="Set EMAIL_URL, or take the address out of the press settings of the site.",
            id="press.W001",
        )


def _officers() -> list[str]:
    try:
        with transaction.atomic():
            return sorted(set(PressSettings.objects.exclude(officer="").values_list("officer", flat=True)))
    except DatabaseError:  # before the first migration nobody is named
        return []
