"""A whole installation as a child process: `manage.py up` on a free port with a data folder of its own."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
LOGIN = re.compile(r"^\s*(http\S+/admin/\S+/\S+/\S+/)\s*$", re.MULTILINE)
PATIENCE = 300


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Installation:
    """A running installation: its address, and the login that works once."""

    base: str
    login: str
    process: subprocess.Popen[bytes]

    def get(self, path: str, **headers: str) -> Answer:
        """Asks for a path; errors of HTTP are answers, too."""
        request = Request(self.base + path, headers=headers)
        try:
            with urlopen(request, timeout=10) as response:
                return Answer(response.status, response.headers, response.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


def start(folder: Path, *, python: str = sys.executable, port: int = 0, **settings: str) -> Installation:
    """An installation with the demo archive; raises `RuntimeError` with its last words if it does not come up.

    The same folder and port bring one up again that was stopped.
    """
    port = port or free_port()
    base = f"http://127.0.0.1:{port}"
    log = folder / "up.log"
    unwanted = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SEARCH_URL"}
    environment = {key: value for key, value in os.environ.items() if key not in unwanted}
    environment |= {"DATA": str(folder / "data"), "BASE_URL": base, **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, "manage.py", "up", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        return Installation(base, _login(log, process), process)
    except RuntimeError:
        stop(process)
        raise


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the installation with its children."""
    process.terminate()
    process.wait(timeout=30)


def _login(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := LOGIN.search(log.read_text()):
            return found[1]
        time.sleep(0.2)
    raise RuntimeError(f"The installation did not come up. It said:\n{log.read_text()[-3000:]}")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def within(seconds: float, what: str, holds: Callable[[], bool]) -> float:
    """How long it took until it held; fails with its description if it did not within the seconds."""
    started = time.monotonic()
    while True:
        held = holds()
        took = time.monotonic() - started
        if took > seconds:
            raise AssertionError(f"{what}: not within {seconds} seconds ({took:.2f} s, holds now: {held})")
        if held:
            return took
        time.sleep(0.02)
