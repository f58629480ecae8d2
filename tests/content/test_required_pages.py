"""Imprint, privacy and accessibility stay public, whichever road somebody takes; a translation may go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from cms.content.models import HomePage, StandardPage
from cms.content.vetoes import Vetoed
from cms.publishing.models import Entry, EntryState
from cms.publishing.scheduled import run_due

ROLES = ("imprint", "privacy", "accessibility")
SOON = timezone.now() + dt.timedelta(days=1)


@pytest.fixture(params=ROLES)
def required(home: HomePage, request: pytest.FixtureRequest) -> StandardPage:
    page = StandardPage.objects.get(legal_role=request.param)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def unpublish(page: StandardPage, home: HomePage) -> None:
    page.unpublish()


def unpublish_as_plain_page(page: StandardPage, home: HomePage) -> None:
    Page.objects.get(pk=page.pk).unpublish()


def unpublish_in_bulk(page: StandardPage, home: HomePage) -> None:
    Page.objects.filter(pk=page.pk).unpublish()


def save_as_not_live(page: StandardPage, home: HomePage) -> None:
    page.live = False
    page.save(clean=False)


def delete(page: StandardPage, home: HomePage) -> None:
    page.delete()


def delete_as_plain_page(page: StandardPage, home: HomePage) -> None:
    Page.objects.get(pk=page.pk).delete()


def delete_in_bulk(page: StandardPage, home: HomePage) -> None:
    Page.objects.filter(pk=page.pk).delete()


def delete_what_is_above(page: StandardPage, home: HomePage) -> None:
    home.delete()


def restrict(page: StandardPage, home: HomePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_what_is_above(page: StandardPage, home: HomePage) -> None:
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.PASSWORD, password="x")


def move_out_of_the_site(page: StandardPage, home: HomePage) -> None:
    page.move(Page.get_first_root_node(), pos="last-child")


def move_below_what_is_closed(page: StandardPage, home: HomePage) -> None:
    inner = home.add_child(instance=StandardPage(title="Intern"))
    PageViewRestriction.objects.create(page=inner, restriction_type=PageViewRestriction.LOGIN)
    page.move(StandardPage.objects.get(pk=inner.pk), pos="last-child")


def publish_with_an_end(page: StandardPage, home: HomePage) -> None:
    page.expire_at = SOON
    page.save_revision().publish()


def take_its_role(page: StandardPage, home: HomePage) -> None:
    page.legal_role = "none"
    page.save_revision().publish()


ROADS = [
    *(unpublish, unpublish_as_plain_page, unpublish_in_bulk, save_as_not_live, delete, delete_as_plain_page),
    *(delete_in_bulk, delete_what_is_above, restrict, restrict_what_is_above, move_out_of_the_site),
    *(move_below_what_is_closed, publish_with_an_end, take_its_role),
]


@pytest.mark.parametrize("road", ROADS)
def test_no_road_hides_it(required: StandardPage, home: HomePage, road: Callable[..., None]) -> None:
    role = required.legal_role
    with pytest.raises((ValidationError, Vetoed)), transaction.atomic():
        road(required, home)
    page = StandardPage.objects.get(pk=required.pk)
    assert (page.live, page.legal_role, page.expire_at) == (True, role, None)
    assert not page.get_view_restrictions().exists()
    assert Entry.objects.filter(path=page.url, state=EntryState.LIVE).exists()


def test_the_refusal_says_why_and_what_to_do(required: StandardPage) -> None:
    with pytest.raises(ValidationError) as error:
        required.unpublish()
    (said,) = error.value.messages
    assert required.title in said
    assert str(required.get_legal_role_display()) in said
    assert "Ändern Sie stattdessen ihren Text" in said


def test_an_end_that_came_past_the_forms_is_forgotten_and_nothing_else_waits(
    required: StandardPage, home: HomePage
) -> None:
    past = timezone.now() - dt.timedelta(hours=1)
    other = home.add_child(instance=StandardPage(title="Aktion"))
    StandardPage.objects.filter(pk__in=[required.pk, other.pk]).update(expire_at=past, live=True)
    run_due()
    assert StandardPage.objects.get(pk=required.pk).live
    assert not StandardPage.objects.get(pk=other.pk).live


def test_its_text_may_change_it_may_move_within_the_site_and_its_draft_is_nobodys_business(
    home: HomePage, required: StandardPage
) -> None:
    about = home.add_child(instance=StandardPage(title="Über uns"))
    required.lead = "Neu."
    required.save_revision().publish()
    required.move(StandardPage.objects.get(pk=about.pk), pos="last-child")
    assert StandardPage.objects.get(pk=required.pk).live


def test_other_pages_and_drafts_of_it_go_as_ever(home: HomePage) -> None:
    for page in (StandardPage(title="Frei"), StandardPage(title="Leichte Sprache", legal_role="plain_language")):
        home.add_child(instance=page)
        page.save_revision().publish()
        page.unpublish()
        page.delete()
    StandardPage.objects.get(legal_role="imprint", live=False).delete()


def test_a_translation_may_go_while_the_page_that_it_falls_back_to_stays(home: HomePage) -> None:
    page = StandardPage.objects.get(legal_role="imprint")
    page.save_revision().publish()
    english = Locale.objects.get(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    translated: Any = page.copy_for_translation(english)
    translated.save_revision().publish()
    with pytest.raises(ValidationError):
        StandardPage.objects.get(pk=page.pk).unpublish()
    StandardPage.objects.get(pk=translated.pk).unpublish()
    HomePage.objects.get(locale=english).delete()
    assert StandardPage.objects.get(legal_role="imprint").locale.language_code == "de"
