"""What is amiss in a catalogue, said so that it can be mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Message

from cms.translations.catalogue import Catalogue

PERCENT = re.compile(r"%(?:\(\w+\))?[\d.]*[sdifr]?")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")
NAME = re.compile(r"\(\w+\)|\{\w+")


def faults(catalogue: Catalogue) -> list[str]:
    """One sentence for each text without a sound German translation, naming the text."""
    return [f"{_name(message)}: {fault}" for message in catalogue if message.id for fault in _faults_of(message)]


def _name(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"“{text}” ({message.context})" if message.context else f"“{text}”"


def _faults_of(message: Message) -> Iterator[str]:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if not all(forms):
        yield "no German translation"
    elif message.fuzzy:
        yield "marked as fuzzy; check the translation and remove the mark"
    elif fault := placeholders_differ(message, forms):
        yield fault


def placeholders_differ(message: Message, forms: list[str]) -> str:
    """A singular may leave placeholders out (“one event”), every other form has exactly those of the source; "" if that is so."""
    source = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = placeholders(source[-1])
    if len(source) == 2 and placeholders(forms[0]) <= wanted | placeholders(source[0]):
        forms = forms[1:]
    for form in forms:
        if placeholders(form) != wanted:
            return f"its placeholders {_listed(wanted)} became {_listed(placeholders(form))}"
    return ""


def placeholders(text: str) -> Counter[str]:
    """The placeholders of %- and {}-formatting in the text, whole or not; a name counts once, since a language may need it twice."""
    found = Counter([*PERCENT.findall(text.replace("%%", "")), *BRACES.findall(text)])
    return Counter({placeholder: 1 if NAME.search(placeholder) else count for placeholder, count in found.items()})


def _listed(names: Counter[str]) -> str:
    return ", ".join(sorted(names.elements())) or "(none)"
