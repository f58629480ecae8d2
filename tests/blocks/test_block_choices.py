"""Blocks of a plugin that is disabled for a site are not offered there; stored ones stay, and stay editable."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from blocks import block_choices
from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, StandardPage
from cms.extend import activation_cache, registry
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry
from tests.admin.filling import adding, open_form
from tests.blocks.forms import posted

pytestmark = pytest.mark.django_db

CALLOUT = {
    "type": "callout",
    "id": "7a3f1a52-0000-4000-8000-000000000009",
    "value": {"title": "Achtung", "text": "<p>Neuer Ort.</p>", "kind": "note"},
}


@pytest.fixture
def halle() -> HomePage:
    return ensure_initial_site("http://testserver", locale="de")


@pytest.fixture
def kiel(halle: HomePage) -> HomePage:
    home: HomePage = Page.get_first_root_node().add_child(instance=HomePage(title="Kiel", slug="kiel"))
    Site.objects.create(hostname="kiel.example", root_page=home)
    return home


@pytest.fixture
def desk(client: Client, halle: HomePage, kiel: HomePage, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An editor of both sites; the callout belongs to a plugin that is enabled for the first one alone."""
    callout = next(block for block in registry().blocks if block.name == "callout")
    known = Registry({"zettel": Contributions(blocks=(replace(callout, plugin="zettel"),))})
    monkeypatch.setattr(block_choices, "registry", lambda: known)
    Activation.objects.create(plugin="zettel", site=halle.get_site().pk, enabled=True)
    activation_cache.forget()
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    return client


def definitions(page: str) -> list[Any]:
    """The block definitions in the page of the editor."""
    return [json.loads(html.unescape(found)) for found in re.findall(r"data-w-block-data-value='([^']*)'", page)]


def hidden_blocks(packed: Any) -> list[list[str]]:
    """What each stream of the definition withholds, nested ones too."""
    if isinstance(packed, dict):
        own = [_names(packed["hidden_blocks"])] if "hidden_blocks" in packed else []
        return own + [names for value in packed.values() for names in hidden_blocks(value)]
    return [names for value in packed for names in hidden_blocks(value)] if isinstance(packed, list) else []


def _names(packed: Any) -> list[str]:
    return packed["_list"] if isinstance(packed, dict) else packed


def opened(desk: Client, page: StandardPage) -> list[list[str]]:
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return hidden_blocks(definitions(answer.content.decode()))


def standard_page(home: HomePage) -> StandardPage:
    page: StandardPage = home.add_child(instance=StandardPage(title="Anfahrt", body=json.dumps([CALLOUT])))
    return page


def test_the_editor_of_each_site_offers_its_own(desk: Client, halle: HomePage, kiel: HomePage) -> None:
    in_halle, in_kiel = opened(desk, standard_page(halle)), opened(desk, standard_page(kiel))
    assert in_halle
    assert all(names == [] for names in in_halle)
    assert all(names == ["callout"] for names in in_kiel)
    assert len(in_kiel) == len(in_halle)


def test_new_pages_offer_what_their_site_does(desk: Client, halle: HomePage, kiel: HomePage) -> None:
    def offered(home: HomePage) -> list[list[str]]:
        answer = desk.get(reverse("wagtailadmin_pages:add", args=["content", "standardpage", home.pk]))
        return hidden_blocks(definitions(answer.content.decode()))

    assert ["callout"] not in offered(halle)
    assert ["callout"] in offered(kiel)


def test_a_stored_block_stays_and_its_definition_with_it(desk: Client, kiel: HomePage) -> None:
    page = standard_page(kiel)
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    packed = json.dumps(definitions(answer))
    assert '"callout"' in packed
    assert "Neuer Ort" in answer
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.body.get_prep_value()[0]["value"]["title"] == "Achtung"


def test_a_block_that_is_not_offered_is_refused_by_hand_too_and_nothing_written_is_lost(
    desk: Client, kiel: HomePage
) -> None:
    stream = StandardPage._meta.get_field("body").stream_block
    written = posted(stream, stream.get_form_state(stream.to_python([CALLOUT])), "body")
    form = open_form(desk, adding(kiel, "standardpage"))
    answer = desk.post(adding(kiel, "standardpage"), {**form, "title": "Anfahrt", "slug": "anfahrt", **written})
    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors
    assert "Neuer Ort" in answer.content.decode()
    assert not StandardPage.objects.filter(title="Anfahrt").exists()


def test_one_that_stood_there_before_is_saved_with_its_page(desk: Client, kiel: HomePage) -> None:
    page = standard_page(kiel)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    stream = StandardPage._meta.get_field("body").stream_block
    text = [CALLOUT, {**CALLOUT, "id": "7a3f1a52-0000-4000-8000-000000000010"}]
    once, twice = (posted(stream, stream.get_form_state(stream.to_python(some)), "body") for some in (text[:1], text))
    form = {**open_form(desk, edit), "title": "Anfahrt 2"}
    assert desk.post(edit, {**form, **twice}).status_code == 200
    assert desk.post(edit, {**form, **once}).status_code == 302
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Anfahrt 2"
