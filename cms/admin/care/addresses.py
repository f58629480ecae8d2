"""Addresses of other sites, as documents of pages name them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from wagtail.models import Site

NAMED = re.compile(r'"(https?://[^"\\\s<>]+)"|\bhref=\\"(https?://[^"\\\s<>]+)\\"', re.IGNORECASE)
"""A text of the document that is an address as a whole, or a link in its HTML."""
LONGEST = 1000
"""Characters; databases keep no order of much longer ones."""


def addresses_of(document: str, own: frozenset[str]) -> set[str]:
    """The addresses that the document leads to, without those of these hosts; each in ASCII, as it is asked for."""
    found = {_ascii(whole or unescape(href)) for whole, href in NAMED.findall(document)}
    return {address for address in found if address and len(address) <= LONGEST and host_of(address) not in own}


def host_of(address: str) -> str:
    """The host, in lower case; empty without one that can be read."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def own_hosts() -> frozenset[str]:
    """The hosts of this installation."""
    return frozenset(
        {host_of(settings.BASE_URL), *(name.lower() for name in Site.objects.values_list("hostname", flat=True))}
    )


def _ascii(address: str) -> str:
    """The address without its fragment; empty if nobody can ask for it."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError is one, too.
        return ""
    path, query = iri_to_uri(parts.path) or "/", iri_to_uri(parts.query)
    return urlunsplit((parts.scheme.lower(), f"{host}{port}", path, query, "")) if host and not parts.username else ""
