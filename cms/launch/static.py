"""Static files, collected again only when they or the packages that bring them have changed."""

from __future__ import annotations

import hashlib
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def fingerprint() -> str:
    """A digest of all packages' versions and of our own static files' names and times."""
    digest = hashlib.sha256()
    for package in sorted(f"{dist.name}=={dist.version}" for dist in distributions()):
        digest.update(package.encode())
    for path in sorted(_own_files()):
        digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def _own_files() -> set[Path]:
    found = set()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            if "site-packages" not in path.parts:
                found.add(path)
    return found


def collect_static() -> bool:
    """Collects static files if they changed since the last time, or nobody knows their names; whether it had to."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    current = fingerprint()
    is_named = bool(getattr(staticfiles_storage, "hashed_files", True))
    if is_named and stamp.exists() and stamp.read_text() == current:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(current)
    return True
