"""Jobs run when they are due, in one process at a time; one that fails is tried again and stops nobody."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cms.extend import Job, activation_cache, jobs
from cms.extend.interrupts import Interrupted
from cms.extend.models import Activation, JobRun
from cms.extend.points import Contributions
from cms.extend.registry import Registry

pytestmark = pytest.mark.django_db

Give = Callable[..., None]


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Lets a plugin that is enabled for one site give these jobs, each to run daily and to take an hour at most."""
    Activation.objects.create(plugin="kalender", site=1, enabled=True)
    activation_cache.forget()

    def give(longest: dt.timedelta = dt.timedelta(hours=1), **runs: Callable[[], Any]) -> None:
        given = [
            Job(plugin="kalender", name=name, label=name, every=dt.timedelta(days=1), run=run, longest=longest)
            for name, run in runs.items()
        ]
        known = Registry({"kalender": Contributions(jobs=tuple(given))})
        monkeypatch.setattr(jobs, "registry", lambda: known)

    return give


def hours_later(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    now = timezone.now() + dt.timedelta(hours=hours)
    monkeypatch.setattr(jobs.timezone, "now", lambda: now)


def test_a_job_runs_at_first_and_then_when_its_time_has_come(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    give(aufräumen=lambda: runs.append("lief"))
    jobs.run_jobs()
    jobs.run_jobs()
    assert len(runs) == 1
    hours_later(monkeypatch, 23)
    jobs.run_jobs()
    assert len(runs) == 1
    hours_later(monkeypatch, 25)
    jobs.run_jobs()
    assert len(runs) == 2


def test_a_clock_that_was_put_back_keeps_no_job_waiting(give: Give) -> None:
    runs: list[str] = []
    give(aufräumen=lambda: runs.append("lief"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=365)):
        jobs.run_jobs()
    jobs.run_jobs()
    jobs.run_jobs()
    assert len(runs) == 2


def test_one_that_fails_is_tried_again_after_a_pause_and_stops_nobody(
    give: Give, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    broken = True

    def fragile() -> None:
        if broken:
            raise ConnectionError("kein Netz")
        runs.append("zart")

    give(zart=fragile, robust=lambda: runs.append("robust"))
    jobs.run_jobs()
    assert runs == ["robust"]
    assert "kein Netz" in JobRun.objects.get(job="zart").last_error
    assert "kalender" in caplog.text
    broken = False
    jobs.run_jobs()
    assert runs == ["robust"]
    hours_later(monkeypatch, 0.01)
    jobs.run_jobs()
    assert runs == ["robust", "zart"]
    assert JobRun.objects.get(job="zart").last_error == ""


def test_two_workers_never_run_one_at_once(give: Give) -> None:
    runs: list[str] = []

    def with_a_second_worker() -> None:
        runs.append("lief")
        jobs.run_jobs()

    give(langsam=with_a_second_worker)
    jobs.run_jobs()
    assert runs == ["lief"]


def test_of_two_who_see_it_due_only_one_runs_it(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    give(knapp=lambda: runs.append("lief"))
    jobs.run_jobs()
    hours_later(monkeypatch, 25)
    found = JobRun.objects.get_or_create

    def overtaken(**wanted: Any) -> Any:
        seen = found(**wanted)
        monkeypatch.setattr(JobRun.objects, "get_or_create", found)
        jobs.run_jobs()
        return seen

    monkeypatch.setattr(JobRun.objects, "get_or_create", overtaken)
    jobs.run_jobs()
    assert len(runs) == 2


def test_one_whose_process_died_is_begun_anew_after_a_while(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def killed() -> None:
        raise Interrupted

    give(wacker=killed)
    with pytest.raises(Interrupted):
        jobs.run_jobs()
    give(wacker=lambda: runs.append("lief"))
    jobs.run_jobs()
    assert runs == []
    hours_later(monkeypatch, 1.1)
    jobs.run_jobs()
    assert runs == ["lief"]


def test_the_jobs_of_a_plugin_that_is_enabled_nowhere_rest(give: Give) -> None:
    runs: list[str] = []
    give(aufräumen=lambda: runs.append("lief"))
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    jobs.run_jobs()
    assert runs == []


@pytest.mark.parametrize("error", [SystemExit(4), GeneratorExit(), KeyboardInterrupt()], ids=repr)
def test_a_job_that_ends_the_process_has_failed_and_stops_nobody(give: Give, error: BaseException) -> None:
    runs: list[str] = []

    def leave() -> None:
        raise error

    give(abgehen=leave, weiter=lambda: runs.append("lief"))
    jobs.run_jobs()
    assert runs == ["lief"]
    run = JobRun.objects.get(job="abgehen")
    assert (run.failures, run.claim, repr(error) in run.last_error) == (1, "", True)


def test_a_job_that_hangs_is_broken_off_has_failed_and_stops_nobody(give: Give) -> None:
    runs: list[str] = []
    give(dt.timedelta(seconds=0.1), hängt=lambda: time.sleep(60), weiter=lambda: runs.append("lief"))
    jobs.run_jobs()
    assert runs == ["lief"]
    run = JobRun.objects.get(job="hängt")
    assert (run.failures, run.claim, "dauerte länger als" in run.last_error) == (1, "", True)


def test_none_is_begun_once_the_process_was_told_to_end(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    give(aufräumen=lambda: runs.append("lief"))
    monkeypatch.setattr(jobs, "is_ending", lambda: True)
    jobs.run_jobs()
    assert runs == []


def test_whoever_presses_ctrl_c_ends_it(give: Give) -> None:
    def pressed() -> None:
        raise Interrupted

    give(lang=pressed)
    with pytest.raises(Interrupted):
        jobs.run_jobs()
