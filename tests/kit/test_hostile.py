"""Hostile plugins, all at once: site, admin, API and every command answer, and each is told with a reason in German."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import escape

from tests.kit import hostile
from tests.kit.hostile_reasons import REASONS
from tests.kit.processes import prepared, python
from tests.migrated import migrated

VISIT = """
import json, sys
import django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from cms.content.models import HomePage
from cms.content.initial_site import ensure_initial_site
call_command("migrate", verbosity=0)
home = ensure_initial_site("http://testserver")
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
from wagtail.images.models import Filter
pictures = len(Filter("fill-10x10").operations)
from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog
own = ["Save", "Add %(model_name)s", "A leaf of %(name)s", "A tree of %(name)s", "100 %(unit)s"]
texts = {}
for language in ("de", "en", "fr"):
    with override(language):
        scripts = JavaScriptCatalog()
        scripts.translation = __import__("django.views.i18n").views.i18n.DjangoTranslation(language, domain="djangojs")
        texts[language] = [gettext(each) for each in own] + [scripts.get_catalog().get(each, each) for each in own]
print(json.dumps({
    "german": german,
    "texts": texts,
    "pictures": pictures,
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
    return migrated(tmp_path_factory.mktemp("hostile-data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile-plugins")
    hostile.write(made)
    return made


@pytest.fixture(scope="module")
def seen(data: Path, folder: Path) -> Any:
    """What is seen of a site with all of them; what fails before there are tables is paused for that process alone."""
    before = python(["manage.py", "migrate", "--verbosity=0"], data=data, path=folder, skip="")
    done = python(["-c", VISIT], data=data, path=folder, skip="", settings="tests.uncollected")
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout.splitlines()[-1]), "log": before.stderr + done.stderr}


@pytest.fixture(scope="module")
def listed(seen: Any, data: Path, folder: Path) -> Any:
    """What `plugins list` says of them."""
    done = prepared(["manage.py", "plugins", "list", "--json"], data=data, path=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return {each["slug"]: each for each in json.loads(done.stdout)}


def test_site_and_api_answer(seen: Any) -> None:
    assert set(seen["public"].values()) == {200}, seen["public"]
    assert seen["atom"].startswith("application/atom+xml")


def test_pictures_are_made_by_wagtails_own_operations(seen: Any) -> None:
    assert seen["pictures"] == 1


def test_no_catalogue_translates_what_others_say_nor_breaks_a_text(seen: Any) -> None:
    for said in seen["texts"].values():
        assert "Weg damit" not in said
        assert not any("kaputt" in each or "nmae" in each or "% %" in each for each in said)
        assert said.count("Baum von %(name)s") == 2


def test_the_desk_answers(seen: Any) -> None:
    assert {path: status for path, status in seen["desk"].items() if status not in (200, 302, 404)} == {}
    assert seen["desk"]["/admin/"] == 200


@pytest.mark.parametrize("name", hostile.NAMES)
def test_each_is_told_with_its_own_reason(seen: Any, listed: Any, name: str) -> None:
    """Administrators read it in German; `plugins list` says the same in English."""
    assert name in seen["extensions"]
    if name in hostile.STAY:
        assert listed[name]["state"] == "loaded"
        return
    reason = seen["german"][name]
    assert reason.startswith(REASONS[name])
    assert escape(reason[1:]) in seen["extensions"]
    assert listed[name]["state"] in ("dropped", "left out")
    # What Python and Django say stays as it is.
    assert listed[name]["reason"] not in ("", reason)


def test_there_is_a_reason_for_each(seen: Any) -> None:
    assert {*REASONS} == {*hostile.NAMES} - hostile.STAY


@pytest.mark.parametrize("name", [*hostile.HOOKS, *hostile.RECEIVERS, *hostile.SAVES, *hostile.VALUES])
def test_what_fails_while_the_site_runs_is_logged_with_the_plugin(seen: Any, name: str) -> None:
    assert f"The plugin {name} failed in " in seen["log"]


@pytest.mark.parametrize("name", ["hook_css", "hook_main_menu", "hook_menu_item", "receiver_post_save", "save_raises"])
def test_what_fails_again_and_again_is_paused_and_told(seen: Any, listed: Any, name: str) -> None:
    (reason,) = listed[name]["paused"].values()
    assert "its last error was" in reason


def test_pages_are_saved_and_published_all_the_same(seen: Any) -> None:
    assert seen["is_in"]
    assert seen["saved"] == [200, 200]
    assert (seen["title"], seen["page"]) == ("Besuch bei uns", 200)
    assert "Besuch bei uns" in seen["delivered"]


def test_style_sheets_that_lead_nowhere_are_served_as_they_are(seen: Any, data: Path, folder: Path) -> None:
    done = prepared(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], data=data, path=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "css_missing/x.css of the plugin css_missing is left as it is" in done.stderr
    (sheet,) = (data / "static" / "css_missing").glob("x.*.css")
    assert "gibt-es-nicht.png" in sheet.read_text()
    (own,) = (data / "static" / "desk").glob("desk.????????????.css")
    assert own.is_file()


def test_who_saves_is_told_which_plugin_failed(seen: Any) -> None:
    assert "Alles ist gespeichert, aber die Erweiterung „save_raises“ ist gescheitert" in seen["told"]


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
    done = prepared(["manage.py", *command], data=data, path=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in re.sub(r"(?s)ERROR cms\.extend.*?(?=\n\d{4}-|\Z)", "", done.stderr)
