"""All rules, by the grade that a plugin has once it holds them and those before; docs/plugins.md says what the grades mean."""

from __future__ import annotations

from cms.devkit.conformity import checks, content, folder, outside, points, shapes
from cms.devkit.conformity.subject import Rule, Subject

GRADES: dict[str, tuple[Rule, ...]] = {
    "bronze": (
        *(points.contributions_were_taken, checks.system_checks_find_nothing),
        *(outside.migrations_make_what_its_models_need, outside.migrations_with_code_can_be_run),
    ),
    "silver": folder.SHOWN,
    "gold": (*points.RULES, *content.RULES, *shapes.RULES, *folder.TIDY, *outside.RULES),
}
RULES = tuple(rule for rules in GRADES.values() for rule in rules)


def graded(subject: Subject) -> tuple[str, list[str]]:
    """The plugin's grade (empty if not even bronze), and one sentence for each thing that keeps it from the next."""
    reached = ""
    for grade, rules in GRADES.items():
        missing = [f"{rule_in_words(rule)}: {fault}" for rule in rules for fault in faults(subject, rule)]
        if missing:
            return reached, missing
        reached = grade
    return reached, []


def faults(subject: Subject, rule: Rule) -> list[str]:
    """What breaks the rule; a rule that cannot even be asked is broken."""
    try:
        return list(rule(subject))
    except Exception as error:  # noqa: BLE001 - what a plugin raises when it is asked is a fault of the plugin
        return [f"cannot be asked: {error!r}"]


def rule_in_words(rule: Rule) -> str:
    """The rule in words."""
    return str(getattr(rule, "__name__", rule)).replace("_", " ")
