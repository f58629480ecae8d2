"""What happens in an installation with and without the press plugin; each run is a process of its own and prints JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

import django


def fill() -> Any:
    """Pages of the plugin in every state."""
    _migrated()
    from tests.dormant.filling import fill as filled

    filled()
    return snapshot()


def snapshot() -> Any:
    """All that is stored of pages, and what the ledger gives of them."""
    from django.db import connection

    from cms.publishing.models import Entry

    tables = (
        "wagtailcore_page",
        "press_pressreleasepage",
        "wagtailcore_revision",
        "wagtailcore_workflowstate",
        "wagtailcore_taskstate",
        "wagtailcore_comment",
        "wagtailcore_pagelogentry",
        "wagtailcore_referenceindex",
        "wagtailsearch_indexentry",
    )
    stored = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            stored[table] = [[str(value) for value in row] for row in cursor.fetchall()]
    public = Entry.objects.filter(type="press_release").order_by("id")
    fields = ("id", "state", "document", "etag", "title", "passages", "sort_key", "path")
    return {"stored": stored, "public": [[str(value) for value in row] for row in public.values_list(*fields)]}


def migrate() -> Any:
    """What `migrate` prints, and how many pages are parked or wait for it then."""
    from cms.dormant.missing import orphans
    from cms.dormant.models import DormantPage

    printed = _migrated()
    return {"printed": printed, "dormant": DormantPage.objects.count(), "orphans": orphans().count()}


def visits() -> Any:
    """How addresses answer, read from the standard input: for the public, or with a leading `desk:` for an administrator."""
    from django.test import Client

    from tests.dormant.filling import editor

    public, desk = Client(raise_request_exception=False), Client(raise_request_exception=False)
    desk.force_login(editor())
    answers = {}
    for asked in json.load(sys.stdin):
        at_desk, path = asked.startswith("desk:"), asked.removeprefix("desk:")
        response = (desk if at_desk else public).get(path, follow=at_desk)
        answers[asked] = {
            "status": response.status_code,
            "text": response.content.decode() if not response.streaming else "",
            "at": response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else "",
        }
    return answers


def pages() -> Any:
    """The key of each page by its slug."""
    from wagtail.models import Page

    return dict(Page.objects.exclude(depth=1).order_by("pk").values_list("slug", "pk"))


def run() -> Any:
    """Runs the code on the standard input; it leaves its result in `result`."""
    names: dict[str, Any] = {}
    exec(sys.stdin.read(), names)
    return names["result"]


def _migrated() -> str:
    from django.core.management import call_command

    out = StringIO()
    call_command("migrate", verbosity=0, stdout=out)
    return out.getvalue()


STEPS: dict[str, Callable[[], Any]] = {
    "fill": fill,
    "snapshot": snapshot,
    "migrate": migrate,
    "visits": visits,
    "pages": pages,
    "run": run,
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(STEPS[sys.argv[1]]()))  # noqa: T201
