"""The last lines of `make test` tell the truth about the engines, and a required engine that is missing fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import run

SERVICE = """#!/bin/sh
echo "$1" >> "$(dirname "$0")/log-$(basename "$0")"
[ "$1" != start ] || {start}
"""

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both services, which can be started."""
    monkeypatch.setattr(run, "SERVICES", tmp_path)
    for name in ("postgresql", "elasticsearch"):
        write(tmp_path / name, start="echo http://127.0.0.1:1")
    return tmp_path


def write(path: Path, *, start: str) -> None:
    path.write_text(SERVICE.format(start=start))
    path.chmod(0o755)


@pytest.fixture
def run_with(services: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs everything with a stand-in for pytest that notes its environment and ends with the given code."""

    def run_with(*, require: str = "", tests_end_with: int = 0) -> tuple[int, str]:
        stand_in = tmp_path / "python"
        stand_in.write_text(
            f'#!/bin/sh\necho "$6 | $DATABASE_URL | $SEARCH_TEST_URL | $LITFASS_PLUGINS_SKIP$PYTHONDONTWRITEBYTECODE" >> {tmp_path}/ran\nexit {tests_end_with}\n'
        )
        stand_in.chmod(0o755)
        monkeypatch.setattr(run, "BROWSERS", ("sh",))
        monkeypatch.setattr(sys, "executable", str(stand_in))
        monkeypatch.setattr(sys, "argv", ["run"])
        monkeypatch.setenv("LITFASS_REQUIRE", require)
        return run.main(), capfd.readouterr().out

    return run_with


def test_every_engine_is_used_and_named(run_with: Run, services: Path) -> None:
    code, output = run_with(require="postgres,elasticsearch,browser")
    assert code == 0
    used = output.rpartition("Tests ran on: ")[2].partition(".\n")[0].split("; ")
    assert "Left out" not in output
    ran = (services / "ran").read_text().splitlines()
    # What takes one process runs beside what takes all of them, each in its own order.
    one = ["browser |  |  | ", f"{run.ALONE} | http://127.0.0.1:1 |  | ", "elastic |  | http://127.0.0.1:1 | "]
    several = [
        "not elastic and not browser |  |  | ",
        f"{run.SHARED} | http://127.0.0.1:1 |  | ",
        "not elastic and not browser |  |  | *",
    ]
    assert [each for each in ran if each in one] == one
    assert [each for each in ran if each in several] == several
    assert len(ran) == len(used) == 6
    alone = ["Chromium", "PostgreSQL, one by one", "Elasticsearch"]
    assert [each for each in used if each in alone] == alone
    sqlite, *others = [each for each in used if each not in alone]
    assert sqlite.endswith("and the embedded search")
    assert others == ["PostgreSQL", "SQLite, without any plugin"]


def test_what_the_journeys_say_is_shown_and_what_fails_there_fails_the_run(run_with: Run) -> None:
    code, output = run_with(tests_end_with=1)
    assert code == 1
    assert "=== Tests on Chromium ===" in output
    assert "FAILED: tests on Chromium" in output


def test_a_run_that_is_broken_off_begins_nothing_more(services: Path) -> None:
    report = run.Report(set())
    with pytest.raises(KeyboardInterrupt), run.beside(lambda said: None, report):
        raise KeyboardInterrupt
    run.run_without_plugins(report)
    with run.started(run.POSTGRESQL, report) as address:
        assert address == ""
    assert (report.used, list(services.glob("log-*"))) == ([], [])


def test_settings_of_the_callers_shell_do_not_reach_the_tests(
    run_with: Run, services: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://produktion/archiv")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "compiled each time")
    run_with()
    ran = (services / "ran").read_text()
    assert "produktion" not in ran
    assert "compiled each time" not in ran


def test_services_are_ended_even_if_tests_fail(run_with: Run, services: Path) -> None:
    code, output = run_with(tests_end_with=1)
    assert code == 1
    assert "FAILED: tests on PostgreSQL" in output
    assert (services / "log-postgresql").read_text().split() == ["start", "stop"]
    assert (services / "log-elasticsearch").read_text().split()[-2:] == ["start", "stop"]


def test_a_missing_engine_is_left_out_and_said(run_with: Run, services: Path) -> None:
    write(services / "postgresql", start="exit 3")
    code, output = run_with()
    assert code == 0
    assert "Left out: postgres: could not be started" in output


def test_a_missing_engine_that_is_required_fails_the_run(run_with: Run, services: Path) -> None:
    write(services / "postgresql", start="exit 3")
    code, output = run_with(require="postgres")
    assert code == 1
    assert "FAILED: postgres: could not be started" in output


def test_a_misspelt_requirement_is_no_requirement_silently(run_with: Run) -> None:
    with pytest.raises(SystemExit, match="LITFASS_REQUIRE names postgresql"):
        run_with(require="postgresql")


@pytest.mark.parametrize("name", ["postgresql", "elasticsearch"])
def test_a_service_without_its_programs_says_what_to_install(name: str, tmp_path: Path) -> None:
    script = (run.SERVICES / name).read_text().replace("/usr/lib/", f"{tmp_path}/")
    (tmp_path / name).write_text(script)
    (tmp_path / "service.py").write_text((run.SERVICES / "service.py").read_text())
    environment = {"PATH": "", "LITFASS_SERVICES": str(tmp_path), "HOME": os.environ["HOME"]}
    done = subprocess.run([sys.executable, tmp_path / name, "start"], env=environment, capture_output=True, text=True)
    assert (done.returncode, "needs " in done.stderr) == (3, True)
