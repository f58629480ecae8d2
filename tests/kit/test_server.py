"""What `up` starts ends with it, whatever has happened to its parts."""

from __future__ import annotations

import select
import subprocess
import sys

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
