"""A site with plugins whose documents are hostile: publishes a page of each that stays, and asks all that read documents."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import django
from django.conf import settings

READING = (
    *("/", "/suche/?q=Blatt", "/sitemap.xml", "/feeds/atom", "/feeds/rss", "/feeds/json", "/feeds/calendar.ics"),
    *("/api/v1/changes", "/api/v1/search?q=Blatt", "/api/v1/openapi.json"),
)


def main() -> dict[str, Any]:
    """What each address answers, who was left out with which reason, and what could be found."""
    from django.apps import apps
    from django.core.management import CommandError, call_command
    from django.test import Client
    from django.utils.translation import override

    from cms.content.initial_site import ensure_initial_site
    from cms.extend.inventory import inventory
    from cms.extend.models import PausedPoint
    from tests.kit.hostile_documents import PUBLIC, STAYING, model_of

    call_command("migrate", verbosity=0)
    home = ensure_initial_site(settings.BASE_URL)
    client = Client(raise_request_exception=False)
    pages = {}
    for name in (*PUBLIC, *STAYING):
        page = apps.get_model(name, model_of(name))(title=f"Blatt {name}", slug=name, lead="Grün.")
        home.add_child(instance=page)
        page.save_revision().publish()
        pages[name] = page
    call_command("search", "update", verbosity=0)
    found = client.get("/api/v1/search?q=Blatt&limit=50").json()["items"]
    told = StringIO()
    try:
        call_command("publishing", "verify", stdout=told)
    except CommandError as error:
        told.write(str(error))
    with override("de"):
        reasons = {each.slug: str(each.reason) for each in inventory() if each.reason}
    return {
        "reasons": reasons,
        "reading": {path: client.get(path).status_code for path in READING},
        "pages": {name: client.get(f"/{name}/").status_code for name in pages},
        "titled": {name: f"Blatt {name}" in client.get(f"/{name}/").content.decode() for name in pages},
        "lists": {name: client.get(f"/api/v1/{name.replace('_', '-')}s").status_code for name in pages},
        "found": ["".join(part["text"] for part in item["title"]) for item in found],
        "paused": [*PausedPoint.objects.values_list("plugin", flat=True)],
        "verified": told.getvalue(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))  # noqa: T201
