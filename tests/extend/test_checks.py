"""What plugins' checks say is told, and stops nobody."""

from __future__ import annotations

import pytest
from django.core import checks as django_checks

from cms.extend import Check, activation_cache, checks
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry


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
