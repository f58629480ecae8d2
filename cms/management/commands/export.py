"""`manage.py export`: public things in one of the forms that plugins give, without a limit."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.http import QueryDict
from django.utils import timezone, translation

from cms.extend import Exporter, is_enabled, registry
from cms.extend.guard import unguarded
from cms.publishing.reading.grammar import FilterError
from cms.site.feeds.reading import export_of_all
from cms.site.feeds.request import FeedRequest, feed_request


class Command(BaseCommand):
    """Streams, so that an archive of any size fits."""

    help = "Writes public things in one of the forms that plugins give, e.g. `export atom --filter type=event`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The exporter's name, the filters of lists as in an address, and a file."""
        parser.add_argument("name", help="name of the exporter; a wrong one shows which there are")
        parser.add_argument("--filter", default="", help='filters as in an address, e.g. "type=event&city=halle-saale"')
        parser.add_argument("--output", type=Path, help="file to write; without it the text goes to standard output")

    def handle(self, *args: Any, name: str, filter: str, output: Path | None, **options: Any) -> None:
        """Writes the whole, or says what is wrong; a file that could not be finished does not stay."""
        request = _request(_exporter(name), filter)
        if output is None:
            _print(request, self.stdout)
            return
        # What stood there before stays until the new text is whole.
        partial = output.with_name(f"{output.name}.partial")
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_pieces(request))
            partial.replace(output)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}. Name another file.") from error
        finally:
            partial.unlink(missing_ok=True)
        self.stderr.write(f"{output} is written.")


def _exporter(name: str) -> Exporter:
    known = registry().exporters
    if name not in known:
        raise CommandError(f"There is no exporter {name!r}. There are: {', '.join(sorted(known)) or 'none'}.")
    exporter = known[name]
    if not is_enabled(exporter.plugin):
        raise CommandError(
            f"The plugin {exporter.plugin} is enabled for no site. First: manage.py plugins enable {exporter.plugin}"
        )
    return exporter


def _request(exporter: Exporter, text: str) -> FeedRequest:
    try:
        return feed_request(exporter, QueryDict(text.removeprefix("?")))
    except FilterError as error:
        allowed = f"\nPossible: {', '.join(error.allowed)}" if error.allowed else ""
        raise CommandError(f"--filter: {error.detail}{allowed}") from error


def _print(request: FeedRequest, out: OutputWrapper) -> None:
    try:
        for piece in _pieces(request):
            out.write(piece, ending="")
        out.flush()
    except BrokenPipeError:
        # Whoever reads has enough, e.g. `head`; Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _pieces(request: FeedRequest) -> Iterator[str]:
    """What the exporter makes, as it makes it; raises `CommandError` with its name where it fails."""
    export = export_of_all(request, now=timezone.now())
    # Under guard all would be made before any of it is written, and counted as too slow.
    write = unguarded(request.exporter.export)
    try:
        with translation.override(request.locale):
            for piece in write(export):
                piece.encode()  # what is no text fails here, where it is known whose it is
                yield piece
    except Exception as error:
        raise CommandError(
            f"The plugin {request.exporter.plugin} failed in its exporter {request.exporter.name}: {error!r}. "
            "--traceback shows where."
        ) from error
