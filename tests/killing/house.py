"""An installation whose processes are killed: an editor, a partner, two workers and somebody who rebuilds the index."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cms.settings.env import ROOT
from tests.killing.journal import noted

Event = Callable[["House"], None]
PLUGINS = Path(__file__).parent / "plugins"
WORKER = ("manage.py", "worker", "--interval", "1")
INDEXER = ("manage.py", "search", "rebuild")
STEPPED = ("-m", "tests.killing.stepped")
CALM = 600.0
"""Seconds after which all is finished that was begun, on a busy machine, too: leases of the dead have run out, pauses are over."""


@dataclass
class House:
    """Data, database and search of an installation, and its processes."""

    data: Path
    database: str = ""
    search: str = ""
    prefix: str = "killing"
    clock: int = 0
    """Seconds by which the clock of processes is wrong that are started from now on."""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def steps(self) -> Path:
        """Where the editor notes its steps."""
        return self.data / "steps.jsonl"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A process of the installation; what it has to say goes into the file `log`."""
        with (self.data / "log").open("ab") as log:
            stepped = (*STEPPED, str(self.clock)) if self.clock else ()
            process = subprocess.Popen(
                [sys.executable, *stepped, *arguments], cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )
        self.processes.append(process)
        return process

    def run(self, *arguments: str) -> str:
        """What such a process printed, once it has ended well."""
        run = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self._environment(), capture_output=True, text=True
        )
        assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-4000:]
        return run.stdout

    def code(self, code: str) -> str:
        """What the code printed."""
        return self.run("-c", f"import django; django.setup()\n{code}").strip()

    def end(self) -> None:
        """Ends all processes."""
        for process in self.processes:
            kill(process)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATA": str(self.data),
            "DATABASE_URL": self.database,
            "SEARCH_URL": self.search,
            "SEARCH_PREFIX": self.prefix,
            "TASK_BACKEND": "database",
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "BASE_URL": "http://testserver",
            "SECRET_KEY": "only-for-tests",
            "LITFASS_PLUGINS_PATH": str(PLUGINS),
            "LITFASS_PLUGINS_SKIP": "",
        }


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process without a chance to tidy up."""
    process.send_signal(signal.SIGKILL)
    process.wait()


@dataclass
class Story:
    """What happens in a house: so many steps of an editor, so many kills of each process, and `events` that come one after the other."""

    house: House
    steps: int
    kills: int
    events: Sequence[Event] = ()
    random: Random = field(default_factory=lambda: Random(7))
    killed: dict[str, int] = field(default_factory=dict)

    def run(self) -> list[str]:
        """What is wrong once all is calm again; empty if nothing is."""
        self.house.data.mkdir(exist_ok=True)
        self.house.run("manage.py", "migrate", "-v0")
        self.house.run("manage.py", "collectstatic", "--no-input", "-v0")
        self.house.run("manage.py", "demo")
        self.house.code("from tests.killing.editor import prepare; prepare()")
        self.house.run("manage.py", "search", "rebuild", "-v0")
        self.house.run("manage.py", "worker", "--once")
        self._say("begins")
        began_at = self.house.code(
            "from cms.publishing.reading.sequence import current_sequence; print(current_sequence())"
        )
        (self.house.data / "told.txt").write_text("")
        partner = self.house.start("-m", "tests.killing.partner")
        try:
            self._tell()
            self._say("all steps are done")
            return self._calm(partner, began_at)
        finally:
            self.house.end()

    def _tell(self) -> None:
        """All steps, while processes die."""
        start = {
            "editor": self._editor,
            "worker": lambda: self.house.start(*WORKER),
            "second worker": lambda: self.house.start(*WORKER),
            "indexer": lambda: self.house.start(*INDEXER),
        }
        actors = {name: begin() for name, begin in start.items()}
        left = dict.fromkeys(actors, self.kills)
        coming = [(self.steps * (each + 1) // (len(self.events) + 1), event) for each, event in enumerate(self.events)]
        while not self._is_over(actors["editor"]):
            # So that the kills spread over all steps, however long these take.
            wanted = sum(left.values()) / max(1, self.kills * len(left)) > 1 - self._done() / self.steps
            time.sleep(self.random.uniform(0.05, 0.5 if wanted else 2.0))
            if wanted:
                name = self.random.choice([each for each in left if left[each]])
                kill(actors[name])
                left[name] -= 1
                self.killed[name] = self.killed.get(name, 0) + 1
            if coming and coming[0][0] <= self._done():
                coming.pop(0)[1](self.house)
            for name in [each for each in actors if actors[each].poll() is not None]:
                if name != "editor" or not self._is_over(actors[name]):
                    actors[name] = start[name]()
        for process in actors.values():
            kill(process)

    def _say(self, words: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)

    def _editor(self) -> subprocess.Popen[bytes]:
        return self.house.start("-m", "tests.killing.editor", str(self._done() + 1), str(self.steps))

    def _done(self) -> int:
        return max((step["number"] for step in noted(self.house.steps)), default=0)

    def _is_over(self, editor: subprocess.Popen[bytes]) -> bool:
        return self._done() >= self.steps and editor.poll() == 0

    def _calm(self, partner: subprocess.Popen[bytes], began_at: str) -> list[str]:
        """What is still wrong after a while in which two workers were left alone."""
        for _ in range(2):
            self.house.start(*WORKER)
        until = time.monotonic() + CALM
        while found := self.house.run("-m", "tests.killing.checking", "calm", began_at).splitlines():
            if time.monotonic() > until:
                return found
            self._say(f"not calm yet: {len(found)} lines, {found[0]}")
            time.sleep(3)
        partner.terminate()
        partner.wait(timeout=60)
        self.house.run("-m", "tests.killing.partner", "--once")
        return self.house.run("-m", "tests.killing.checking", "done", began_at).splitlines()


def step_clock(hours: int) -> Event:
    """The clock is put forward or back, and every process is started anew."""

    def step(house: House) -> None:
        house.clock += 3600 * hours
        for process in house.processes:
            if process.poll() is None and "tests.killing.partner" not in process.args:
                kill(process)

    return step


def run_command(command: str) -> Event:
    """The command is run, such as one that restarts the database."""

    def run(house: House) -> None:
        subprocess.run(shlex.split(command), check=True)

    return run
