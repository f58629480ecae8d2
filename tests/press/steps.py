"""What happens in an installation with and without the press plugin; each step is a process of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def fill() -> Any:
    """Publishes a release and a page with a press contact."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.press import conftest

    news_list = conftest.filled_site()
    conftest.publish_release(news_list)
    conftest.publish_page(news_list)
    return {}


def without() -> Any:
    """Visits everything, then edits and publishes the page."""
    from django.core.checks import run_checks

    from cms.content.models import StandardPage

    page = StandardPage.objects.get(slug="presse")
    page.title = "Presse und Medien"
    page.save_revision().publish()
    pages = ("/", "/presse/", "/meldungen/", "/suche/?q=Text")
    api = (
        "",
        "pages",
        "news",
        "changes",
        "search?q=Text",
        "openapi.json",
        "press-releases",
        "press/contacts",
        "pages?press_reach=local",
    )
    return seen(page) | {
        "pages": {path: status(path) for path in pages},
        "api": {path: status(f"/api/v1/{path}") for path in api},
        "checks": [str(message) for message in run_checks()],
    }


def again() -> Any:
    """Edits and publishes the page."""
    from django.test import Client

    from cms.content.models import StandardPage

    page = StandardPage.objects.get(slug="presse")
    page.save_revision().publish()
    return seen(page) | {"releases": Client().get("/api/v1/press-releases").json()["count"]}


def seen(page: Any) -> dict[str, Any]:
    """What visitors and partners get of the page."""
    from django.test import Client

    document = Client().get(f"/api/v1/lookup?path={page.url}").json()["api_url"].removeprefix("http://testserver")
    return {"block": Client().get(document).json()["body"][1], "html": Client().get(page.url).content.decode()}


def status(path: str) -> int:
    """How the address answers."""
    from django.test import Client

    return Client().get(path).status_code


if __name__ == "__main__":
    django.setup()
    result = {"fill": fill, "without": without, "again": again}[sys.argv[1]]()
    print(json.dumps(result))  # noqa: T201
