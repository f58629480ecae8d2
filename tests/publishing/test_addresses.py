"""A change of addresses builds everything anew; what changes none does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Site

from cms.content.models import City
from cms.publishing import rebuilding, receivers

Make = Callable[..., Any]


@pytest.fixture
def asked(home: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often it was asked for."""
    asked: list[str] = []
    monkeypatch.setattr(receivers.rebuilding, "rebuild_soon", lambda: asked.append("rebuild"))
    return asked


def test_a_site_that_comes_changes_or_goes_changes_them(home: Any, asked: list[str]) -> None:
    site = Site.objects.create(hostname="halle.example.org", root_page=home)
    site.port = 8443
    site.save()
    site.delete()
    assert len(asked) == 3


def test_a_language_that_comes_has_no_addresses_yet(asked: list[str]) -> None:
    locale = Locale.objects.create(language_code="uk")
    assert not asked
    locale.language_code = "ru"
    locale.save()
    assert len(asked) == 1


def test_nothing_else_has_addresses(asked: list[str]) -> None:
    city = City.objects.create(name="Leipzig", ags="14713000")
    city.name = "Leipzig an der Pleiße"
    city.save()
    city.delete()
    assert not asked


def test_what_is_loaded_from_a_file_is_told_of_by_whoever_loads_it(asked: list[str]) -> None:
    stored = serializers.serialize("json", Site.objects.all())
    for each in serializers.deserialize("json", stored):
        each.save()
    assert not asked


@pytest.mark.parametrize(("most", "expected"), [(50, ["at once"]), (0, ["by a task"])], ids=["small", "large"])
def test_a_small_ledger_is_built_at_once_and_a_large_one_by_a_task(
    event: Make,
    most: int,
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    event()
    done: list[str] = []
    monkeypatch.setattr(rebuilding, "AT_A_TIME", most)
    monkeypatch.setattr(rebuilding, "rebuild", lambda: done.append("at once"))
    monkeypatch.setattr(rebuilding, "enqueue_after_commit", lambda task: done.append("by a task"))
    with django_capture_on_commit_callbacks(execute=True):
        rebuilding.rebuild_soon()
    assert done == expected


def test_what_fails_after_the_commit_is_no_failure_of_who_committed(
    home: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail() -> None:
        raise ConnectionError

    monkeypatch.setattr(rebuilding, "rebuild", fail)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        rebuilding.rebuild_soon()
    assert len(callbacks) == 1


def test_documents_are_up_to_date_once_this_code_has_written_them_all(home: Any) -> None:
    rebuilding.note_form()
    assert not rebuilding.is_outdated()
    cursor = rebuilding.Cursor.objects.get(pk=rebuilding.FORM_CURSOR)
    rebuilding.Cursor.objects.create(pk="jemand", sequence=rebuilding.FORM)
    cursor.sequence = rebuilding.FORM - 1
    cursor.save()
    assert rebuilding.is_outdated()
    cursor.delete()
    assert rebuilding.is_outdated()


@pytest.mark.parametrize("dies", [False, True], ids=["built", "died before"])
def test_what_was_built_at_once_is_not_built_again(
    event: Make, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, *, dies: bool
) -> None:
    event()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=not dies):
        rebuilding.rebuild_soon()
    built: list[str] = []
    monkeypatch.setattr(rebuilding, "_rebuild", lambda report: (built.append("again"), {}))
    waiting = DBTaskResult.objects.get(task_path=rebuilding.rebuild_task.module_path)
    waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
    assert built == (["again"] if dies else [])
