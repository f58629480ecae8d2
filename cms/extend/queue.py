"""The queue of tasks: whether there is one, how something gets into it, and whether something waits."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

FIRST, SOON = 100, 50
"""Priorities of what readers wait for: that an index and a partner hear of a change, and that all shows it. Wagtail's own tasks have 0."""


def wait_for_worker() -> bool:
    """Whether tasks wait in the database until a worker runs them; else they are run where they are enqueued."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)


def enqueue_after_commit(task: Task[[], Any]) -> None:
    """Has the task run once the running transaction has committed; where tasks wait for a worker it is committed with it, and so never lost."""
    if wait_for_worker():
        task.enqueue()
    else:
        transaction.on_commit(task.enqueue, robust=True)


def is_waiting(task: Task[[], Any]) -> bool:
    """Whether the task waits for a worker already."""
    return wait_for_worker() and DBTaskResult.objects.ready().filter(task_path=task.module_path).exists()


def any_is_ready() -> bool:
    """Whether a task waits for a worker, and its time has come."""
    return wait_for_worker() and DBTaskResult.objects.ready().exists()
