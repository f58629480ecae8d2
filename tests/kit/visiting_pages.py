"""A site with pages and records of hostile plugins: makes, publishes, visits and lists them; a process of its own."""

from __future__ import annotations

import json
from typing import Any

import django
from django.conf import settings

FURTHER = {
    "page_hash": ("delete", "unpublish"),
    "page_parents": ("copy", "move"),
    "page_url": ("history",),
    "page_status": ("history", "usage"),
    "page_revision": ("view_draft", "unpublish"),
}
"""Addresses of the desk that ask for what these plugins override."""
PREVIEWED = ("page_preview", "page_context", "page_template", "template", "page_with")


def main() -> dict[str, Any]:
    """How each address answered for a page and a record of each plugin, and the lists in which all of them stand."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from cms.content.initial_site import ensure_initial_site
    from tests.kit.hostile_pages import LEAVES, LEFT_OUT, is_record, model_of

    call_command("migrate", verbosity=0)
    home = ensure_initial_site(settings.BASE_URL)
    User.objects.create_superuser("leitung", "l@example.org", "Vier-Kraniche-7")
    desk, client = Client(raise_request_exception=False), Client(raise_request_exception=False)
    desk.force_login(User.objects.get())
    each = {name: (record_of if is_record(name) else page_of)(name, home, desk, client) for name in LEAVES}
    call_command("search", "update", verbosity=0)
    lists = [
        *(
            "/admin/",
            f"/admin/pages/{home.pk}/",
            f"/admin/pages/{home.pk}/add_subpage/",
            f"/admin/pages/{home.pk}/edit/",
        ),
        *("/admin/pages/search/?q=Blatt", f"/admin/choose-page/{home.pk}/", "/admin/choose-page/search/?q=Blatt"),
        *("/admin/reports/site-history/", "/admin/reports/aging-pages/", "/admin/reports/page-types-usage/"),
        *(reverse("desk_extensions"), reverse("wagtailadmin_pages:delete", args=[home.pk])),
    ]
    public = ["/", "/suche/?q=Blatt", "/sitemap.xml", "/feeds/atom", "/api/v1/changes", "/api/v1/openapi.json"]
    found = [client.get(f"/api/v1/search?q=Blatt&limit=50&page={page}").json()["items"] for page in (1, 2, 3)]
    return {
        "each": each,
        "lists": {path: desk.get(path).status_code for path in lists},
        "public": {path: client.get(path).status_code for path in public},
        "left_out": {
            name: desk.get(f"/admin/pages/add/{name}/{model_of(f'{name}_page').lower()}/{home.pk}/").status_code
            for name in LEFT_OUT
        },
        "found": ["".join(part["text"] for part in item["title"]) for items in found for item in items],
    }


def page_of(name: str, home: Any, desk: Any, client: Any) -> dict[str, Any]:
    """How a new page of the plugin is made, published, shown, edited and delivered."""
    from django.urls import reverse
    from wagtail.models import Page

    from tests.admin.filling import open_form
    from tests.kit.hostile_pages import model_of

    adding = reverse("wagtailadmin_pages:add", args=["leaves", model_of(name).lower(), home.pk])
    try:
        form = open_form(desk, adding)
    except AssertionError as error:
        return {"add": str(error)}
    form |= {"title": f"Blatt {name}", "slug": name, "lead": "Grün.", "action-publish": "1"}
    seen = {"publish": desk.post(adding, form).status_code}
    page = Page.objects.filter(slug=name).values("pk", "live", "title").first()
    if page is None:
        return {**seen, "stored": False}
    answer = client.get(f"/{name}/")
    seen |= {"live": page["live"], "visit": answer.status_code, "shown": f"Blatt {name}" in answer.content.decode()}
    views = {"edit", *(view for prefix, views in FURTHER.items() if name.startswith(prefix) for view in views)}
    if name.startswith(PREVIEWED):
        views |= {"view_draft", "preview_on_edit"}
        desk.post(reverse("wagtailadmin_pages:preview_on_edit", args=[page["pk"]]), form)
    for view in views:
        seen[view] = desk.get(reverse(f"wagtailadmin_pages:{view}", args=[page["pk"]])).status_code
    return {**seen, "list": client.get(f"/api/v1/{name.replace('_', '-')}s").status_code}


def record_of(name: str, home: Any, desk: Any, client: Any) -> dict[str, Any]:
    """How a new record of the plugin is made, edited and delivered."""
    from django.apps import apps
    from django.urls import reverse

    from tests.kit.hostile_pages import model_of

    model = model_of(name)
    base = f"wagtailsnippets_leaves_{model.lower()}"
    seen: dict[str, Any] = {"add": desk.post(reverse(f"{base}:add"), {"name": f"Blatt {name}", "slug": ""}).status_code}
    stored = apps.get_model("leaves", model).objects.values_list("pk", flat=True).first()
    if stored is None:
        return {**seen, "stored": False}
    for view in ("edit", "delete", "usage", "history"):
        seen[view] = desk.get(reverse(f"{base}:{view}", args=[stored])).status_code
    seen["listing"] = desk.get(reverse(f"{base}:list")).status_code
    return {**seen, "list": client.get(f"/api/v1/{name.replace('_', '-')}s").status_code}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))  # noqa: T201
