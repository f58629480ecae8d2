"""`manage.py worker`: what happens by itself: scheduled publishing, expiry, tasks, consumers that fell behind, jobs of plugins."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cms.extend.jobs import run_jobs
from cms.publishing.due import run_due
from cms.publishing.following import catch_up_all

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Repeats the work that is due until it is stopped."""

    help = "Runs what is due: scheduled publishing, expiry, queued tasks, consumers that fell behind, jobs of plugins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` for a single round, `--interval` for the pause between rounds."""
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--interval", type=float, default=10.0, help="seconds between rounds (default 10)")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        """Rounds until stopped; a failing round is logged and does not end the worker."""
        while True:
            work_round()
            if once:
                return
            time.sleep(interval)


def work_round() -> None:
    """Everything that is due now; each part on its own, so that one failure does not hold up the others."""
    close_old_connections()
    for part in (run_due, catch_up_all, run_queued_tasks, run_jobs):
        try:
            part()
        except Exception:
            log.exception("The worker's part %s failed; it is tried again in the next round.", part.__name__)


def run_queued_tasks() -> None:
    """Runs all tasks that wait in the database, if that is where they wait."""
    if settings.ENV.task_backend == "database":
        call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
