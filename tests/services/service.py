"""What the throw-away servers of this folder share: a folder of their own, a free port, an unprivileged user, a command line."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

HOST = "127.0.0.1"
KEPT = Path(
    os.environ.get("LITFASS_SERVICES", "/var/tmp/litfass-services")
)  # every user may enter it, and a restart keeps it
RUNS = Path(os.environ.get("LITFASS_SERVICES_RUN", KEPT / f"run-{os.getuid()}"))
NOT_HERE = 3  # exit code: something that must be installed first is missing


def say(text: str) -> None:
    """Tells a person what goes on; standard output is kept for addresses."""
    print(f"{Path(sys.argv[0]).name}: {text}", file=sys.stderr, flush=True)


def give_up(text: str, code: int = 1) -> NoReturn:
    """Ends the command with a reason."""
    say(text)
    sys.exit(code)


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def unprivileged(*names: str) -> dict[str, Any]:
    """Arguments for `subprocess` that make root run the process as the first of these users that exists."""
    if os.getuid() != 0:
        return {}
    for name in names:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    give_up(f"will not run as root, and there is no user {' or '.join(names)}", NOT_HERE)


def empty_folder(path: Path, owner: dict[str, Any]) -> Path:
    """The folder, emptied, given to the owner, and reachable for it."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    if owner:
        os.chown(path, owner["user"], owner["group"])
        for parent in (KEPT, RUNS):
            if parent.exists():
                parent.chmod(0o755)
    return path


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not collected by its parent does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # a system without /proc, or it ended just now
        return not Path("/proc/self").exists()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def command_line(doc: str | None, verbs: dict[str, Callable[[], None]]) -> None:
    """Runs the verb that was asked for, or tells which there are."""
    verb = verbs.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if verb is None:
        print(doc)
        sys.exit(2)
    verb()
