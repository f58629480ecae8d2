"""A site with plugins that misbehave: fills it, visits it, and tells what is said of each plugin; a process of its own."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import django
from django.conf import settings

STRANGE = ["bad_render_box", "slow_box", "notice_board_box"]


def fill() -> Any:
    """Publishes a page with a block of each plugin that gives one."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wagtail.models import Site

    from cms.content.initial_site import ensure_initial_site
    from cms.content.models import StandardPage
    from cms.extend.activation import enable

    home = ensure_initial_site(settings.BASE_URL)
    enable("notice_board", Site.objects.get(is_default_site=True).pk)
    value = {"heading": "Gut zu wissen", "text": "Der Eintritt ist frei."}
    body = [{"type": name, "value": value} for name in STRANGE]
    body.append({"type": "paragraph", "value": "<p>Der Text der Seite.</p>"})
    page = StandardPage(title="Besuch", lead="Wie man kommt.", body=json.dumps(body))
    home.add_child(instance=page)
    page.save_revision().publish()
    call_command("search", "update", verbosity=0)
    return page


def visit(page: Any) -> dict[str, Any]:
    """Opens pages as often as it takes to pause a point, and lists what is told of plugins."""
    from django.contrib.auth.models import User
    from django.core.checks import run_checks
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from cms.extend import guard

    guard.BUDGET = 0.01
    client, admin = Client(), Client()
    admin.force_login(User.objects.create_superuser("leitung", "l@example.org", "geheim"))
    statuses = {path: client.get(path).status_code for path in ("/", page.url, "/suche/?q=Text", "/api/v1/pages")}
    for _ in range(guard.FAILURES + 1):
        html = client.get(page.url).content.decode()
    listed = StringIO()
    call_command("plugins", "list", "--json", stdout=listed)
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("desk_extensions"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ]
    return {
        "statuses": statuses,
        "html": html,
        "plugins": {plugin["slug"]: plugin for plugin in json.loads(listed.getvalue())},
        "checks": [f"{message.id} {message.msg}" for message in run_checks()],
        "admin": [[answer.status_code, answer.content.decode()] for answer in map(admin.get, addresses)],
        "document": client.get("/api/v1/pages").json()["items"],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(visit(fill())))  # noqa: T201
