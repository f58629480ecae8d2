"""What was written under another address or with other plugins is outdated, and who would go on with it is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from cms.dormant.models import KnownPlugin
from cms.extend.discovery import Installable
from cms.launch import archive, startup
from cms.management.commands import worker
from cms.publishing import rebuilding
from cms.publishing.rebuilding import rebuild
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]


def test_who_compares_with_another_address_is_told_so(event: Make, settings: Any) -> None:
    """Rebuilding would give every document an address under which nobody answers."""
    event()
    settings.BASE_URL = "http://127.0.0.1:8001"
    with pytest.raises(CommandError, match=r"try again with BASE_URL=http://testserver\."):
        call_command("publishing", "verify", stdout=StringIO())
    Site.objects.all().delete()
    with pytest.raises(CommandError, match=r"`manage\.py publishing rebuild` mends them\.$"):
        call_command("publishing", "verify", stdout=StringIO())


def test_who_rebuilds_or_works_with_another_address_is_told_so_before_anything_is_written(
    event: Make, settings: Any
) -> None:
    page = event()
    before = entry_of(page).document
    settings.BASE_URL = "http://127.0.0.1:8001"
    for command in (("publishing", "rebuild"), ("worker", "--once")):
        with pytest.raises(
            CommandError, match=r"^BASE_URL is http://127\.0\.0\.1:8001 here, .* BASE_URL=http://testserver"
        ):
            call_command(*command, stdout=StringIO())
    assert entry_of(page).document == before


def test_before_there_is_a_site_of_ours_any_address_will_do(settings: Any, db: None) -> None:
    Site.objects.update(root_page=Page.get_first_root_node())
    settings.BASE_URL = "http://127.0.0.1:8001"
    call_command("worker", "--once")


ATLAS = Installable("atlas", "litfass_atlas.apps.AtlasConfig", 1, (), version="1.0")


MORE, NEWER = (
    replace(settings.PLUGINS, found=(*settings.PLUGINS.found, atlas))
    for atlas in (ATLAS, replace(ATLAS, version="2.0"))
)


@pytest.mark.parametrize(
    "change",
    [
        {"BASE_URL": "http://127.0.0.1:8001"},
        {"WAGTAIL_SITE_NAME": "Another Network"},
        {"PLUGINS": MORE},
    ],
)
def test_what_another_process_has_written_is_outdated(event: Make, change: dict[str, Any]) -> None:
    event()
    rebuild()
    assert not rebuilding.is_outdated()
    with override_settings(**change):
        assert rebuilding.is_outdated()
        rebuild()
    assert rebuilding.is_outdated()


def test_what_an_older_plugin_has_written_is_outdated(event: Make) -> None:
    event()
    with override_settings(PLUGINS=MORE):
        rebuild()
        assert not rebuilding.is_outdated()
    with override_settings(PLUGINS=NEWER):
        assert rebuilding.is_outdated()


def test_a_server_that_starts_has_built_anew_what_another_process_has_written(
    event: Make, settings: Any, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    event()
    rebuild()
    startup._bring_documents_up_to_date()
    waiting = DBTaskResult.objects.filter(task_path="cms.publishing.rebuilding.rebuild_task")
    assert not waiting.exists()
    with override_settings(PLUGINS=MORE):
        rebuild()
    for _ in range(2):
        startup._bring_documents_up_to_date()
    assert waiting.count() == 1
    assert "a task builds them anew" in caplog.text
    waiting.get().task.call()
    assert not rebuilding.is_outdated()
    settings.BASE_URL = "http://127.0.0.1:8001"
    startup._bring_documents_up_to_date()
    assert waiting.count() == 1
    assert "try again with BASE_URL=http://testserver" in caplog.text


def test_a_worker_ends_when_plugins_come_or_go(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def work(_: Any) -> None:
        rounds.append(1)
        if len(rounds) == 2:
            KnownPlugin.objects.create(slug="atlas", app_label="atlas", title="Atlas", is_here=True)

    monkeypatch.setattr(worker, "work_round", work)
    with pytest.raises(CommandError, match="begin it anew"):
        call_command("worker", "--interval", "0")
    assert len(rounds) == 2


def test_a_new_address_is_outdated_until_all_is_built(
    event: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event()
    monkeypatch.setattr(archive, "collect_static", lambda: False)
    monkeypatch.setattr(archive, "prepare_data_folder", lambda: None)
    monkeypatch.setattr(archive, "_migrate", lambda: "")
    progress = archive.Progress(OutputWrapper(StringIO()))
    assert not archive._found(progress, archive.LANGUAGES)
    settings.BASE_URL = "http://127.0.0.1:8001"
    assert archive._found(progress, archive.LANGUAGES)
    # Somebody ended it here.
    assert archive._found(progress, archive.LANGUAGES)
    rebuild()
    assert not archive._found(progress, archive.LANGUAGES)
