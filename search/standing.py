"""Compares indices with the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from cms.publishing.reading.index import live_locales, names_by_id
from cms.publishing.reading.sequence import changed_after, current_sequence, is_known
from cms.publishing.work import Work, unsettled
from search.engines.base import Engine, Status
from search.indexing import count, searchable
from search.models import LeftOut, Rebuild
from search.service import embedded, engine

SLACK = 20
"""Things that an index may hold before its vocabulary matters."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an index stands beside the ledger: `fault` is what is wrong, `outdated` that only a rebuild mends it."""

    status: Status
    expected: int
    left_out: int = 0
    behind: int = 0
    fault: str = ""
    outdated: bool = False

    def __str__(self) -> str:
        parts = [f"{self.status.engine}: {self.status.documents} of {self.expected}"]
        parts += [f"{self.left_out} left out"] * bool(self.left_out)
        parts += [f"{self.behind} changes behind"] * bool(self.behind)
        parts += [self.fault] * bool(self.fault)
        return ", ".join(parts)


def engines() -> tuple[Engine, ...]:
    """The embedded engine, and the chosen one where it is another."""
    return tuple(dict.fromkeys((embedded(), engine())))


def compare(target: Engine) -> Standing:
    """How the engine's index stands beside the ledger; never raises for what is wrong with it."""
    before = current_sequence()
    status, left_out, expected = target.status(), LeftOut.objects.filter(engine=target.name).count(), count()
    if not status.usable:
        return Standing(status=status, expected=expected, fault=status.detail, outdated=status.missing)
    behind = changed_after(status.position.sequence)
    fault = _fault(target, status)
    is_still = before == current_sequence() and not behind
    if not fault and is_still and (missing := expected - left_out - status.documents):
        fault = f"it holds other things than the ledger ({missing:+} are missing)"
    return Standing(
        status=status,
        expected=expected,
        left_out=left_out,
        behind=behind,
        fault=f"outdated: {fault}; the worker builds it anew, `manage.py search rebuild` at once" if fault else "",
        outdated=bool(fault),
    )


def _fault(target: Engine, status: Status) -> str:
    """Why the index cannot be brought up to date by following the ledger; empty if it can."""
    if not is_known(status.position):
        return "it is built from another ledger, or from what came after a backup that was restored"
    return "it has outgrown its vocabulary" if _is_outgrown(target, status.documents) else ""


def _is_outgrown(target: Engine, documents: int) -> bool:
    """Whether the index holds much more than its vocabulary has seen, or things in a language of which it has seen nothing."""
    vocabulary = target.vocabulary()
    spoken = {(locale or settings.LANGUAGE_CODE).lower().split("-")[0] for locale in live_locales(searchable())}
    if vocabulary.documents and not spoken <= {*vocabulary.languages}:
        return True
    return documents > 2 * vocabulary.documents + SLACK


def work() -> Iterator[Work]:
    """The building of indices, what is wrong with one, and what is left out."""
    now = timezone.now()
    told = set()
    for run in Rebuild.objects.order_by("pk"):
        for each in unsettled(run, kind="index", name=run.engine, now=now):
            told.add(run.engine)
            yield each
    for target in engines():
        if target.name not in told and (fault := compare(target).fault):
            yield Work(kind="index", name=target.name, last_error=fault)
    rows = LeftOut.objects.order_by("pk")
    names = names_by_id([row.entry for row in rows])
    for row in rows:
        name = names.get(row.entry, row.entry)
        yield Work(kind="left out", name=f"{name} ({row.engine})", failures=1, last_error=row.error)
