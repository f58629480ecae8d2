"""`manage.py search rebuild|update|status`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexing
from search.engines.base import Engine, EngineError
from search.service import embedded, engine


class Command(BaseCommand):
    """Looks after the search index."""

    help = "Rebuilds the index, rebuilds it only where that is needed, or tells how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The verb."""
        parser.add_argument("verb", choices=["rebuild", "update", "status"])

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Does what the verb says, for the chosen engine and the embedded one that stands in for it."""
        for each in dict.fromkeys((embedded(), engine())):
            status = each.status()
            if verb == "status":
                self.stdout.write(
                    f"  {status.engine}: {status.documents} of {indexing.count()} {status.detail}".rstrip()
                )
            elif verb == "rebuild" or not status.usable or status.documents != indexing.count():
                self._rebuild(each, quiet=options["verbosity"] == 0)

    def _rebuild(self, target: Engine, *, quiet: bool) -> None:
        total = indexing.count()

        def report(done: int) -> None:
            if not quiet and (done % 100 == 0 or done == total):
                self.stdout.write(f"  {target.name}: {done} of {total}")
                self.stdout.flush()

        try:
            indexing.rebuild(target, report)
        except EngineError as error:
            raise CommandError(str(error)) from error
