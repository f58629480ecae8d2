"""Processes in which Django is set up, each of which forks one for every command that has the same environment.

To start takes seconds, to fork next to nothing. What a start itself does is tried with `subprocess`: here it happens once for all commands
of an environment, and what changes in the database, the files or the plugins between two of them is found by the commands alone.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cms.settings.env import ROOT

KEPT = 4
"""How many are kept at once, each of which takes about 120 MB."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Prepared:
    """One such process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="litfass-prepared-")
        command = [sys.executable, "-m", "tests.prepared", self.folder.name]
        pipe = subprocess.PIPE
        with self._file("start").open("w") as started:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=started, text=True
            )

    def run(self, arguments: Sequence[str], given: str) -> subprocess.CompletedProcess[str]:
        """What Python said to these arguments, after what was said while Django was set up."""
        assert self.process.stdin
        assert self.process.stdout
        self._file("in").write_text(given)
        self.process.stdin.write(json.dumps(list(arguments)) + "\n")
        self.process.stdin.flush()
        code = self.process.stdout.readline()
        assert code, f"Django could not be set up:\n{self._file('start').read_text()}"
        out, err = (self._file(name).read_text() for name in ("out", "err"))
        started = self._file("start").read_text()
        return subprocess.CompletedProcess([sys.executable, *arguments], int(code), out, started + err)

    def end(self) -> None:
        """Ends it, and waits for that."""
        with suppress(BrokenPipeError):
            self.process.communicate()
        self.folder.cleanup()

    def _file(self, name: str) -> Path:
        return Path(self.folder.name, name)


_kept: OrderedDict[object, Prepared] = OrderedDict()


def run_prepared(
    arguments: Sequence[str], environment: Mapping[str, str], given: str = "", plugins: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What Python said to these arguments, in a process that one with the same environment, and the same plugins there, has forked."""
    environment = {name: value for name, value in environment.items() if name != "PYTEST_CURRENT_TEST"}
    files = sorted(plugins.rglob("*.py")) if plugins else ()
    key = frozenset(environment.items()), tuple((file, file.stat().st_mtime_ns) for file in files)
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.popitem(last=False)[1].end()
        _kept[key] = Prepared(environment)
    _kept.move_to_end(key)
    return _kept[key].run(arguments, given)


@atexit.register
def end_all() -> None:
    """Ends every process that is kept."""
    while _kept:
        _kept.popitem()[1].end()


def serve(folder: Path) -> None:
    """Sets Django up, then runs what each line of the standard input asks for, and says its exit code."""
    import django
    from django.db import connections

    # A plugin may close what is everybody's.
    asked, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    django.setup()
    # Two processes must not share what a start has opened.
    connections.close_all()
    for line in asked:
        child = os.fork()
        if not child:
            for number, name, flags in ((0, "in", os.O_RDONLY), (1, "out", NEW), (2, "err", NEW)):
                os.dup2(os.open(folder / name, flags), number)
            os._exit(_run(json.loads(line)))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answers.write(f"{code}\n")
        answers.flush()


def _run(arguments: list[str]) -> int:
    """Runs them as Python would: `-c CODE`, `-m MODULE` or a file; the exit code."""
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode, closefd=False) for n, mode in enumerate("rww"))
    first, *rest = arguments
    code = 0
    try:
        if first == "-c":
            sys.argv = ["-c", *rest[1:]]
            exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
        elif first == "-m":
            sys.argv = rest
            runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
        else:
            sys.argv = arguments
            runpy.run_path(first, run_name="__main__")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 - as Python itself ends
        traceback.print_exc()
        code = 1
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
