"""What a process said last, which mostly is why it failed."""

from __future__ import annotations


def last_line(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it says nothing")
