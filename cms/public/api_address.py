"""Where the delivery API stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.conf import settings

PREFIX = "/api/v1/"


def address(path: str = "", query: Mapping[str, Sequence[str]] | None = None) -> str:
    """The absolute address of a path below the API's root."""
    return f"{settings.BASE_URL}{PREFIX}{path}" + (f"?{urlencode(query, doseq=True, safe=',')}" if query else "")
