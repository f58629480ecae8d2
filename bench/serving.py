"""Servers of the bench as they run in production, and what they and the database spend."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

from cms.launch.server import HOST

THREADS = "4"


class Served:
    """A server that runs, asked over one connection."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self._connection = HTTPConnection(HOST, port, timeout=60)

    def ask(self, address: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        self._connection.request("GET", address, headers=dict(headers))
        answer = self._connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()

    def seconds(self) -> float:
        """CPU time of the server's processes so far."""
        return spent([self.pid, *_below(self.pid)])


@contextmanager
def served(application: str, port: int, **environment: str) -> Iterator[Served]:
    """The WSGI application behind the server of `make up`."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", THREADS, "--log-level", "error", "--no-ws", application]
    process = subprocess.Popen(command, env={**os.environ, "THREADS": THREADS, **environment})
    try:
        yield _when_it_answers(process, port)
    finally:
        process.terminate()
        process.wait()


def _when_it_answers(process: subprocess.Popen[bytes], port: int) -> Served:
    while process.poll() is None:
        server = Served(process.pid, port)
        try:
            server.ask("/", {})
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit("A server of the bench ended before it answered.")


def spent(pids: Iterable[int]) -> float:
    """CPU time of the processes and all their threads so far, in seconds."""
    files = (each for pid in pids for each in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(each.read_text().split()[0]) for each in files) / 1e9


def database_seconds() -> float:
    """CPU time so far of the database's processes that serve others than us; 0 on SQLite, whose work others do themselves."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return spent(pid for (pid,) in cursor.fetchall())


def _below(pid: int) -> Iterator[int]:
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, each.read_text().split()):
            yield child
            yield from _below(child)
