"""How mail leaves the installation, read from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
SCHEMES: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),
    "submission": (587, {"use_tls": True}),
    "smtps": (465, {"use_ssl": True}),
}
"""The port of each scheme, and how it is encrypted."""


def mailer(url: str) -> tuple[str, dict[str, Any]]:
    """Django's mail backend and its options; without an address mail is written to the console. Raises `ValueError`."""
    if not url:
        return CONSOLE, {}
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(f"must look like submission://user:password@host; known are {', '.join(SCHEMES)}")
    port, encryption = SCHEMES[parts.scheme]
    return SMTP, {
        "host": parts.hostname,
        "port": parts.port or port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": 30,
        **encryption,
    }


def legacy(options: dict[str, Any]) -> dict[str, Any]:
    """The options as Django's settings before 6.1."""
    names = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    return {f"EMAIL_{names.get(name, name.upper())}": value for name, value in options.items()}
