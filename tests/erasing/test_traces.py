"""What indices remember of an erased person goes by a task that is stored with the erasing."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.erasing import traces
from cms.extend.tasks import TaskWorker, run_queued_tasks
from search.engines.base import Engine, EngineError
from tests.erasing.conftest import build
from tests.erasing.test_nothing_is_left import erased


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
