"""Runs the jobs of plugins: each by itself, when it is due, in one process at a time."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation

from cms.extend.activation_cache import is_enabled
from cms.extend.leases import hold
from cms.extend.limits import contained, is_ending, limited
from cms.extend.models import JobRun
from cms.extend.points import Job
from cms.extend.registry import registry
from cms.extend.untouched import given_back

log = logging.getLogger(__name__)


def run_jobs() -> None:
    """Runs each job that is due and whose plugin is enabled for a site; one that fails is logged, and tried again after a pause.

    One that takes longer than it may is broken off, which is a failure. None is begun once the process was told to end.
    """
    for job in registry().jobs:
        if is_enabled(job.plugin) and not is_ending():
            try:
                _run_if_due(job)
            except Exception:
                log.exception("The job %s of the plugin %s failed; it is tried again later.", job.name, job.plugin)


def _run_if_due(job: Job) -> None:
    run, _created = JobRun.objects.get_or_create(plugin=job.plugin, job=job.name)
    now = timezone.now()
    due = Q(ran_at=None) | Q(ran_at__lte=now - job.every) | Q(failures__gt=0)
    # One that is further ahead than its next time ran before the clock was put back.
    due |= Q(ran_at__gt=now + job.every)
    with hold(JobRun.objects.filter(pk=run.pk), when=due, longest=job.longest) as lease:
        if lease:
            work = f"The job {job.name} of the plugin {job.plugin}"
            with given_back(work), translation.override(settings.LANGUAGE_CODE), contained:
                limited(job.longest, job.run)
            lease.keep(ran_at=now)
