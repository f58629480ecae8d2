"""All tests on every engine that this machine has: `python -m tests.run`, which is the second half of `make test`.

What is missing is left out and said in the last lines, unless LITFASS_REQUIRE names it (postgres, elasticsearch, browser; separated by
commas): then the run fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from cms.settings.env import Environment

SERVICES = Path(__file__).parent / "services"
APART = ("tests/kit", "tests/dormant")
"""Rooms whose tests start installations of their own, whichever plugins this run has."""
PLUGINS_DO_NOT_MATTER = (
    "tests/admin/test_asking.py",
    "tests/admin/test_autosave.py",
    "tests/admin/test_calendar_at_the_desk.py",
    "tests/admin/test_drafts_of_records.py",
    "tests/admin/test_filled_by_itself.py",
    "tests/admin/test_finding.py",
    "tests/admin/test_lockout.py",
    "tests/admin/test_passwords.py",
    "tests/admin/test_rules_everywhere.py",
    "tests/blocks",
    "tests/content/test_characters.py",
    "tests/content/test_required_pages.py",
    "tests/content/test_versions.py",
    "tests/erasing",
    "tests/files",
    "tests/demo/test_languages_of_words.py",
    "tests/demo/test_outline.py",
    "tests/demo/test_questions_with_dates.py",
    "tests/extend/test_hostile_manifests.py",
    "tests/extend/test_hostile_points.py",
    "tests/extend/test_result_validation.py",
    "tests/schedule",
    "tests/search/contract",
    "tests/search/test_restored_backup.py",
    "tests/search/test_the_index_and_the_ledger.py",
    "tests/publishing/test_many_lines.py",
    "tests/publishing/test_plugin_reactions.py",
    "tests/publishing/worker",
    "tests/site/test_memory.py",
    "tests/visibility",
)
"""Tests whose answers are the same with and without plugins."""
DATABASES_DO_NOT_MATTER = (
    "tests/blocks",
    "tests/files",
    "tests/kit",
    "tests/admin/test_passwords.py",
    "tests/admin/test_rules_everywhere.py",
    "tests/dormant/test_at_the_desk.py",
    "tests/dormant/test_removing.py",
    "tests/demo/test_languages_of_words.py",
    "tests/demo/test_outline.py",
    "tests/site/test_memory.py",
    "tests/visibility/test_matrix.py",
)
"""Tests that touch the database, and ask it nothing that another one would answer differently."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SETTINGS = {name.upper() for name in Environment.model_fields} | {"SEARCH_TEST_URL"}
BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where a shell has it, each of some hundred processes would compile all code again, which takes a quarter of its start."""


@dataclass(frozen=True)
class Engine:
    """A server of the tests: its name in LITFASS_REQUIRE, its script, the tests that it is for, and how they learn its address.

    `processes` is how many may use it at once, as many as there are cores if None; tests `without` it are left out.
    """

    name: str
    title: str
    script: str
    select: str
    variable: str
    processes: int | None = None
    without: tuple[str, ...] = ()


BEHIND = ("nice", "-n", "10")
"""Before a command, which then takes of the cores what others leave."""
EVERYWHERE = "not elastic and not browser"
SHARED = "database and not browser and not elastic and not empties"
ALONE = "empties and not browser or on_postgresql"
POSTGRESQL = Engine("postgres", "PostgreSQL", "postgresql", SHARED, "DATABASE_URL", without=DATABASES_DO_NOT_MATTER)
POSTGRESQL_ALONE = Engine("postgres", "PostgreSQL, one by one", "postgresql", ALONE, "DATABASE_URL", processes=0)
ELASTICSEARCH = Engine("elasticsearch", "Elasticsearch", "elasticsearch", "elastic", "SEARCH_TEST_URL", processes=0)


class NotHere(Exception):
    """An engine is missing; the text says what to do about it."""


@dataclass
class Report:
    """What the run used, what it had to leave out, and what failed."""

    required: set[str]
    used: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    is_broken_off: bool = False

    def leave_out(self, engine: str, why: NotHere) -> None:
        """Notes a missing engine, as a failure if it is required."""
        (self.failed if engine in self.required else self.left_out).append(f"{engine}: {why}")

    def lines(self) -> str:
        """The last lines of the run."""
        parts = [f"Tests ran on: {'; '.join(self.used)}."]
        parts += [f"Left out: {entry}" for entry in self.left_out]
        parts += [f"FAILED: {entry}" for entry in self.failed] or ["All of them passed."]
        return "\n" + "\n".join(parts)


def main() -> int:
    """The exit code: 0 if everything that ran, and all that was required, passed."""
    required = set(filter(None, os.environ.get("LITFASS_REQUIRE", "").split(",")))
    if unknown := required - {"browser", POSTGRESQL.name, ELASTICSEARCH.name}:
        sys.exit(f"LITFASS_REQUIRE names {', '.join(sorted(unknown))}, which is none of the engines.")
    report = Report(required)
    with (
        started(POSTGRESQL, report) as postgresql,
        beside(lambda said: run_one_by_one(report, postgresql, said), report),
    ):
        run_tests(report, f"SQLite {sqlite3.sqlite_version} and the embedded search", select=EVERYWHERE)
        run_on(POSTGRESQL, postgresql, report)
        run_without_plugins(report)
    print(report.lines(), flush=True)
    return 1 if report.failed else 0


def run_one_by_one(report: Report, postgresql: str, said: BinaryIO) -> None:
    """What is run in one process, and waits more than it works: browsers and servers do that for it."""
    run_in_browser(report, said)
    run_on(POSTGRESQL_ALONE, postgresql, report, said)
    with started(ELASTICSEARCH, report) as elasticsearch:
        run_on(ELASTICSEARCH, elasticsearch, report, said)


@contextmanager
def started(engine: Engine, report: Report) -> Iterator[str]:
    """The address of the engine's server; empty if it cannot be had, which is noted, or if the run was broken off."""
    with ExitStack() as stack:
        address = ""
        try:
            if not report.is_broken_off:
                address = stack.enter_context(service(engine.script, may_fetch=engine.name in report.required))
        except NotHere as why:
            report.leave_out(engine.name, why)
        yield address


