"""What `up` starts ends with it, whatever has happened to its parts."""

from __future__ import annotations

import select
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cms.launch import server

CHILD = "import time; print('begun', flush=True); time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"


@pytest.mark.parametrize("is_killed", [True, False])
def test_what_the_server_has_started_does_not_outlive_it(is_killed: bool) -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as started:
        assert started.stdout
        assert started.stdout.readline() == b"begun\n"
        if is_killed:
            started.kill()
            started.wait()
        server.end([started])
        # The pipe ends with the last process that holds it.
        ended, _, _ = select.select([started.stdout], [], [], 5)
        assert ended
        assert started.stdout.read() == b""


WARDEN = f"""
import os, signal, subprocess, sys, time
from cms.launch import server
for each in server.ENDING:
    signal.signal(each, signal.SIG_DFL)
child = server.begun([sys.executable, "-c", {CHILD!r}], os.environ)
with server.ended_with([child]):
    time.sleep(60)
"""


@pytest.mark.parametrize(
    "told",
    [
        *([signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT], [signal.SIGHUP, signal.SIGTERM]),
        pytest.param([signal.SIGKILL], marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")),
    ],
)
def test_it_ends_with_up_however_that_is_ended(told: list[signal.Signals]) -> None:
    """A terminal that is closed says SIGHUP."""
    with subprocess.Popen([sys.executable, "-c", WARDEN], stdout=subprocess.PIPE) as warden:
        assert warden.stdout
        assert warden.stdout.readline() == b"begun\n"
        for each in told:
            warden.send_signal(each)
        # The pipe ends with the last process that holds it.
        ended, _, _ = select.select([warden.stdout], [], [], 20)
        assert ended
        assert warden.stdout.read() == b""


@pytest.mark.parametrize("status", [200, 404, 410, 500])
def test_whatever_the_front_page_answers_the_server_is_there(status: int) -> None:
    class Front(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing."""

    def give_up() -> None:
        raise AssertionError("it has answered")

    front = HTTPServer((server.HOST, 0), Front)
    threading.Thread(target=front.serve_forever, daemon=True).start()
    with subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE) as lives:
        try:
            timer = threading.Timer(20, lives.kill)
            timer.start()
            server.wait_until_served(f"http://{server.HOST}:{front.server_port}/", [lives], patience=give_up)
        finally:
            timer.cancel()
            lives.kill()
            front.shutdown()
            front.server_close()
