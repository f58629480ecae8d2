"""The server and the worker as child processes, ended together."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from urllib.error import URLError
from urllib.request import Request, urlopen

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Another program listens on the wanted port."""


class NotServing(Exception):
    """The server ended, or did not answer in time."""


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
        *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "--no-ws", "cms.wsgi:application"),
    ]
    worker = [sys.executable, "manage.py", "worker"]
    return [subprocess.Popen(command, env=dict(environment)) for command in (server, worker)]


def wait_until_served(url: str, processes: list[subprocess.Popen[bytes]], *, seconds: float = 60) -> None:
    """Returns once the address answers; raises `NotServing` if it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if processes[0].poll() is not None:
            raise NotServing("The server ended at its start; its last lines above say why.")
        try:
            # As a proxy would ask, where one is believed; else it would be told to come by TLS.
            with urlopen(Request(url, headers={"X-Forwarded-Proto": "https"}), timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise NotServing(f"{url} did not answer within {seconds:.0f} seconds.")


def run_until_stopped(processes: list[subprocess.Popen[bytes]]) -> None:
    """Waits until a process ends or the user stops the command, then ends all of them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        end(processes)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ends the processes, by force after ten seconds."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
