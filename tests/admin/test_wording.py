"""A German editor reads German, where Wagtail has English too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.content import making

ENGLISH = re.compile(
    r"Actions|Breadcrumb|Locale|Root|Site name|Root page|Display name|Content types"
    r"|Can (?:add|change|delete|lock|unlock|publish|view|submit)[^<\"]*|simple translation|\bTrue\b|\bFalse\b"
)
WORDS = re.compile(r'>\s*([^<>]*?[^\s<>][^<>]*)<|(?:aria-label|title|placeholder)="([^"]*)"')
SCRIPTS = re.compile(r"<(script|style|template).*?</\1>", re.DOTALL)


def english(html: str) -> set[str]:
    """The English words among what the page says."""
    said = (text or name for text, name in WORDS.findall(SCRIPTS.sub("", html)))
    return {found for words in said for found in ENGLISH.findall(words)}


@pytest.fixture
def administrator(editor: User, desk: Client) -> Client:
    """The editor as an administrator."""
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    return desk


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_groups:add",
        "wagtailusers_users:index",
        "wagtailsites:index",
        "wagtailadmin_workflows:add",
        "wagtaillocales:index",
        "wagtaillocales:add",
        "wagtailsnippets_content_city:list",
        "wagtailsnippets_content_person:list",
        "wagtailadmin_explore_root",
    ],
)
def test_nothing_is_said_in_english(administrator: Client, name: str) -> None:
    making.city()
    making.person()
    response = administrator.get(reverse(name))
    assert response.status_code == 200
    assert english(response.content.decode()) == set()


def test_the_form_of_a_page_says_nothing_in_english(administrator: Client, home: Any) -> None:
    html = administrator.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).content.decode()
    assert english(html) == set()


def test_a_right_is_named_beside_its_box(administrator: Client) -> None:
    group = Group.objects.get(name="Redaktion")
    html = administrator.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    assert "Hinzufügen: Stadt" in html
    assert "Veröffentlichen" in html


def test_the_root_of_all_pages_has_a_name_from_the_beginning(home: object) -> None:
    root = Page.get_first_root_node()
    assert (root.title, root.draft_title) == ("Alle Seiten", "Alle Seiten")
