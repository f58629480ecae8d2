"""The contract's tests for one plugin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cms.extend.plugin import Plugin


def conformance(plugin: type[Plugin] | str) -> Callable[..., None]:
    """A test for each rule of the contract, for the plugin's class or slug; assign it to a name that begins with `test_`."""
    from cms.devkit.conformity.rules import RULES, faults
    from cms.devkit.conformity.subject import Rule, Subject

    @pytest.mark.django_db
    @pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.__name__) for rule in RULES])
    def conforms(rule: Rule) -> None:
        found = faults(Subject.of(plugin), rule)
        if found:
            pytest.fail("\n".join([f"{rule.__doc__}", *(f"- {fault}" for fault in found)]), pytrace=False)

    return conforms
