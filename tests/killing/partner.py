"""A partner who follows all changes, until it is told to stop and has caught up: `python -m tests.killing.partner [--once]`."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import django

FOLLOWED, FRESH = "partner.jsonl", "new-partner.jsonl"
"""Where it notes what it gets while it follows, and where with `--once`."""


def main(*, once: bool) -> None:
    """Asks again and again, and notes each change with the document's mark."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    journal, client, since = (
        Path(settings.ENV.data) / (FRESH if once else FOLLOWED),
        Client(raise_request_exception=False),
        "",
    )
    while True:
        last_round = once or bool(stopped)
        since, more = _read(client, journal, since)
        if last_round and not more:
            return
        time.sleep(0 if more else 0.2)


def mark(document: Any) -> str:
    """Tells the document from every other one."""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _read(client: Any, journal: Path, since: str) -> tuple[str, bool]:
    from django.db import connection

    from tests.killing.journal import note

    answer = client.get("/api/v1/changes", {"limit": 100, **({"since": since} if since else {})})
    if answer.status_code == 503:
        # The database was restarted; a server lets go of such a connection when the next request begins, a test client does not.
        connection.close()
        time.sleep(0.2)
        return since, True
    assert answer.status_code == 200, answer.content
    found = answer.json()
    for change in found["items"]:
        key = change["document"]["id"] if change["change"] == "published" else change["id"]
        note(journal, change=change["change"], sequence=change["sequence"], id=key, mark=mark(change.get("document")))
    return str(found["next"]), bool(found["more"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    main(once="--once" in sys.argv)
