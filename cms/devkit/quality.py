"""How good a plugin is: bronze, silver or gold.

- **bronze**: it loads, contributes what it says, and the system checks find nothing in it.
- **silver**: bronze, and it has tests, a complete German catalogue and a README.
- **gold**: silver, and it holds every rule of the contract, among them prefixed names and a README that says how to remove it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cms.devkit.conformity import folder, points
from cms.devkit.conformity.rules import RULES, faults, name_of
from cms.devkit.conformity.subject import Subject

BRONZE = (points.contributions_were_taken,)
SILVER = folder.SHOWN


@dataclass(frozen=True)
class Quality:
    """The grade (empty if not even bronze), and one sentence for each thing that keeps it from the next."""

    grade: str
    missing: tuple[str, ...] = ()


def judged(subject: Subject, messages: list[str]) -> Quality:
    """The plugin's grade; `messages` are those of the system checks about it."""
    gold = tuple(rule for rule in RULES if rule not in (*BRONZE, *SILVER))
    reached = ""
    for grade, rules, found in (("bronze", BRONZE, messages), ("silver", SILVER, []), ("gold", gold, [])):
        missing = [*found, *(f"{name_of(rule)}: {fault}" for rule in rules for fault in faults(subject, rule))]
        if missing:
            return Quality(reached, tuple(missing))
        reached = grade
    return Quality(reached)
