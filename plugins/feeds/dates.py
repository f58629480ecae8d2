"""When an event takes place, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import ngettext

from cms.site.formats.dates import Dates, when_text
from cms.site.languages import spoken_language
from cms.site.occurrences import OFF


def dates_of(document: Mapping[str, Any], *, language: str) -> str:
    """The first date that takes place, how many follow, and the state of the event where it is unusual; else empty.

    Does not depend on the time of the question, so that a feed that has not changed says the same again.
    """
    occurrences = document.get("occurrences") or []
    held = [each for each in occurrences if each["status"]["value"] not in OFF] or occurrences
    if not held:
        return ""
    with translation.override(spoken_language(language)):
        when = f"{when_text(Dates.of(held[0]), language=language)} {_more(held)}".strip()
        return ", ".join(filter(None, [_state(document), when]))


def _state(document: Mapping[str, Any]) -> str:
    status = document["status"]
    return str(status["label"]) if status["value"] in OFF else ""


def _more(held: list[Any]) -> str:
    number = len(held) - 1
    text = ngettext("and %(number)s more date", "and %(number)s more dates", number) % {"number": number}
    return text if number else ""
