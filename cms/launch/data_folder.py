"""The folder of the data and the secret key in it: made by `up` and `setup`, missed by everything else."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.settings.secret import ensure_secret


def prepare_data_folder() -> None:
    """Makes the folder, and a secret key where the environment gives none."""
    settings.ENV.data.mkdir(parents=True, exist_ok=True)
    if not has_secret_key():
        settings.SECRET_KEY = ensure_secret(settings.ENV.data)


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
