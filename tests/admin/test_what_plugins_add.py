"""What plugins add to the desk: entries of the menu, settings of the site, and reasons not to delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.contrib.settings.registry import SettingMenuItem

from cms.admin import menu, site_settings
from cms.content import vetoes
from cms.content.models import City, HomePage, StandardPage
from cms.extend import BeforeDelete, MenuEntry, SiteSettings, activation_cache, registry
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry

Give = Callable[..., None]


@pytest.fixture
def give(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Give:
    """Lets a plugin that is enabled for the site give this."""
    Activation.objects.create(plugin="zusatz", site=home.get_site().pk, enabled=True)
    activation_cache.forget()

    def give(**given: Any) -> None:
        known = Registry({**registry().contributions, "zusatz": Contributions(**given)})
        for module in (menu, vetoes, site_settings):
            monkeypatch.setattr(module, "registry", lambda: known)

    return give


@pytest.fixture
def chief(home: HomePage, client: Client) -> Client:
    """The browser of an administrator who reads German."""
    client.force_login(User.objects.create_superuser("leitung", "l@example.org", "geheim"))
    client.cookies["django_language"] = "de"
    return client


def entry(**more: Any) -> MenuEntry:
    return MenuEntry(
        **{"plugin": "zusatz", "name": "pinnwand", "label": "Pinnwand", "address": lambda: "/pinnwand/"} | more
    )


def shown(user: User) -> dict[str, Any]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return {item.name: item for item in admin_menu.menu_items_for_request(request)}


def test_an_entry_stands_in_the_menu_with_address_icon_and_place(give: Give, editor: User) -> None:
    give(menu=(entry(icon="pin", order=42),))
    item = shown(editor)["zusatz-pinnwand"]
    assert (item.label, item.url, item.icon_name, item.order) == ("Pinnwand", "/pinnwand/", "pin", 42)


def test_the_entry_is_on_the_desk(give: Give, desk: Client) -> None:
    give(menu=(entry(),))
    assert "/pinnwand/" in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_an_entry_without_an_address_is_left_out(give: Give, editor: User) -> None:
    give(menu=(entry(address=lambda: ""),))
    assert "zusatz-pinnwand" not in shown(editor)


def test_an_entry_is_shown_to_those_who_may_use_it(give: Give, editor: User) -> None:
    give(menu=(entry(permission="extend.add_activation"),))
    assert "zusatz-pinnwand" not in shown(editor)
    editor.user_permissions.add(Permission.objects.get(codename="add_activation"))
    assert "zusatz-pinnwand" in shown(User.objects.get(pk=editor.pk))


def test_an_entry_goes_with_its_plugin(give: Give, editor: User) -> None:
    give(menu=(entry(),))
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    assert "zusatz-pinnwand" not in shown(editor)


def test_settings_are_shown_while_their_plugin_is_enabled_for_a_site(give: Give) -> None:
    def left() -> list[Any]:
        items = [SettingMenuItem.__new__(SettingMenuItem)]
        items[0].model = City
        site_settings.leave_out_disabled(RequestFactory().get("/"), items)
        return items

    give(settings=(SiteSettings(plugin="zusatz", model=City),))
    assert len(left()) == 1
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    assert left() == []


def refusing(thing: Any) -> str:
    return "andere brauchen es noch." if str(thing) in ("Satzung", "Halle") else ""


@pytest.fixture
def statutes(give: Give, home: HomePage) -> StandardPage:
    """A page below another one, which a plugin wants to keep."""
    given = BeforeDelete(plugin="zusatz", name="halt", types=("page", "city"), veto=refusing)
    give(before_delete=(given,))
    above = home.add_child(instance=StandardPage(title="Verein"))
    page: StandardPage = above.add_child(instance=StandardPage(title="Satzung"))
    return page


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["itself", "above"])
def test_a_page_that_must_stay_is_kept_with_a_reason(
    method: str, which: str, statutes: StandardPage, chief: Client
) -> None:
    page = statutes if which == "itself" else statutes.get_parent()
    answer = getattr(chief, method)(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("wagtailadmin_explore", args=[page.get_parent().pk]), 302)]
    assert "„Satzung“ kann nicht gelöscht werden: andere brauchen es noch." in answer.content.decode()
    assert StandardPage.objects.filter(pk=statutes.pk).exists()


def test_of_many_pages_none_goes_if_one_must_stay(statutes: StandardPage, home: HomePage, chief: Client) -> None:
    other = home.add_child(instance=StandardPage(title="Anfahrt"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    back = reverse("wagtailadmin_explore", args=[home.pk])
    chosen = f"{address}?id={other.pk}&id={statutes.get_parent().pk}&next={back}"
    assert chief.get(chosen).status_code == 200
    answer = chief.post(chosen, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert "andere brauchen es noch." in answer.content.decode()
    assert StandardPage.objects.filter(pk__in=[other.pk, statutes.pk]).count() == 2


def test_pages_that_nobody_wants_to_keep_go(statutes: StandardPage, home: HomePage, chief: Client) -> None:
    other = home.add_child(instance=StandardPage(title="Anfahrt"))
    assert chief.post(reverse("wagtailadmin_pages:delete", args=[other.pk])).status_code == 302
    assert not StandardPage.objects.filter(pk=other.pk).exists()


def test_a_record_that_must_stay_is_kept_with_a_reason(statutes: StandardPage, chief: Client) -> None:
    halle = City.objects.create(name="Halle", ags="15002000")
    views = City.snippet_viewset
    for address in (
        reverse(views.get_url_name("delete"), args=[halle.pk]),
        reverse("wagtail_bulk_action", args=["content", "city", "delete"]) + f"?id={halle.pk}",
    ):
        answer = chief.post(address, follow=True)
        assert answer.redirect_chain == [(reverse(views.get_url_name("list")), 302)]
        assert "„Halle“ kann nicht gelöscht werden" in answer.content.decode()
    assert City.objects.filter(pk=halle.pk).exists()
