"""Runs the jobs of plugins: each by itself, when it is due, in one process at a time."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation

from cms.extend.models import JobRun
from cms.extend.points import Job
from cms.extend.registry import registry
from cms.extend.state import is_enabled

log = logging.getLogger(__name__)

RUNNING = "It was begun and has not ended."
"""Stands as the error of a job while it runs, and stays there if its process dies."""


def run_jobs() -> None:
    """Runs each job that is due and whose plugin is enabled for a site; one that fails is logged and due again at once."""
    for job in registry().jobs:
        if is_enabled(job.plugin) and _begin(job):
            _finish(job, _run(job))


def _begin(job: Job) -> bool:
    """Whether the job is due and this process is the one to run it."""
    now = timezone.now()
    run, first = JobRun.objects.get_or_create(
        plugin=job.plugin, job=job.name, defaults={"ran_at": now, "error": RUNNING}
    )
    if first:
        return True
    done = Q(error="", ran_at__lte=now - job.every)
    died = Q(error=RUNNING, ran_at__lte=now - job.longest)
    failed = ~Q(error="") & ~Q(error=RUNNING)
    # Only one of those who see it due finds it as it was.
    as_seen = JobRun.objects.filter(pk=run.pk, ran_at=run.ran_at, error=run.error)
    return bool(as_seen.filter(done | died | failed).update(ran_at=now, error=RUNNING))


def _run(job: Job) -> str:
    """What went wrong; nothing if all went well."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            job.run()
    except Exception as error:
        log.exception("The job %s of the plugin %s failed; it is tried again in the next round.", job.name, job.plugin)
        return repr(error)[:2000]
    return ""


def _finish(job: Job, error: str) -> None:
    JobRun.objects.filter(plugin=job.plugin, job=job.name).update(error=error)
