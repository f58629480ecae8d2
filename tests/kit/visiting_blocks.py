"""A site with hostile blocks: writes a page with each of them, publishes, visits and edits it; a process of its own."""

from __future__ import annotations

import json
from typing import Any

import django
from django.conf import settings

CORE = "Kern steht hier"
KEY = "11111111-1111-4111-8111-111111111111"


def main() -> dict[str, Any]:
    """By plugin, what its page answers and what is stored of its block, and how forms without any of them are."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from cms.content.initial_site import ensure_initial_site
    from tests.admin.filling import open_form
    from tests.kit.hostile_blocks import LEFT_OUT, STAY

    call_command("migrate", verbosity=0)
    home = ensure_initial_site(settings.BASE_URL)
    User.objects.create_superuser("leitung", "l@example.org", "Vier-Kraniche-7")
    desk = Client(raise_request_exception=False)
    desk.force_login(User.objects.get())
    adding = reverse("wagtailadmin_pages:add", args=["content", "standardpage", home.pk])
    # The form is the same for all of them, and takes longer to be drawn and read than all the rest.
    form = open_form(desk, adding)
    each = {name: page_with(name, home, desk, adding=adding, form=form) for name in [*STAY, *LEFT_OUT]}
    forms = [
        adding,
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        "/admin/",
        reverse("desk_extensions"),
    ]
    return {"each": each, "forms": {path: desk.get(path).status_code for path in forms}, "reasons": reasons()}


def reasons() -> dict[str, str]:
    """Why each plugin does not run, in German."""
    from django.utils.translation import override

    from cms.extend.inventory import inventory

    with override("de"):
        return {each.slug: str(each.reason) for each in inventory() if each.reason}


def page_with(name: str, home: Any, desk: Any, *, adding: str, form: dict[str, Any]) -> dict[str, Any]:
    """What becomes of a page in which the block stands as it was once stored."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from cms.content.models import StandardPage
    from tests.kit.hostile_blocks import block_of

    def body() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM content_standardpage WHERE page_ptr_id = %s", [page.pk])
            return str(cursor.fetchone()[0])

    def kept() -> bool:
        (value,) = (item["value"] for item in json.loads(body()) if item["id"] == KEY)
        return isinstance(value, dict) and value["text"] == stored["value"]["text"]

    stored: dict[str, Any] = {"type": block_of(name), "value": {"text": "Vom Plugin"}, "id": KEY}
    page = StandardPage(title=f"Blatt {name}", lead="Grün.", slug=name.replace("_", "-"))
    home.add_child(instance=page)
    page.save_revision().publish()
    with connection.cursor() as cursor:
        text = json.dumps([{"type": "callout", "value": {"text": f"<p>{CORE}</p>"}}, stored])
        cursor.execute("UPDATE content_standardpage SET body = %s WHERE page_ptr_id = %s", [text, page.pk])
    StandardPage.objects.get(pk=page.pk).save_revision().publish()
    answer = Client(raise_request_exception=False).get(page.url)
    views = {
        view: desk.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk])).status_code
        for view in ("edit", "view_draft")
    }
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    filled = {
        **form,
        "title": "Neu",
        "slug": f"neu-{page.slug}",
        "lead": "x",
        "action-publish": "1",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": block_of(name),
        "body-0-id": "",
        "body-0-value-text": "Getippt",
    }
    posted = desk.post(adding, filled)
    new = StandardPage.objects.filter(slug=f"neu-{page.slug}").values_list("body", flat=True).first()
    return {
        "visit": answer.status_code,
        "core": CORE in answer.content.decode(),
        **views,
        "compare": desk.get(compared).status_code,
        "post": posted.status_code,
        "typed": None if new is None else [item["value"] for item in new.raw_data],
        "stored": kept(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))  # noqa: T201
