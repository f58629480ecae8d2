"""Puts errors of plugins into words; they are told even where the error cannot tell itself."""

from __future__ import annotations

import re
from typing import Any

from django.utils.functional import Promise

Label = str | Promise
LONGEST = 500
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
"""Where something is in memory, which Python says of what has no other name."""


def shown(thing: Any) -> str:
    """What stands in a reason for the thing that a plugin gave: short, on one line, and made without trusting it."""
    try:
        text = repr(thing)
    except BaseException:  # noqa: BLE001 - a repr of a plugin's own may do anything
        text = f"<{type(thing).__name__}>"
    return _printable(text)


def told(error: BaseException) -> str:
    """The kind of the error, and what it says."""
    try:
        said = str(error)
    except BaseException:  # noqa: BLE001 - so may its words
        said = ""
    kind = type(error).__name__
    return _printable(" ".join(f"{kind}: {said}".split()) if said else kind)


def _printable(text: str) -> str:
    text = " ".join(ADDRESS.sub("", text).split())
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "".join(each if each.isprintable() else "�" for each in cut)
