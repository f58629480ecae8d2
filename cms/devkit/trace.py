"""`plugins trace PATH`: asks for an address and prints each call of a plugin's point."""

from __future__ import annotations

from argparse import ArgumentParser
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.test import Client

from cms.extend.guard import Call, tracing
from cms.launch.plugins.verbs import Options

HELP = "Ask for an address and print each call of a plugin's point: how long it took, and how it failed."


def arguments(parser: ArgumentParser) -> None:
    """The path."""
    parser.add_argument("path", help="e.g. /presse/")


def run(options: Options, out: OutputWrapper) -> None:
    """Prints the answer's status and the calls."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    secure = settings.BASE_URL.startswith("https://")
    with tracing() as calls:
        answer = Client(raise_request_exception=False).get(options["path"], headers={"host": host}, secure=secure)
        b"".join(answer) if answer.streaming else answer.content
    out.write(f"{answer.status_code} {options['path']}")
    out.write("\n".join(map(line, calls)) or "No plugin was called.")


def line(call: Call) -> str:
    """E.g. `  press  blocks.press_contact.render  0.4 ms`."""
    failed = f"  {call.error}" if call.error else ""
    return f"  {call.plugin}  {call.point}  {call.seconds * 1000:.1f} ms{failed}"
