"""After the erasing the data folder holds the name nowhere; a room of its own, since it leaves the database empty."""

from __future__ import annotations

import json
import shutil
import unicodedata
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.erasing import traces
from cms.extend.tasks import TaskWorker, run_queued_tasks
from search.engines.base import Engine, EngineError
from search.service import embedded
from tests.erasing.conftest import FORMER, MAIL, NAME, PHONE, build, files_stored
from tests.erasing.test_nothing_is_left import erased

# Wagtail leaves the file open from which it makes a rendition.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@pytest.mark.django_db(transaction=True)
def test_no_file_holds_it_afterwards() -> None:
    # Tests before have left their files, whose rows were rolled back.
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    embedded().clear()
    world = build()
    assert any("umit" in name for name, _content in files_stored())
    erased(world)
    names = {name for name, _content in files_stored() if "umit" in name or "kosan" in name or "koşan" in name}
    assert names == set()
    for secret in (NAME, FORMER, "Koşan", "koşan", MAIL, PHONE):
        for form in {secret, unicodedata.normalize("NFD", secret), json.dumps(secret)[1:-1]}:
            holding = [name for name, content in files_stored() if form.encode() in content]
            assert holding == [], form


@pytest.fixture
def waiting_tasks(settings: Any) -> None:
    """Tasks wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.django_db
def test_that_files_are_to_forget_it_is_stored_with_the_erasing(waiting_tasks: None) -> None:
    """Whatever happens to the process afterwards."""
    erased(build())
    assert DBTaskResult.objects.ready().filter(task_path="cms.erasing.traces.wipe_task").exists()


@pytest.mark.django_db
def test_an_index_that_is_away_is_wiped_later(waiting_tasks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(target: Engine) -> int:
        raise EngineError("weg")

    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    traces.wipe_task.enqueue()
    with monkeypatch.context() as patch:
        patch.setattr(traces, "rebuild_now", away)
        run_queued_tasks(TaskWorker())
    result = DBTaskResult.objects.get()
    assert (result.status, result.run_after > timezone.now()) == (TaskResultStatus.READY, True)
