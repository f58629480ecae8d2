"""Jobs of plugins that hang, kill their process or change how it is ended: the worker goes on, and ends when it is told to."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dormant.installation import Installation, installed
from tests.publishing.worker.test_worker import wait_for, worker

PLUGIN = """
import os, signal, time
from datetime import timedelta
from pathlib import Path
from cms.extend import Job, Plugin

def note(text):
    with (Path(os.environ["DATA"]) / "bells.txt").open("a") as file:
        print(text, file=file, flush=True)

def hang():
    note("hangs")
    time.sleep(3600)

def kill():
    note("kills")
    os.kill(os.getpid(), signal.SIGKILL)

def deafen():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)

class Config(Plugin):
    slug = "stur"
    title = "stur"
    version = "1.0"
    enabled_by_default = True
    def jobs(self):
        jobs = {jobs}
        for name, run in jobs.items():
            yield Job(name=name, label=name, every=timedelta(seconds=30), longest=timedelta(seconds=2), run=run)
        yield Job(name="zuletzt", label="x", every=timedelta(days=1), run=lambda: note("last"))
"""
TOLD = """
from cms.extend.models import JobRun
result = {run.job: [run.failures, run.last_error, bool(run.claim)] for run in JobRun.objects.all()}
"""
LET_TIME_PASS = """
import datetime as dt
from django.utils import timezone
from cms.extend.models import JobRun
JobRun.objects.exclude(claim="").update(claimed_until=timezone.now() - dt.timedelta(minutes=1))
result = None
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Plugins of the installation."""
    made = tmp_path / "plugins"
    (made / "stur").mkdir(parents=True)
    (made / "stur" / "__init__.py").write_text("")
    return made


@pytest.fixture
def installation(
    tmp_path: Path, folder: Path, django_db_setup: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    monkeypatch.setenv("TASK_BACKEND", "database")
    monkeypatch.setenv("LITFASS_PLUGINS_PATH", str(folder))
    monkeypatch.setenv("LITFASS_PLUGINS_SKIP", "")
    with installed(tmp_path / "data", plugins=str(folder)) as found:
        (found.data / "bells.txt").write_text("")
        yield found


def give(folder: Path, jobs: str) -> None:
    """Lets the plugin have these jobs, and one after them."""
    (folder / "stur" / "apps.py").write_text(PLUGIN.replace("{jobs}", jobs))


def test_one_that_hangs_is_broken_off_and_the_round_goes_on(installation: Installation, folder: Path) -> None:
    give(folder, "{'laut': hang}")
    with worker(installation, "--once") as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert (installation.data / "bells.txt").read_text().splitlines() == ["hangs", "last"]
    failures, error, held = installation.run(TOLD)["laut"]
    assert (failures, held, "dauerte länger als 0:00:02" in error) == (1, False, True)


def test_told_to_stop_it_breaks_off_one_that_hangs(installation: Installation, folder: Path) -> None:
    give(folder, "{'taub': deafen, 'laut': hang}")
    text = (folder / "stur" / "apps.py").read_text()
    (folder / "stur" / "apps.py").write_text(text.replace("longest=timedelta(seconds=2)", "longest=timedelta(hours=1)"))
    with worker(installation) as process:
        wait_for(installation, "hangs")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert "beendet" in installation.run(TOLD)["laut"][1]


def test_told_twice_it_ends_at_once(installation: Installation, folder: Path) -> None:
    give(folder, "{'laut': hang}")
    with worker(installation) as process:
        wait_for(installation, "hangs")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=1.5) == -signal.SIGTERM


def test_one_that_kills_its_process_waits_and_holds_up_no_other(installation: Installation, folder: Path) -> None:
    give(folder, "{'laut': kill}")
    for _ in range(2):
        with worker(installation, "--once") as process:
            process.communicate(timeout=60)
            assert process.returncode == -signal.SIGKILL
        installation.run(LET_TIME_PASS)
    with worker(installation, "--once") as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert (installation.data / "bells.txt").read_text().splitlines() == ["kills", "kills", "last"]
    assert installation.run(TOLD)["laut"] == [2, "Der Prozess, der es ausführte, ist gestorben.", False]
