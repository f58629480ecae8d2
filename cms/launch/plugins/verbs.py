"""What each verb of `manage.py plugins` is: a module, or an object, with these three."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, Protocol

from django.core.management.base import OutputWrapper

Options = Mapping[str, Any]


class Verb(Protocol):
    """A verb; `run` prints to `out`, and raises `CommandError` if it cannot do what was asked."""

    HELP: str

    def arguments(self, parser: ArgumentParser) -> None:
        """Tells the parser what may follow the verb."""

    def run(self, options: Options, out: OutputWrapper) -> None:
        """Does it."""
