"""One data folder is prepared by one process at a time, and served by one `up`."""

from __future__ import annotations

import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from cms.launch import archive
from cms.launch.data_folder import claimed
from tests.kit.test_setup import free_port

HOLDS = """
import fcntl, sys, time
lock = open(sys.argv[1], "a+")
fcntl.flock(lock, fcntl.LOCK_EX)
print("http://127.0.0.1:8000", file=lock, end="", flush=True)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    settings.ENV = settings.ENV.model_copy(update={"data": tmp_path})
    return tmp_path


@pytest.fixture
def held(data: Path, request: pytest.FixtureRequest) -> Any:
    """Another process, which holds the claim of this name."""
    command = [sys.executable, "-c", HOLDS, str(data / f"{request.param}.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


@pytest.mark.parametrize("held", ["serving"], indirect=True)
def test_a_second_up_is_refused_before_it_touches_anything(held: Any, data: Path) -> None:
    with pytest.raises(CommandError, match=r"at http://127\.0\.0\.1:8000\..*\n.*make up DATA="):
        call_command("up", "--port", str(free_port()))
    assert not list(data.glob("*.sqlite3"))


@pytest.mark.parametrize("held", ["preparing"], indirect=True)
def test_who_prepares_the_same_waits_and_says_so(held: Any) -> None:
    said = StringIO()
    turn = threading.Event()

    def prepare() -> None:
        with archive._one_at_a_time(archive.Progress(OutputWrapper(said))):
            turn.set()

    waiting = threading.Thread(target=prepare, daemon=True)
    waiting.start()
    assert not turn.wait(0.5)
    assert "Another process prepares the same data" in said.getvalue()
    held.kill()
    assert turn.wait(10)
    waiting.join()


def test_a_claim_that_is_given_back_is_free_and_tells_of_the_last_one_only(data: Path) -> None:
    for note in ("http://a-long-address.example.org", "http://b.example"):
        with claimed("serving", note=note, when_taken=pytest.fail):
            assert (data / "serving.lock").read_text() == note
