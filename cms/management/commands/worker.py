"""`manage.py worker`: what happens by itself: scheduled publishing, expiry, tasks, consumers that fell behind, jobs of plugins."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import sys
import time
from argparse import ArgumentParser
from functools import partial
from math import inf
from threading import current_thread, main_thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from cms.content.initial_site import elsewhere
from cms.dormant.known_plugins import noted
from cms.extend.jobs import run_jobs
from cms.extend.limits import ToldToEnd, end_soon, limited
from cms.extend.presence import kept_seen
from cms.extend.queue import any_is_ready, wait_for_worker
from cms.extend.tasks import TaskWorker, run_queued_tasks
from cms.publishing.consumer_runner import catch_up_all
from cms.publishing.incomplete_documents import come_due
from cms.publishing.scheduled import run_due
from search.keeping import keep_indices

log = logging.getLogger(__name__)

GLANCE = 0.5
"""Seconds between two looks at whether a task waits, while the worker rests."""
LONGEST_PART = dt.timedelta(days=1)
"""More than any part of a round ever takes: what plugins give has limits of its own within it."""
LONGEST_BREATH = 5.0
"""Seconds after which it is looked for what is to be published, even if something else goes on or many tasks wait."""


class Command(BaseCommand):
    """Repeats the work that is due until it is stopped."""

    help = "Runs what is due: scheduled publishing, expiry, queued tasks, consumers that fell behind, jobs of plugins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` for a single round, `--interval` for the pause between rounds."""
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--interval", type=float, default=10.0, help="seconds between rounds (default 10)")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        """Rounds until stopped; a failing round is logged and does not end the worker.

        It ends by itself when plugins come or go, whose work it cannot do: whoever begins it anew has their code.
        """
        if advice := elsewhere():
            raise CommandError(advice)
        rounds = Rounds(turn=inf if once else LONGEST_BREATH)
        with kept_seen():
            if once:
                work_round(rounds)
            else:
                _go_on(rounds, interval)


def _go_on(rounds: Rounds, interval: float) -> None:
    log.info("The worker has begun.")
    _let_documents_come_due()
    plugins = _noted_plugins()
    try:
        while not rounds.are_over:
            if _noted_plugins() not in (plugins, None):
                raise CommandError("Plugins came or went since this worker began. It ends: begin it anew.")
            work_round(rounds)
            rounds.rest(interval)
    finally:
        log.info("The worker has ended.")


class Rounds:
    """Goes on until a SIGTERM or SIGINT: then what is begun is finished, code of plugins soon. A second one ends the process where it stands."""

    def __init__(self, *, turn: float) -> None:
        self.are_over = False
        self._turn = turn
        self._tasks = TaskWorker()
        self._rests = False
        self._looked = 0.0
        if current_thread() is main_thread():
            for signum in (signal.SIGTERM, signal.SIGINT):
                signal.signal(signum, self._stop)

    def rest(self, seconds: float) -> None:
        """Waits, no longer than until a task comes; ends the process when it is told to stop meanwhile."""
        self._rests, until = True, time.monotonic() + seconds
        while not self.are_over and (left := until - time.monotonic()) > 0 and not _a_task_waits():
            time.sleep(min(left, GLANCE))
        self._rests = False

    def run_tasks(self) -> None:
        """Runs tasks that wait in the database, if that is where they wait; however many there are, a round goes on soon."""
        if wait_for_worker():
            self._tasks = TaskWorker(turn=self._turn)
            run_queued_tasks(self._tasks)

    def breathe(self) -> None:
        """Does, within a long piece of work that may be broken off, what cannot wait for its end."""
        if self.are_over:
            sys.exit(0)
        if time.monotonic() - self._looked > LONGEST_BREATH:
            self._looked = time.monotonic()
            run_due()

    def _stop(self, signum: int, frame: object) -> None:
        if self._rests:
            sys.exit(0)
        if self.are_over:
            signal.signal(signum, signal.SIG_DFL)
            os.kill(os.getpid(), signum)
        log.warning("The worker ends when it has finished what it has begun.")
        self.are_over = True
        self._tasks.running = False
        end_soon()


def work_round(rounds: Rounds) -> None:
    """Everything that is due now; each part on its own, so that one failure does not hold up the others."""
    close_old_connections()
    parts = (run_due, catch_up_all, rounds.run_tasks, run_jobs, partial(keep_indices, rounds.breathe))
    for part in parts:
        if rounds.are_over:
            return
        try:
            limited(LONGEST_PART, part, ends_early=False)
        except ToldToEnd:
            return
        except (Exception, KeyboardInterrupt):
            # Nobody's Ctrl+C raises that here: it ends the rounds.
            log.exception("A part of the worker's round failed (%s); it is tried again in the next one.", part)


def _let_documents_come_due() -> None:
    try:
        come_due()
    except DatabaseError:
        close_old_connections()


def _noted_plugins() -> set[str] | None:
    """None if the database cannot tell."""
    try:
        return noted()
    except DatabaseError:
        close_old_connections()
        return None


def _a_task_waits() -> bool:
    try:
        return any_is_ready()
    except DatabaseError:
        # It is busy or away; the next round says so.
        close_old_connections()
        return False
