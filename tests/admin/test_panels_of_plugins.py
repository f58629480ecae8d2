"""Panels of a plugin in forms of the core; the plugin `notice_board` is needed, so that `tests/kit/test_example.py` runs them in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.test import Client
from django.urls import reverse

from cms.content import form_panels
from cms.content.models import HomePage, StandardPage
from cms.content.models.base import BasePage
from cms.extend import registry
from cms.extend.activation import disable, enable
from cms.extend.registry import Registry
from tests.admin.filling import open_form

pytestmark = pytest.mark.plugin("notice_board")


@pytest.fixture
def switched_on(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The site that has the plugin, whose notes stand in forms of pages of the core too."""
    monkeypatch.delenv("LITFASS_PLUGINS_STRICT", raising=False)
    given = registry().contributions["notice_board"]
    everywhere = tuple(replace(panel, types=(*panel.types, "page")) for panel in given.panels)
    known = Registry({**registry().contributions, "notice_board": replace(given, panels=everywhere)})
    monkeypatch.setattr(form_panels, "registry", lambda: known)
    forms: Any = vars(BasePage)["get_edit_handler"]
    forms.clear()
    site = home.get_site().pk
    enable("notice_board", site)
    yield site
    forms.clear()


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    made: StandardPage = home.add_child(instance=StandardPage(title="Besuch", lead="Wie man kommt."))
    return made


