"""Which characters a feed may hold."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot say, not even escaped; halves of characters are among it, which no encoding knows."""


def clean(text: str | None) -> str:
    """The text without them; empty for None."""
    return FORBIDDEN.sub("", text or "")
