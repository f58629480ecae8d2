"""The one answer: the same for a thing at hand and for a query, in every state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.public.reasons import Reason
from cms.public.restrictions import with_restrictions
from cms.public.visibility import may_be_named, public, why_hidden

LOGIN, PASSWORD = PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD


@pytest.fixture
def partners(db: None) -> models.PartnerIndexPage:
    """The list of partners of a new installation."""
    ensure_initial_site("http://testserver", locale="de")
    found: models.PartnerIndexPage = models.PartnerIndexPage.objects.get()
    return found


@pytest.fixture
def partner(partners: models.PartnerIndexPage) -> models.PartnerPage:
    page = models.PartnerPage(title="Verein Beispiel")
    partners.add_child(instance=page)
    page.save_revision().publish()
    return page


def unpublished(page: Page) -> None:
    page.unpublish()


def expired(page: Page) -> None:
    page.unpublish(set_expired=True)


def ended(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))


def closed(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=LOGIN)


def closed_above(page: Page) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PASSWORD, password="x")


def moved_out(page: Page) -> None:
    page.move(Page.get_first_root_node(), pos="last-child")


PAGES: list[tuple[Callable[[Page], None], Reason]] = [
    (unpublished, Reason.UNPUBLISHED),
    (expired, Reason.EXPIRED),
    (ended, Reason.EXPIRED),
    (closed, Reason.RESTRICTED),
    (closed_above, Reason.RESTRICTED),
    (moved_out, Reason.MOVED_OUT),
]


@pytest.mark.parametrize(("happens", "reason"), PAGES, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_page_is_hidden_for_a_reason_in_python_and_in_sql(
    partner: Any, happens: Callable[[Page], None], reason: Reason
) -> None:
    assert agreed(models.PartnerPage, partner.pk) is None
    happens(partner)
    assert agreed(models.PartnerPage, partner.pk) == reason
    assert agreed(Page, partner.pk) == reason


@pytest.mark.parametrize("where", ["itself", "above"])
def test_an_alias_is_as_closed_as_what_it_stands_for(partner: Any, partners: Any, where: str) -> None:
    home = partners.get_parent()
    elsewhere = models.PartnerIndexPage(title="Anderswo", slug="anderswo")
    home.add_child(instance=elsewhere)
    alias = partner.create_alias(parent=elsewhere, update_slug="alias")
    further = alias.create_alias(parent=elsewhere, update_slug="alias-2")
    assert [agreed(models.PartnerPage, each.pk) for each in (alias, further)] == [None, None]
    PageViewRestriction.objects.create(page=partner if where == "itself" else partners, restriction_type=LOGIN)
    assert [agreed(models.PartnerPage, each.pk) for each in (alias, further)] == [Reason.RESTRICTED] * 2


def test_what_stands_below_an_alias_of_something_closed_is_closed(partners: Any) -> None:
    home = partners.get_parent()
    closed_page, open_page = (models.StandardPage(title=title) for title in ("Geschlossen", "Offen"))
    for page in (closed_page, open_page):
        home.add_child(instance=page)
    alias = closed_page.create_alias(parent=home, update_slug="alias")
    below = models.StandardPage(title="Darunter")
    alias.add_child(instance=below)
    elsewhere = below.create_alias(parent=open_page, update_slug="darunter")
    assert [agreed(models.StandardPage, each.pk) for each in (below, elsewhere)] == [None, None]
    PageViewRestriction.objects.create(page=closed_page, restriction_type=LOGIN)
    assert [agreed(models.StandardPage, each.pk) for each in (below, elsewhere)] == [Reason.RESTRICTED] * 2


def test_a_page_of_no_public_type_is_hidden(partners: Any) -> None:
    page = Page(title="Nur eine Seite", slug="nur")
    partners.get_parent().add_child(instance=page)
    assert agreed(Page, page.pk) == Reason.UNPUBLISHED


@pytest.mark.parametrize("level", ["own", "above"])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_of_a_closed_collection_is_hidden(partners: Any, kind: str, level: str) -> None:
    outer = Collection.get_first_root_node().add_child(name="Außen")
    inner = outer.add_child(name="Innen")
    file = filed(kind, inner)
    assert agreed(type(file), file.pk) is None
    CollectionViewRestriction.objects.create(collection=inner if level == "own" else outer, restriction_type=LOGIN)
    assert agreed(type(file), file.pk) == Reason.RESTRICTED


def filed(kind: str, collection: Collection) -> Any:
    if kind == "image":
        return get_image_model().objects.create(title="Bild", file=get_test_image_file(), collection=collection)
    return get_document_model().objects.create(title="Datei", file=ContentFile(b"x", "x.txt"), collection=collection)


def test_an_image_is_hidden_after_the_last_day_of_its_rights(partners: Any) -> None:
    image = filed("image", Collection.get_first_root_node())
    model, today = type(image), timezone.localdate()
    for until, reason in ((today, None), (today - dt.timedelta(days=1), Reason.EXPIRED)):
        model.objects.filter(pk=image.pk).update(rights_until=until)
        assert agreed(model, image.pk) == reason


def test_a_person_is_hidden_without_consent_and_after_its_last_day(partners: Any) -> None:
    person = models.Person.objects.create(given_name="Petra", family_name="Beispiel")
    today = timezone.localdate()
    for agrees, until, reason in (
        (False, None, Reason.RESTRICTED),
        (True, None, None),
        (True, today, None),
        (True, today - dt.timedelta(days=1), Reason.RESTRICTED),
    ):
        models.Person.objects.filter(pk=person.pk).update(public_profile=agrees, consent_until=until)
        assert agreed(models.Person, person.pk) == reason


DRAFTS: list[tuple[dict[str, Any], Reason | None]] = [
    ({}, None),
    ({"live": False}, Reason.UNPUBLISHED),
    ({"live": False, "expired": True}, Reason.EXPIRED),
    ({"expire_at": timezone.now() - dt.timedelta(days=1)}, Reason.EXPIRED),
    ({"expire_at": timezone.now() + dt.timedelta(days=1)}, None),
]


@pytest.mark.parametrize(
    ("state", "reason"), DRAFTS, ids=("live", "not live", "expired", "expires by the clock", "expires later")
)
@pytest.mark.parametrize("model", [models.City, models.Person])
def test_a_record_is_hidden_and_named_nowhere_while_it_is_not_out(
    partners: Any, model: Any, state: dict[str, Any], reason: Reason | None
) -> None:
    if model is models.City:
        record = model.objects.create(name="Halle", ags="15002000", **state)
    else:
        record = model.objects.create(family_name="Beispiel", public_profile=True, **state)
    assert agreed(model, record.pk) == reason
    assert may_be_named(record) == (reason is None)
    assert not may_be_named(None)


def test_what_is_gone_is_hidden() -> None:
    assert why_hidden(None) == Reason.DELETED


def agreed(model: Any, key: Any) -> Reason | None:
    """Why the stored thing is hidden; fails if Python, SQL and what was loaded beforehand disagree."""
    things = model._base_manager.filter(pk=key)
    reason = why_hidden(things.get())
    assert public(things).exists() == (reason is None)
    if issubclass(model, Page) or hasattr(model, "collection_id"):
        assert why_hidden(with_restrictions(things).get()) == reason
    return reason
