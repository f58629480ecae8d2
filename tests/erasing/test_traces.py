"""What indices remember of an erased person goes by a task that is stored with the erasing."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.content.models import CreditedImage
from cms.erasing import traces
from cms.erasing.leftover_files import _digest, delete_task
from cms.extend.tasks import TaskWorker, run_queued_tasks
from search.engines.base import Engine, EngineError
from tests.erasing.conftest import build, files_stored, picture
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


def named_files() -> list[str]:
    return [name for name, _content in files_stored() if "umit" in name or "kosan" in name]


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_process_that_dies_right_after_the_erasing_leaves_no_file(waiting_tasks: None) -> None:
    # Tests before have left their files, whose rows were rolled back.
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    erased(build())  # Nothing is done after the commit.
    before = named_files()
    assert len(before) >= 2
    waiting = DBTaskResult.objects.ready().filter(task_path=delete_task.module_path)
    assert not any(name.rpartition("/")[2] in str(each.args_kwargs) for each in waiting for name in before)
    for each in waiting:
        each.task.call(*each.args_kwargs["args"])
        each.task.call(*each.args_kwargs["args"])
    assert named_files() == []


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_no_task_keeps_the_name_of_a_file(waiting_tasks: None, django_capture_on_commit_callbacks: Any) -> None:
    """Not even those that Wagtail makes once the erasing is committed."""
    world = build()
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        erased(world)
    told = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True))).lower()
    assert [word for word in ("umit", "altinok", "kosan", "koşan") if word in told] == []


@pytest.mark.django_db
def test_a_file_that_has_taken_the_name_since_is_left_alone() -> None:
    image = CreditedImage.objects.create(title="Markt", file=picture("markt.jpg"))
    folder, _, name = image.file.name.rpartition("/")
    delete_task.call("content.CreditedImage", "file", folder, _digest(name))
    assert image.file.storage.exists(image.file.name)
    delete_task.call("content.CreditedImage", "file", "no-such-folder", _digest(name))
    CreditedImage.objects.filter(pk=image.pk).update(file="original_images/other.jpg")
    delete_task.call("content.CreditedImage", "file", folder, _digest(name))
    assert not image.file.storage.exists(image.file.name)


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
