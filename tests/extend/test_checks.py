"""What plugins' checks say is told, and stops nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks as django_checks

from cms.extend import Check, activation_cache, checks, unloading
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry, build
from tests.extend.test_hostile_points import plugin


class Unspeakable:
    """Cannot say what it is."""

    def __str__(self) -> str:
        raise SystemExit(3)

    __repr__ = __str__


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"msg": Unspeakable()}, {"hint": Unspeakable()}, {"obj": Unspeakable()}, {"id": Unspeakable()}, {"level": "x"}],
)
def test_a_message_that_cannot_be_said_is_the_failure_of_its_plugin(
    wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    def run() -> list[Any]:
        return [django_checks.CheckMessage(**{"level": django_checks.INFO, "msg": "Ohne Schlüssel.", **wrong})]

    (check,) = build([plugin("kalender", checks=lambda: [Check(name="schlüssel", run=run)])]).checks
    assert check.run() == ()
    assert "The plugin kalender failed in checks.schlüssel.run." in caplog.text
    softly = unloading._softly("kalender", lambda *given, **named: run())
    (told,) = softly(None)
    assert "The plugin kalender fails in its check" in str(told)


@pytest.mark.django_db
def test_an_error_of_a_plugin_is_a_warning_since_django_starts_no_command_over_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = django_checks.Critical("Der Schlüssel fehlt.", hint="Tragen Sie ihn ein.", id="kalender.E001")
    check = Check(plugin="kalender", name="schlüssel", run=lambda: [error])
    monkeypatch.setattr(checks, "registry", lambda: Registry({"kalender": Contributions(checks=(check,))}))
    Activation.objects.create(plugin="kalender", site=1, enabled=True)
    activation_cache.forget()
    (told,) = checks.check_plugins(None)
    assert (told.level, told.msg, told.hint, told.id) == (
        django_checks.WARNING,
        "Der Schlüssel fehlt.",
        "Tragen Sie ihn ein.",
        "kalender.E001",
    )
