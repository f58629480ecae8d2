"""The folder of the data and the secret key in it: made by `up` and `setup`, missed by everything else."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.settings.secret import ensure_secret


def prepare_data_folder() -> None:
    """Makes the folder, and a secret key where the environment gives none."""
    settings.ENV.data.mkdir(parents=True, exist_ok=True)
    if not has_secret_key():
        settings.SECRET_KEY = ensure_secret(settings.ENV.data)


@contextmanager
def claimed(what: str, *, note: str = "", when_taken: Callable[[str], object]) -> Iterator[None]:
    """Nobody else claims the same of this folder while the block runs, be it in another process.

    Where somebody has it, `when_taken` is called with the note of that one, and may raise; else it is waited for. The claim ends with the
    process that holds it.
    """
    with (settings.ENV.data / f"{what}.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            when_taken(lock.read())
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        print(note, end="", file=lock, flush=True)
        yield


def has_secret_key() -> bool:
    """Whether there is a key to sign with."""
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False


def require_secret_key() -> None:
    """Ends the start with what to do if there is no key."""
    if not has_secret_key():
        sys.exit(what_to_do())


def what_to_do() -> str:
    """How to get a secret key."""
    return (
        f"\nLitfass has no secret key, with which it signs sessions and addresses: {settings.ENV.data} holds none.\n"
        "Run `manage.py setup` once, which makes one there; or put a long random text into SECRET_KEY, the same for every process;\n"
        "or, if there is one already, look at DATA.\n"
    )
