"""The server and the worker as child processes, ended together."""

from __future__ import annotations

import ctypes
import datetime as dt
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

from cms.extend.pauses import Pauses

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
TELL_ME_WHEN_MY_PARENT_DIES = 1
"""`PR_SET_PDEATHSIG` of Linux's `prctl`."""
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""How somebody ends this process: by Ctrl+C, by telling it so, or by closing its terminal."""
PAUSES = Pauses(dt.timedelta(seconds=1), dt.timedelta(minutes=1))
"""How long a worker that ends again and again is waited with; one that lived longer than the longest is begun anew at once."""


class PortTaken(Exception):
    """Another program listens on the wanted port."""


class NotServing(Exception):
    """The server ended, or did not answer in time."""


class ServerEnded(Exception):
    """The server ended while it served, and nobody had told `up` to."""


def ensure_free(port: int) -> None:
    """Raises `PortTaken` with what to do if the port is in use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(
                f"Port {port} is in use. End the other program, or take another port: make up PORT={port + 10}"
            ) from None


def start(port: int, environment: Mapping[str, str]) -> list[subprocess.Popen[bytes]]:
    """The server on 127.0.0.1 and the worker, started."""
    server = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *(
            "--workers",
            "1",
            "--blocking-threads",
            str(settings.ENV.threads),
            "--log-level",
            "warning",
            "--no-ws",
            "--http1-header-read-timeout",
            "10000",
            "cms.wsgi:application",
        ),
    ]
    return [begun(server, environment), begin_worker(environment)]


def begin_worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The worker, started."""
    return begun([sys.executable, "manage.py", "worker"], environment)


def begun(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The process, in a group of its own, so that nothing that it starts outlives it."""
    ends_with_us = _ends_with_us if sys.platform == "linux" else None
    return subprocess.Popen(command, env=dict(environment), start_new_session=True, preexec_fn=ends_with_us)


def _ends_with_us() -> None:
    """Asks Linux to tell this process to end when the one that began it dies, be it without a chance to do so itself."""
    ctypes.CDLL(None).prctl(TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)


def wait_until_served(
    url: str, processes: list[subprocess.Popen[bytes]], *, patience: Callable[[], object] = lambda: None
) -> None:
    """Returns once the address answers; raises `NotServing` if the server ends first.

    A slow machine is no fault: it waits as long as the server lives, and calls `patience` once a minute.
    """
    minute = time.monotonic() + 60
    while processes[0].poll() is None:
        try:
            # As a proxy would ask, where one is believed; else it would be told to come by TLS.
            with urlopen(Request(url, headers={"X-Forwarded-Proto": "https"}), timeout=10):
                return
        except HTTPError:
            # An answer, too: editors may have taken back the front page.
            return
        except (URLError, OSError):
            time.sleep(0.1)
        if time.monotonic() > minute:
            minute += 60
            patience()
    raise NotServing("The server ended at its start; its last lines above say why.")


@contextmanager
def ended_with(processes: list[subprocess.Popen[bytes]]) -> Iterator[None]:
    """Ends the processes when the block is left, whatever for: nothing of them stays on the port."""
    for each in ENDING:
        # Whoever started it may not want it to end with the terminal (`nohup`).
        if signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, _stop)
    try:
        yield
    finally:
        _go_on_to_the_end()
        end(processes)


def _stop(*_: object) -> None:
    _go_on_to_the_end()
    sys.exit(0)


def _go_on_to_the_end() -> None:
    """Who is told again to end while it ends must not do so half-way."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)


def run_until_stopped(
    processes: list[subprocess.Popen[bytes]], begin_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """Goes on until the user stops the command, and begins the worker, the second process, anew whenever it has ended.

    Raises `ServerEnded` when the server, the first one, ends by itself.
    """
    begun_at, ends, due_at = time.monotonic(), 0, None
    while (status := processes[0].poll()) is None:
        now = time.monotonic()
        if due_at is None and (ended := processes[1].poll()) is not None:
            ends = 1 if now - begun_at > PAUSES.longest.total_seconds() else ends + 1
            pause = PAUSES.after(ends - 1).total_seconds() if ends > 1 else 0
            log.warning("The worker ended (%s); it is begun anew%s.", _how(ended), f" in {pause:g} s" if pause else "")
            due_at = now + pause
        if due_at is not None and now >= due_at:
            # What it has left behind must not go on beside the new one.
            end([processes[1]])
            processes[1] = begin_worker()
            begun_at, due_at = now, None
        time.sleep(0.5)
    raise ServerEnded(f"The web server ended ({_how(status)}), and everything else with it.")


def _how(status: int) -> str:
    """How a process ended, from its `returncode`."""
    return f"signal {-status}" if status < 0 else f"exit code {status}"


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ends the processes, by force after ten seconds, and what is left of their groups."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
