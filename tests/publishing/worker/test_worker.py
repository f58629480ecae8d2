"""The worker as a process of its own: what it had begun when it was stopped or killed is finished."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cms.settings.env import ROOT
from tests.dormant.installation import Installation, installed

ENQUEUE = """
from tests.publishing.worker.bells import ring
for bell, seconds in {bells!r}:
    ring.enqueue(bell, seconds)
result = None
"""
LET_TIME_PASS = """
import datetime as dt
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from cms.extend.models import TaskRun
past = timezone.now() - dt.timedelta(minutes=1)
DBTaskResult.objects.filter(status="RUNNING").update(started_at=past)
TaskRun.objects.exclude(claim="").update(claimed_until=past)
result = None
"""

SEEN = """
from cms.extend.presence import is_present, last_seen
result = is_present(last_seen())
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Installation]:
    with pytest.MonkeyPatch.context() as patch, installed(tmp_path_factory.mktemp("worker")) as found:
        patch.setenv("TASK_BACKEND", "database")
        found.step("migrate")
        yield found


@pytest.fixture(autouse=True)
def silence(installation: Installation) -> None:
    """No bell has rung yet."""
    (installation.data / "bells.txt").write_text("")


def rung(installation: Installation) -> list[str]:
    return (installation.data / "bells.txt").read_text().splitlines()


def enqueue(installation: Installation, *bells: tuple[str, float]) -> None:
    installation.run(ENQUEUE.format(bells=bells))


@contextmanager
def worker(installation: Installation, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "DATA": str(installation.data),
        "DATABASE_URL": installation.database,
        "SEARCH_URL": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "BASE_URL": "http://testserver",
        "SECRET_KEY": "only-for-tests",
    }
    command = [sys.executable, "manage.py", "worker", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines(process: subprocess.Popen[bytes]) -> list[str]:
    """What it logged until it ended, without when and where."""
    _, said = process.communicate(timeout=30)
    return [line.partition(": ")[2] for line in said.decode().splitlines()]


def work_once(installation: Installation) -> None:
    with worker(installation, "--once") as process:
        process.communicate(timeout=60)
        assert process.returncode == 0


def wait_for(installation: Installation, line: str, *, times: int = 1) -> None:
    deadline = time.monotonic() + 60
    while rung(installation).count(line) < times:
        assert time.monotonic() < deadline, f"It never came to {line!r}."
        time.sleep(0.05)


def test_told_to_stop_it_finishes_what_it_has_begun_and_ends(installation: Installation) -> None:
    enqueue(installation, ("Dom", 2), ("Rathaus", 0))
    with worker(installation) as process:
        wait_for(installation, "Dom begun")
        process.send_signal(signal.SIGTERM)
        said = lines(process)
        assert process.returncode == 0
    assert [line for line in said if line.startswith("The worker has")] == [
        "The worker has begun.",
        "The worker has ended.",
    ]
    assert rung(installation) == ["Dom begun", "Dom rung"]
    work_once(installation)
    assert rung(installation)[2:] == ["Rathaus begun", "Rathaus rung"]


def test_told_to_stop_while_it_rests_it_ends_at_once(installation: Installation) -> None:
    enqueue(installation, ("Dom", 0))
    with worker(installation, "--interval", "600") as process:
        wait_for(installation, "Dom rung")
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert lines(process)[-1] == "The worker has ended."
        assert process.returncode == 0
    assert installation.run(SEEN) is True


def test_what_it_had_begun_when_it_was_killed_is_begun_anew(installation: Installation) -> None:
    enqueue(installation, ("Turm", 30))
    with worker(installation) as process:
        wait_for(installation, "Turm begun")
        process.kill()
        process.wait()
    enqueue(installation, ("Tor", 0))
    work_once(installation)
    assert rung(installation)[-1] == "Tor rung"
    installation.run(LET_TIME_PASS)
    with worker(installation):
        wait_for(installation, "Turm begun", times=2)