def run_on(engine: Engine, address: str, report: Report, output: BinaryIO | None = None) -> None:
    """The tests that a server is for, if there is one."""
    if address:
        run_tests(
            report,
            engine.title,
            select=engine.select,
            environment={engine.variable: address},
            processes=engine.processes,
            without=engine.without,
            output=output,
        )


def run_without_plugins(report: Report) -> None:
    """Everything that stays when no plugin is there."""
    run_tests(
        report,
        "SQLite, without any plugin",
        select=EVERYWHERE,
        environment={"LITFASS_PLUGINS_SKIP": "*"},
        without=APART + PLUGINS_DO_NOT_MATTER,
    )


def run_in_browser(report: Report, output: BinaryIO) -> None:
    """The journeys in Chromium, if there is one."""
    if any(map(shutil.which, BROWSERS)):
        run_tests(report, "Chromium", select="browser", processes=0, output=output)
    else:
        report.leave_out("browser", NotHere("install Chromium (Debian: package chromium)"))


@contextmanager
def beside(run: Callable[[BinaryIO], None], report: Report) -> Iterator[None]:
    """Runs it beside the block, and shows at the end what it said; a block that is broken off lets it begin nothing more."""
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as core:
        begun = core.submit(run, said)
        try:
            yield
        except BaseException:
            report.is_broken_off = True
            raise
        begun.result()
        said.seek(0)
        print(said.read().decode(errors="replace"), flush=True)


def run_tests(
    report: Report,
    title: str,
    *,
    select: str,
    environment: Mapping[str, str] | None = None,
    processes: int | None = None,
    without: Sequence[str] = (),
    output: BinaryIO | None = None,
) -> None:
    """Runs the selected tests, without settings of the caller's shell; on all cores, file by file, unless told otherwise.

    What has all cores leaves them to what looks at the clock beside it, and to nobody else: there is always something to do for each.
    """
    if report.is_broken_off:
        return
    heading = f"\n=== Tests on {title} ===\n"
    if output:
        output.write(heading.encode())
        output.flush()
    else:
        print(heading, end="", flush=True)
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS | {BYTECODE}}
    cores = str(os.cpu_count() if processes is None else processes)
    command = [
        *(BEHIND if processes is None else ()),
        *(sys.executable, "-m", "pytest", "-rfE", "--maxfail=25", "-m", select, "-q"),
        *("-n", cores, "--dist", "loadfile", "--no-loadscope-reorder"),
        *(f"--ignore={path}" for path in without),
        *sys.argv[1:],
    ]
    report.used.append(title)
    if subprocess.run(command, env={**kept, **(environment or {})}, stdout=output).returncode:
        report.failed.append(f"tests on {title}; see above")


@contextmanager
def service(script: str, *, may_fetch: bool) -> Iterator[str]:
    """The address of a server of this run's own; raises `NotHere` if it cannot be had."""
    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="litfass-services-", ignore_cleanup_errors=True)
        )
        environment = {**os.environ, "LITFASS_SERVICES_RUN": folder}
        if script == "elasticsearch" and not may_fetch and not _fetched(script):
            raise NotHere("not fetched yet; LITFASS_REQUIRE=elasticsearch make test fetches it once, about 1 GB")
        started = subprocess.run([SERVICES / script, "start"], env=environment, stdout=subprocess.PIPE, text=True)
        stack.callback(subprocess.run, [SERVICES / script, "stop"], env=environment)
        if started.returncode:
            raise NotHere("could not be started; its own words stand above")
        yield started.stdout.strip()


def _fetched(script: str) -> bool:
    return subprocess.run([SERVICES / script, "fetched"]).returncode == 0


if __name__ == "__main__":
    # A run that is told to end still ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
