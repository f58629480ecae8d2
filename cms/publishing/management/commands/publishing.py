"""`manage.py publishing rebuild|verify|status`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.template.defaultfilters import pluralize
from django.utils import timezone

from cms.content.initial_site import elsewhere
from cms.extend.presence import is_present, last_seen
from cms.publishing import consumer_runner, rebuilding
from cms.publishing.consumers import Consumer, registered
from cms.publishing.models import Entry
from cms.publishing.reading.sequence import current_sequence
from cms.publishing.work import work

VERBS = {
    "rebuild": "builds every document anew from what is published; partners see those that differ as changed",
    "verify": "compares every document with what is published, changes nothing, and fails if any differs",
    "status": "counts what is public or withdrawn, and says how far each consumer is and what runs, waits or fails",
}
MENDED = "`manage.py publishing rebuild` mends them."
MENDED_LATER = "`manage.py publishing rebuild` mends them, once what is said of them is done."


class Command(BaseCommand):
    """Looks after the ledger."""

    help = "Rebuilds the ledger, compares it with content, or tells how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=VERBS, help=". ".join(f"{verb}: {does}" for verb, does in VERBS.items()))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        {"rebuild": self.rebuild, "verify": self.verify, "status": self.status}[verb]()

    def rebuild(self) -> None:
        """Builds everything anew, with progress; refuses where that would write another address into all documents."""
        if advice := elsewhere():
            raise CommandError(advice)
        total, before = rebuilding.count(), current_sequence()
        faults = rebuilding.rebuild(lambda done: self._progress(done, total))
        changes = current_sequence() - before
        self.stdout.write(f"  {total} thing{pluralize(total)}, {changes} change{pluralize(changes)}.")
        if faults:
            raise CommandError(
                "Mend these and rebuild again; their entries stay as they were:\n  " + "\n  ".join(faults)
            )

    def _progress(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            self.stdout.write(f"  {done} of {total}")
            self.stdout.flush()

    def verify(self) -> None:
        """Names every difference; fails if there is one, and at once where another address would make one of each document."""
        if advice := elsewhere():
            raise CommandError(advice)
        total = rebuilding.count()
        found = list(rebuilding.differences(lambda done: self._progress(done, total)))
        for difference in found:
            self.stdout.write(f"  {difference}")
        if found:
            counted = f"{len(found)} difference{pluralize(len(found))}."
            mended = MENDED_LATER if any(difference.first for difference in found) else MENDED
            raise CommandError(f"{counted} {mended}")
        self.stdout.write("  Ledger and content agree.")

    def status(self) -> None:
        """Entries by type and state, how far the consumers are, what runs, waits or fails, and whether a worker is there to do it."""
        for row in Entry.objects.values("type", "state").annotate(count=Count("pk")).order_by("type", "state"):
            self.stdout.write(f"  {row['type']:<20} {row['state']:<10} {row['count']:>6}")
        self.stdout.write(f"  sequence {current_sequence()}")
        for consumer in registered():
            self.stdout.write(f"  consumer {consumer.name}: {_lag(consumer)}")
        for each in work():
            self.stdout.write(f"  {each}")
        self.stdout.write(f"  {_worker()}")


def _worker() -> str:
    """When a worker was last seen, and what to do if none runs."""
    seen = last_seen()
    when = f"{timezone.localtime(seen):%Y-%m-%d %H:%M:%S}" if seen else ""
    if is_present(seen):
        return f"worker seen at {when}"
    missed = f"No worker has been seen since {when}" if when else "No worker has ever been seen"
    return f"{missed}; start one with `manage.py worker`. What waits is not done until then."


def _lag(consumer: Consumer) -> str:
    try:
        return f"{consumer_runner.lag(consumer)} behind"
    except Exception as error:  # noqa: BLE001 - what it reads for is away
        return f"cannot be asked how far it is: {error}"
