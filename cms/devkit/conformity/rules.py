"""All rules, in the order in which they are read."""

from __future__ import annotations

from cms.devkit.conformity import content, folder, manifest, outside, points
from cms.devkit.conformity.subject import Rule, Subject

RULES: tuple[Rule, ...] = (
    *manifest.RULES,
    *points.RULES,
    *content.RULES,
    *folder.SHOWN,
    *folder.TIDY,
    *outside.RULES,
)


def faults(subject: Subject, rule: Rule) -> list[str]:
    """What breaks the rule; a rule that cannot even be asked is broken."""
    try:
        return list(rule(subject))
    except Exception as error:  # noqa: BLE001 - what a plugin raises when it is asked is a fault of the plugin
        return [f"cannot be asked: {error!r}"]


def name_of(rule: Rule) -> str:
    """The rule in words."""
    return str(getattr(rule, "__name__", rule)).replace("_", " ")
