"""Where the ledger stands: the number of its last change, and which ledger it is."""

from __future__ import annotations

from cms.publishing.models import Counter, Entry


def current_sequence() -> int:
    """The number of the last change; 0 before the first."""
    return Counter.objects.filter(pk=1).values_list("value", flat=True).first() or 0


def ledger_identity() -> str:
    """Which ledger this is; empty before its first change."""
    found = Counter.objects.filter(pk=1).values_list("ledger", flat=True).first()
    return found.hex if found else ""


def is_empty() -> bool:
    """Whether nothing was ever published."""
    return not Entry.objects.exists()


def changed_after(sequence: int, *, before: int | None = None) -> int:
    """How many things changed last after the number, and before another one if that is given."""
    entries = Entry.objects.filter(sequence__gt=sequence)
    return (entries if before is None else entries.filter(sequence__lt=before)).count()
