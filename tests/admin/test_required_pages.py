"""The desk says why the imprint stays, wherever an editor wants to hide it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.users.models import UserProfile

from cms.content.models import HomePage, StandardPage

REASON = "das Gesetz verlangt diese Seite"


@pytest.fixture
def imprint(home: HomePage) -> StandardPage:
    page = StandardPage.objects.get(legal_role="imprint")
    page.save_revision().publish()
    return page


@pytest.fixture
def chief(home: HomePage) -> Client:
    user = User.objects.create_superuser("leitung")
    UserProfile.objects.create(user=user, preferred_language="de")
    client = Client()
    client.force_login(user)
    return client


def bulk(action: str, *pages: Page) -> str:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{chosen}&next=/admin/"


def told(client: Client, address: str, **data: Any) -> str:
    response = client.post(address, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_every_button_is_answered_with_the_reason(chief: Client, home: HomePage, imprint: StandardPage) -> None:
    other = home.add_child(instance=StandardPage(title="Intern"))
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    for address, data in (
        (reverse("wagtailadmin_pages:unpublish", args=[imprint.pk]), {}),
        (reverse("wagtailadmin_pages:unpublish", args=[home.pk]), {"include_descendants": "on"}),
        (reverse("wagtailadmin_pages:delete", args=[imprint.pk]), {}),
        (reverse("wagtailadmin_pages:delete", args=[home.pk]), {}),
        (reverse("wagtailadmin_pages:move_confirm", args=[imprint.pk, other.pk]), {}),
        (bulk("unpublish", imprint), {}),
        (bulk("unpublish", home), {"include_descendants": "on"}),
        (bulk("delete", imprint), {}),
        (bulk("move", imprint), {"chooser": other.pk}),
    ):
        said = told(chief, address, **data)
        assert "Impressum" in said
        assert REASON in said, address
    assert StandardPage.objects.get(pk=imprint.pk).live


@pytest.mark.parametrize("above", [False, True])
def test_the_dialogue_of_privacy_gives_the_reason(
    chief: Client, home: HomePage, imprint: StandardPage, above: bool
) -> None:
    address = reverse("wagtailadmin_pages:set_privacy", args=[home.pk if above else imprint.pk])
    for response in (chief.get(address), chief.post(address, {"restriction_type": "login"})):
        assert REASON in response.json()["html"]
    assert not PageViewRestriction.objects.exists()


def test_the_dialogue_is_wagtails_for_other_pages(chief: Client, desk: Client, home: HomePage) -> None:
    other = home.add_child(instance=StandardPage(title="Intern"))
    address = reverse("wagtailadmin_pages:set_privacy", args=[other.pk])
    assert 'name="restriction_type"' in chief.get(address).json()["html"]
    assert chief.post(address, {"restriction_type": "login"}).json()["step"] == "set_privacy_done"
    assert Client().get(address).status_code == 302


def test_the_form_refuses_an_end(chief: Client, imprint: StandardPage) -> None:
    response = chief.post(
        reverse("wagtailadmin_pages:edit", args=[imprint.pk]),
        {
            "title": "Impressum",
            "slug": "impressum",
            "lead": "",
            "legal_role": "imprint",
            "expire_at": "01.01.2099 10:00",
            "body-count": "0",
            "action-publish": "1",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert "kann nicht ablaufen" in response.content.decode()
