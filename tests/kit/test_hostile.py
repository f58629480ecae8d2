"""Hostile plugins, all at once: site, admin, API and every command answer, and each is told with a reason in German."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.kit import hostile
from tests.kit.processes import python

VISIT = """
import json, sys
import django
from cms import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from cms.content.models import HomePage
from cms.content.skeleton import ensure_skeleton
call_command("migrate", verbosity=0)
home = ensure_skeleton("http://testserver")
call_command("search", "update", verbosity=0)
client, admin = Client(), Client()
User.objects.create_superuser("leitung", "l@example.org", "Vier-Kraniche-7")
user = User.objects.get()
admin.post("/admin/login/", {"username": "leitung", "password": "Vier-Kraniche-7"})
is_in = "_auth_user_id" in admin.session
from cms.content.models import StandardPage
page = StandardPage(title="Besuch", lead="Wie man kommt.")
home.add_child(instance=page)
from tests.admin.filling import open_form
paths = ["/", "/suche/?q=Text", "/robots.txt", "/sitemap.xml", "/feeds/atom", "/feeds/rss", "/api/v1/", "/api/v1/events",
    "/api/v1/events?limit=1&locale=de&fields=title", "/api/v1/search?q=Text", "/api/v1/changes", "/api/v1/openapi.json", "/api/v1/docs"]
desk = ["/admin/", "/admin/extensions/", f"/admin/pages/{home.pk}/", f"/admin/pages/{home.pk}/edit/", f"/admin/pages/{home.pk}/add_subpage/",
    "/admin/settings/", "/admin/reports/", "/admin/groups/new/", "/admin/sprite/", "/admin/account/", "/admin/choose-page/",
    "/admin/choose-page/?page_type=content.standardpage", f"/admin/pages/{page.pk}/history/", "/admin/snippets/content/city/add/",
    "/admin/pages/search/?q=Besuch", "/admin/users/"]
edit = f"/admin/pages/{page.pk}/edit/"
form = open_form(admin, edit)
saved = admin.post(edit, {**form, "title": "Besuch bei uns"}, follow=True)
published = admin.post(edit, {**form, "title": "Besuch bei uns", "action-publish": "1"}, follow=True)
page.refresh_from_db()
from django.utils.translation import override
from cms.extend.inventory import inventory
with override("de"):
    german = {each.slug: str(each.reason) for each in inventory() if each.reason}
print(json.dumps({
    "german": german,
    "public": {path: client.get(path).status_code for path in paths},
    "desk": {path: admin.get(path).status_code for path in desk},
    "is_in": is_in,
    "saved": [saved.status_code, published.status_code],
    "told": saved.content.decode(),
    "title": page.title,
    "page": client.get(page.url).status_code,
    "delivered": [each["title"] for each in client.get("/api/v1/pages").json()["items"]],
    "atom": client.get("/feeds/atom")["Content-Type"],
    "extensions": admin.get(__import__("django.urls").urls.reverse("desk_extensions")).content.decode(),
}))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile-data")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile-plugins")
    hostile.write(made)
    return made


@pytest.fixture(scope="module")
def seen(data: Path, folder: Path) -> Any:
    """What is seen of a site with all of them."""
    done = python(["-c", VISIT], data=data, path=folder, skip="")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def listed(seen: Any, data: Path, folder: Path) -> Any:
    """What `plugins list` says of them."""
    done = python(["manage.py", "plugins", "list", "--json"], data=data, path=folder, skip="")
    assert done.returncode == 0, done.stderr[-3000:]
    return {each["slug"]: each for each in json.loads(done.stdout)}


def test_site_and_api_answer(seen: Any) -> None:
    assert set(seen["public"].values()) == {200}, seen["public"]
    assert seen["atom"].startswith("application/atom+xml")


def test_the_desk_answers(seen: Any) -> None:
    assert {path: status for path, status in seen["desk"].items() if status not in (200, 302, 404)} == {}
    assert seen["desk"]["/admin/"] == 200


@pytest.mark.parametrize("name", hostile.NAMES)
def test_each_is_told(seen: Any, listed: Any, name: str) -> None:
    assert name in seen["extensions"]
    state = listed[name]["state"]
    if name in hostile.STAY:
        assert state == "loaded"
    else:
        assert state in ("dropped", "left out")
        assert listed[name]["reason"]


def test_the_bundled_plugins_stay(listed: Any) -> None:
    assert {listed[slug]["state"] for slug in ("press", "feeds", "calendar")} == {"loaded"}


def test_both_sides_of_a_name_are_told(listed: Any) -> None:
    assert any("exporter name atom belongs to feeds" in text for text in listed["aaa_atom"]["told"])
    assert any("aaa_atom wants the exporter name atom too" in text for text in listed["feeds"]["told"])


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["migrate", "--verbosity=0"],
        ["worker", "--once"],
        ["publishing", "verify"],
        ["search", "status"],
        ["makemigrations", "--check", "--dry-run", "content"],
        ["showmigrations"],
        ["export", "--help"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_answers(seen: Any, data: Path, folder: Path, command: list[str]) -> None:
    done = python(["manage.py", *command], data=data, path=folder, skip="")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in re.sub(r"(?s)ERROR cms\.extend.*?(?=\n\d{4}-|\Z)", "", done.stderr)