def address(page: StandardPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def filled(desk: Client, page: StandardPage, **further: str) -> Any:
    """The form as it is opened, with a note and whatever else is written."""
    form = open_form(desk, address(page))
    notes = {
        "notice_board_notes-TOTAL_FORMS": "1",
        "notice_board_notes-0-note": "Schlüssel beim Hausmeister",
        "notice_board_notes-0-ORDER": "1",
        "notice_board_notes-0-id": "",
        "notice_board_notes-0-DELETE": "",
    }
    return {**form, **notes, "title": "Besuch bei uns", **further}


def notes_of(page: StandardPage) -> list[str]:
    return [each.note for each in apps.get_model("notice_board", "NoticeBoardNote").objects.filter(page=page)]


def test_editors_write_in_it_and_it_is_published_with_the_page(
    switched_on: int, desk: Client, page: StandardPage
) -> None:
    assert "Notizen" in desk.get(address(page)).content.decode()
    data = filled(desk, page)
    assert desk.post(address(page), data).status_code == 302
    assert notes_of(page) == []
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert [each.note for each in draft.notice_board_notes.all()] == ["Schlüssel beim Hausmeister"]
    assert desk.post(address(page), {**filled(desk, page), "action-publish": "1"}).status_code == 302
    assert notes_of(page) == ["Schlüssel beim Hausmeister"]
    page.refresh_from_db()
    assert page.title == "Besuch bei uns"


def test_where_the_plugin_is_disabled_the_form_has_no_panel_and_what_is_stored_stays(
    switched_on: int, desk: Client, page: StandardPage
) -> None:
    desk.post(address(page), {**filled(desk, page), "action-publish": "1"})
    disable("notice_board", switched_on)
    assert "notice_board_notes" not in desk.get(address(page)).content.decode()
    form = {key: value for key, value in open_form(desk, address(page)).items() if "notice_board_notes" not in key}
    assert desk.post(address(page), {**form, "title": "Ohne", "action-publish": "1"}).status_code == 302
    assert notes_of(page) == ["Schlüssel beim Hausmeister"]
    enable("notice_board", switched_on)
    assert "Schlüssel beim Hausmeister" in desk.get(address(page)).content.decode()


def test_a_form_that_was_opened_before_is_saved(switched_on: int, desk: Client, page: StandardPage) -> None:
    desk.post(address(page), {**filled(desk, page), "action-publish": "1"})
    form = {key: value for key, value in open_form(desk, address(page)).items() if "notice_board_notes" not in key}
    assert desk.post(address(page), {**form, "title": "Von früher", "action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.title == "Von früher"
    assert notes_of(page) == ["Schlüssel beim Hausmeister"]


def test_what_is_wrong_in_it_is_told_like_all_else(switched_on: int, desk: Client, page: StandardPage) -> None:
    data = filled(desk, page, **{"notice_board_notes-0-note": "x" * 300, "action-publish": "1"})
    answer = desk.post(address(page), data)
    assert answer.status_code == 200
    assert notes_of(page) == []


@pytest.mark.parametrize(
    ("owner", "method"),
    [
        ("model", "__str__"),
        ("model", "clean"),
        ("model", "full_clean"),
        ("model", "save"),
        ("model", "__init__"),
        ("manager", "get_queryset"),
        ("form", "clean"),
    ],
)
@pytest.mark.parametrize("error", [RuntimeError("Kaputt"), SystemExit(3)])
def test_whatever_fails_in_it_the_form_opens_and_the_page_is_saved(
    switched_on: int,
    desk: Client,
    page: StandardPage,
    monkeypatch: pytest.MonkeyPatch,
    owner: str,
    method: str,
    error: BaseException,
) -> None:
    note: Any = apps.get_model("notice_board", "NoticeBoardNote")
    desk.post(address(page), {**filled(desk, page), "action-publish": "1"})
    data = filled(desk, page, **{"notice_board_notes-0-note": "Anders"})

    def fail(self: Any, *args: Any, **kwargs: Any) -> Any:
        if owner == "form" and getattr(self, "_meta", None) and self._meta.model is not note:
            return original(self)
        raise error

    target = {"model": note, "manager": type(note._default_manager), "form": ModelForm}[owner]
    if owner == "manager":
        target = type("Broken", (target,), {})
        monkeypatch.setattr(note._default_manager, "__class__", target)
    original = getattr(target, method)
    monkeypatch.setattr(target, method, fail, raising=False)
    assert desk.get(address(page)).status_code == 200
    answer = desk.post(address(page), {**data, "action-publish": "1"}, follow=True)
    assert answer.status_code == 200
    page.refresh_from_db()
    assert page.title == "Besuch bei uns"
    monkeypatch.undo()


def test_a_page_is_published_whose_rows_cannot_be_stored(
    switched_on: int, desk: Client, page: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Kaputt")

    monkeypatch.setattr(apps.get_model("notice_board", "NoticeBoardNote"), "save", fail)
    desk.post(address(page), {**filled(desk, page), "action-publish": "1"})
    page.refresh_from_db()
    assert (page.title, notes_of(page)) == ("Besuch bei uns", [])


def test_who_saves_is_told_which_plugin_failed(
    switched_on: int, desk: Client, page: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Kaputt")

    data = filled(desk, page)
    monkeypatch.setattr(apps.get_model("notice_board", "NoticeBoardNote"), "full_clean", fail)
    told = desk.post(address(page), data, follow=True).content.decode()
    assert "Alles ist gespeichert, aber die Erweiterung „Notice board“ ist gescheitert" in told


def test_versions_are_compared(switched_on: int, desk: Client, page: StandardPage) -> None:
    desk.post(address(page), {**filled(desk, page), "action-publish": "1"})
    again = filled(desk, page, **{"notice_board_notes-0-note": "Anders"})
    desk.post(address(page), again)
    first, second = page.revisions.order_by("pk")[:2]
    compared = desk.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk]))
    assert compared.status_code == 200


def test_before_a_save_it_may_refuse_in_its_own_words(switched_on: int, desk: Client, home: HomePage) -> None:
    full: Any = apps.get_model("notice_board", "NoticeBoardPage")
    parent = home.get_children().first()
    made = full(title="Ohne Vorspann")
    with pytest.raises(ValidationError, match="Schreiben Sie, worum es geht"):
        (parent or home).specific.add_child(instance=made)
