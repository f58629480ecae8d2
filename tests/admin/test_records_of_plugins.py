"""Records of a plugin at the desk; the plugin `notice_board` is needed, so that `tests/kit/test_example.py` runs them in a process of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management.sql import emit_post_migrate_signal
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.admin.menu import SubmenuMenuItem, admin_menu
from wagtail.users.forms import GroupForm

from cms.content.models import HomePage
from cms.extend.activation import disable, enable
from tests.admin.filling import open_form

pytestmark = pytest.mark.plugin("notice_board")

CORE = ["Personen", "Orte", "Städte", "Themen", "Programme", "Reihen"]


@pytest.fixture
def entry() -> Any:
    """The model."""
    return apps.get_model("notice_board", "NoticeBoardEntry")


@pytest.fixture
def switched_on(home: HomePage) -> int:
    """The site that has the plugin."""
    site = home.get_site().pk
    enable("notice_board", site)
    return site


def menu(user: User) -> dict[str, list[str]]:
    """What the editor reads in the main menu, with what stands below each entry."""
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=user.pk)
    with translation.override("de"):
        items = admin_menu.menu_items_for_request(request)
        return {str(item.label): [str(each.label) for each in below(item, request)] for item in items}


def below(item: Any, request: Any) -> list[Any]:
    return item.menu.menu_items_for_request(request) if isinstance(item, SubmenuMenuItem) else []


def test_they_stand_in_the_archive_after_those_of_the_core(switched_on: int, editor: User) -> None:
    shown = menu(editor)
    assert shown["Archiv"] == [*CORE, "Notice board: Einträge"]
    assert "Schnipsel" not in shown


def test_groups_are_offered_what_its_views_may_ask_for(switched_on: int) -> None:
    def offered() -> set[str]:
        permissions: Any = GroupForm().fields["permissions"]
        return set(
            permissions.queryset.filter(content_type__app_label="notice_board").values_list("codename", flat=True)
        )

    assert {"view_noticeboardentry", "view_noticeboardnote", "change_noticeboardsettings"} <= offered()
    assert "change_noticeboardpage" not in offered(), "pages are allowed by section"
    disable("notice_board", switched_on)
    assert "view_noticeboardnote" not in offered()


def test_the_menu_of_the_desk_leads_to_them(switched_on: int, desk: Client) -> None:
    assert '"/admin/snippets/notice_board/noticeboardentry/"' in desk.get("/admin/").content.decode()


def test_they_leave_the_menu_with_their_plugin_and_keep_their_address(
    switched_on: int, editor: User, desk: Client
) -> None:
    disable("notice_board", switched_on)
    assert menu(editor)["Archiv"] == CORE
    assert desk.get("/admin/snippets/notice_board/noticeboardentry/").status_code == 200


def test_who_has_no_right_does_not_see_them(switched_on: int, editor: User) -> None:
    Group.objects.get(name="Redaktion").permissions.remove(*permissions())
    assert menu(editor)["Archiv"] == CORE


def test_an_editor_writes_changes_and_deletes_one(switched_on: int, desk: Client, entry: Any) -> None:
    add = "/admin/snippets/notice_board/noticeboardentry/add/"
    answer = desk.post(add, open_form(desk, add) | {"name": "Fahrradkarte"}, follow=True)
    assert "Notice board: Eintrag &#x27;Fahrradkarte&#x27; erstellt." in answer.content.decode()
    one = entry.objects.get()
    assert one.slug == "fahrradkarte"
    edit = f"/admin/snippets/notice_board/noticeboardentry/edit/{one.pk}/"
    assert desk.post(edit, open_form(desk, edit) | {"name": "Radkarte"}).status_code == 302
    listed = desk.get("/admin/snippets/notice_board/noticeboardentry/").content.decode()
    assert "Radkarte" in listed
    assert "Notice board: Einträge" in listed
    assert desk.post(f"/admin/snippets/notice_board/noticeboardentry/delete/{one.pk}/").status_code == 302
    assert not entry.objects.exists()


@pytest.mark.parametrize("view", ["usage/{}/", "history/{}/", "delete/{}/"])
def test_every_view_answers(view: str, switched_on: int, desk: Client, entry: Any) -> None:
    one = entry.objects.create(name="Radkarte")
    assert desk.get(f"/admin/snippets/notice_board/noticeboardentry/{view.format(one.pk)}").status_code == 200


def test_they_can_be_chosen_and_searched(switched_on: int, desk: Client, entry: Any) -> None:
    for name in ("Radkarte", "Gelbes Heft"):
        entry.objects.create(name=name)
    assert "Radkarte" in desk.get("/admin/snippets/choose/notice_board/noticeboardentry/").json()["html"]
    found = desk.get("/admin/snippets/notice_board/noticeboardentry/results/?q=Rad").content.decode()
    assert "Radkarte" in found
    assert "Gelbes Heft" not in found


def permissions(*rights: str) -> list[Permission]:
    found = Permission.objects.filter(content_type__app_label="notice_board", content_type__model="noticeboardentry")
    return [each for each in found if not rights or each.codename.partition("_")[0] in rights]


def held(group: str) -> set[str]:
    wanted = {each.pk for each in permissions()}
    granted = Group.objects.get(name=group).permissions.filter(pk__in=wanted)
    return {each.codename.partition("_")[0] for each in granted}


def test_a_new_installation_lets_editors_and_contributors_edit_them(home: HomePage) -> None:
    assert held("Redaktion") == {"view", "add", "change", "delete", "publish", "lock", "unlock"}
    assert held("Mitarbeit") == {"view", "add", "change"}


def test_a_plugin_that_comes_later_gives_its_records_to_those_who_edit_those_of_the_core(home: HomePage) -> None:
    Group.objects.create(name="Gäste").permissions.add(Permission.objects.get(codename="change_city"))
    Permission.objects.filter(pk__in=[each.pk for each in permissions()]).delete()
    Group.objects.filter(name="Redaktion").update(name="Chefredaktion")
    emit_post_migrate_signal(0, interactive=False, db="default")
    assert held("Chefredaktion") == {"view", "add", "change", "delete", "publish", "lock", "unlock"}
    assert held("Mitarbeit") == {"view", "add", "change"}
    assert held("Gäste") == set()


def test_rights_that_were_taken_away_stay_away(home: HomePage) -> None:
    Group.objects.get(name="Mitarbeit").permissions.remove(*permissions())
    emit_post_migrate_signal(0, interactive=False, db="default")
    assert held("Mitarbeit") == set()
