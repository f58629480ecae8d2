"""Which plugin is enabled for which site."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db import connection

from cms.extend import activation_cache, is_enabled
from cms.extend.models import Activation


def test_the_core_is_always_enabled() -> None:
    assert is_enabled("content", 1)


@pytest.mark.django_db
def test_a_decision_holds_for_its_site_at_once() -> None:
    assert not is_enabled("fremd", 1)
    Activation.objects.create(plugin="fremd", site=1, enabled=True)
    activation_cache.forget()
    assert is_enabled("fremd", 1)
    assert not is_enabled("fremd", 2)
    assert is_enabled("fremd")


@pytest.mark.django_db
def test_the_state_is_remembered_for_a_moment(django_assert_num_queries: object) -> None:
    activation_cache.forget()
    is_enabled("fremd", 1)
    with django_assert_num_queries(0):  # type: ignore[operator]
        is_enabled("fremd", 2)


@pytest.mark.django_db
def test_one_that_is_enabled_by_default_is_disabled_where_all_sites_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activation_cache, "_default", lambda plugin: plugin == "presse")
    monkeypatch.setattr(activation_cache, "_sites", lambda: {1, 2})
    assert is_enabled("presse")
    Activation.objects.create(plugin="presse", site=1, enabled=False)
    activation_cache.forget()
    assert is_enabled("presse")
    Activation.objects.create(plugin="presse", site=2, enabled=False)
    activation_cache.forget()
    assert not is_enabled("presse")


@pytest.mark.django_db
def test_to_read_it_begins_no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite that would wait for its turn to write."""
    begun: list[object] = []
    outside = SimpleNamespace(in_atomic_block=False, vendor="sqlite", connection=connection, settings_dict={"NAME": ""})
    monkeypatch.setattr(activation_cache, "connection", outside)
    monkeypatch.setattr(activation_cache.transaction, "atomic", lambda: begun.append(1) or nullcontext())
    activation_cache.forget()
    is_enabled("fremd", 1)
    assert begun == []
