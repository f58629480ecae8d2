"""Content that nobody here understands, on its way through an editor's form and back."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, Signer


def _signer() -> Signer:
    # Not at import, when there may be no key yet.
    return Signer(salt="blocks.signed_json")


def sign(stored: Any) -> str:
    """The stored JSON as a text that comes back as it went, or not at all.

    Without a signature, anyone who may edit could send unchecked content of any type through the form.
    """
    return _signer().sign(json.dumps(stored))


def unsign(text: str) -> Any:
    """What was signed; raises `SuspiciousOperation` if the text was altered."""
    try:
        return json.loads(_signer().unsign(text))
    except (BadSignature, ValueError) as error:
        raise SuspiciousOperation("The hidden field of kept content was altered; reload the page.") from error
