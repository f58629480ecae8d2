"""What `up` starts ends with it, whatever has happened to its parts."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from cms.launch import server
from cms.management.commands import up

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


Children = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def child() -> Iterator[Children]:
    """Begins processes, none of which outlives the test."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin(code: str) -> subprocess.Popen[bytes]:
        begun.append(server.begun([sys.executable, "-c", code], os.environ))
        return begun[-1]

    yield begin
    for each in begun:
        each.kill()
        each.wait()


LIVES = "import time; time.sleep(60)"


def ended(process: subprocess.Popen[bytes], *, by: signal.Signals) -> None:
    process.send_signal(by)
    process.wait()


def test_a_worker_that_is_killed_is_begun_anew_and_the_log_says_so(
    child: Children, caplog: pytest.LogCaptureFixture
) -> None:
    web, worker = child(LIVES), child(LIVES)
    processes = [web, worker]
    ended(worker, by=signal.SIGKILL)

    def begin_worker() -> subprocess.Popen[bytes]:
        anew = child(LIVES)
        threading.Timer(1, web.kill).start()
        return anew

    with caplog.at_level(logging.WARNING), pytest.raises(server.ServerEnded, match=r"\(signal 9\)"):
        server.run_until_stopped(processes, begin_worker)
    assert [record.getMessage() for record in caplog.records] == ["The worker ended (signal 9); it is begun anew."]
    assert processes[0] is web
    assert processes[1] is not worker
    assert processes[1].poll() is None


def test_nothing_of_a_worker_that_is_killed_works_on_beside_the_new_one(child: Children) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, start_new_session=True) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == b"begun\n"
        ended(worker, by=signal.SIGKILL)
        web = child(LIVES)

        def begin_worker() -> subprocess.Popen[bytes]:
            web.kill()
            return child(LIVES)

        with pytest.raises(server.ServerEnded):
            server.run_until_stopped([web, worker], begin_worker)
        left, _, _ = select.select([worker.stdout], [], [], 5)
        assert left
        assert worker.stdout.read() == b""


def test_a_worker_that_ends_again_and_again_is_begun_after_growing_pauses(
    child: Children, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is the test's own; a worker that has lived for long is begun at once again."""
    web, clock, begun = child(LIVES), [0.0], []
    dead = child("raise SystemExit(3)")
    dead.wait()

    def begin_worker() -> subprocess.Popen[bytes]:
        begun.append(clock[0])
        if len(begun) == 5:
            clock[0] += 1000
        if len(begun) == 6:
            ended(web, by=signal.SIGTERM)
        return dead

    def passes(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", passes)
    monkeypatch.setattr(server, "end", lambda processes: None)
    with caplog.at_level(logging.WARNING), pytest.raises(server.ServerEnded, match=r"\(signal 15\)"):
        server.run_until_stopped([web, dead], begin_worker)
    lines = [record.getMessage() for record in caplog.records]
    at_once = "The worker ended (exit code 3); it is begun anew."
    later = "The worker ended (exit code 3); it is begun anew in {} s."
    assert lines == [at_once, *(later.format(seconds) for seconds in (1, 2, 4, 8)), at_once]
    pauses = [after - before for before, after in pairwise(begun[:5])]
    assert all(pause >= wanted for pause, wanted in zip(pauses, (1, 2, 4, 8), strict=True))


@pytest.mark.parametrize("code", [0, 7])
def test_a_server_that_ends_by_itself_ends_everything(child: Children, code: int) -> None:
    web = child(f"raise SystemExit({code})")
    with pytest.raises(server.ServerEnded, match=rf"web server ended \(exit code {code}\)"):
        server.run_until_stopped([web, child(LIVES)], lambda: child(LIVES))


def test_up_fails_when_the_server_ends_by_itself(child: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "prepare", lambda progress: None)
    monkeypatch.setattr(up, "addresses", lambda: "Litfass is running.")
    monkeypatch.setattr(server, "ensure_free", lambda port: None)
    monkeypatch.setattr(server, "wait_until_served", lambda *args, **options: None)
    worker = child(LIVES)
    monkeypatch.setattr(server, "start", lambda *args: [child("raise SystemExit(0)"), worker])
    heard = {each: signal.getsignal(each) for each in server.ENDING}
    try:
        with pytest.raises(CommandError, match="The web server ended"):
            call_command("up", stdout=StringIO())
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)
    assert worker.poll() is not None
