"""What people, organisations, places and pages may not say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

from cms.content.models import (
    Affiliation,
    City,
    CityProgrammeIndexPage,
    CityProgrammePage,
    EventContribution,
    NewsPage,
    PartnerPage,
    Place,
    Programme,
    StandardPage,
    Topic,
)
from tests.content import making
from tests.content.making import event, published


def test_a_contribution_is_of_a_person_or_of_a_name_with_a_role(db: None) -> None:
    who = making.person()
    assert set(EventContribution().validation_errors(draft=True)) == {"person"}
    assert set(EventContribution(person=who, name_text="Ümit Koşan").validation_errors(draft=True)) == {"person"}
    assert set(EventContribution(name_text="Ümit Koşan").validation_errors(draft=True)) == {"roles"}
    assert not EventContribution(name_text="Ümit Koşan", roles="Vorstandsvorsitzende").validation_errors(draft=False)
    assert not EventContribution(person=who).validation_errors(draft=False)


@pytest.mark.django_db
def test_the_legal_form_stands_in_its_own_field() -> None:
    assert set(PartnerPage(short_name="VeMo e. V.").validation_errors(draft=False)) == {"short_name"}
    assert set(PartnerPage(short_name="Brücke gGmbH").validation_errors(draft=False)) == {"short_name"}
    assert not PartnerPage(short_name="VeMo e. V.").validation_errors(draft=True)
    assert not PartnerPage(short_name="Verband Vielfalt").validation_errors(draft=False)


@pytest.mark.parametrize("written", ["Verein e.V.", "Verein e. V.", "Verein  E.V", "Verein\xa0e.\xa0V."])
def test_a_legal_form_is_written_in_one_way(home: object, written: str) -> None:
    assert making.partner(written).title == "Verein\xa0e.V."


@pytest.mark.django_db
def test_nothing_ends_before_it_begins() -> None:
    assert set(PartnerPage(founded=1990, dissolved=1980).validation_errors(draft=True)) == {"dissolved"}
    day, before = dt.date(2020, 1, 1), dt.date(2019, 1, 1)
    assert set(CityProgrammePage(runs_from=day, runs_until=before).validation_errors(draft=True)) == {"runs_until"}
    assert set(NewsPage(published_on=day, valid_until=before).validation_errors(draft=True)) == {"valid_until"}
    with pytest.raises(ValidationError):
        Affiliation(role="Vorsitzende", since=day, until=before).clean()


def test_a_role_is_held_at_one_organisation(home: object) -> None:
    with pytest.raises(ValidationError):
        Affiliation(role="Vorsitzende", partner=making.partner(), organisation_text="Jobcenter").clean()


def test_a_programme_has_one_page_in_a_city(home: object) -> None:
    programme = Programme.objects.create(name="Gemeinsam im Alltag")
    first = CityProgrammePage(title="Gemeinsam im Alltag in Halle", programme=programme, city=making.city())
    published(first, below=CityProgrammeIndexPage)
    twin = CityProgrammePage(title="Noch einmal", programme=programme, city=making.city(), locale=home.locale)  # type: ignore[attr-defined]
    assert set(twin.validation_errors(draft=True)) == {"city"}
    twin.city = making.city("Leipzig")
    assert not twin.validation_errors(draft=False)


@pytest.mark.parametrize("ags", ["1500200", "150020001", "17002000", "00002000", "1500200x"])
def test_an_official_key_is_well_formed(db: None, ags: str) -> None:
    with pytest.raises(ValidationError):
        City(name="Halle", qualifier="Saale", ags=ags).full_clean()


def test_two_cities_of_one_name_are_told_apart(db: None) -> None:
    making.city()
    with pytest.raises(ValidationError):
        City(name="Halle", qualifier="Saale", ags="15002001").full_clean()
    City(name="Halle", qualifier="Westf.", ags="05754008").full_clean()


def test_a_place_is_online_or_somewhere_and_once(db: None) -> None:
    place = making.place()
    with pytest.raises(ValidationError):
        Place(name=place.name, city=place.city).full_clean()
    with pytest.raises(ValidationError):
        Place(name="Videoraum").full_clean()
    with pytest.raises(ValidationError):
        Place(name="Videoraum", online=True, city=place.city).full_clean()
    Place(name="Videoraum", online=True).full_clean()


def test_topics_do_not_run_in_circles(db: None) -> None:
    wide = Topic.objects.create(name="Beteiligung")
    narrow = Topic.objects.create(name="Mitbestimmung", parent=wide)
    wide.parent = narrow
    with pytest.raises(ValidationError):
        wide.full_clean()
    wide.parent, wide.replaced_by = None, wide
    with pytest.raises(ValidationError):
        wide.full_clean()


def test_a_replaced_topic_leads_to_the_one_in_use(db: None) -> None:
    now = Topic.objects.create(name="Teilhabe")
    then = Topic.objects.create(name="Integration", replaced_by=now)
    first = Topic.objects.create(name="Eingliederung", replaced_by=then)
    assert first.current == now


def test_there_is_one_imprint(home: StandardPage) -> None:
    imprint = StandardPage.objects.get(legal_role="imprint")
    assert not imprint.live
    assert not imprint.validation_errors(draft=False)
    second = StandardPage(title="Impressum", legal_role="imprint", locale=home.locale)
    assert set(second.validation_errors(draft=False)) == {"legal_role"}
    assert not second.validation_errors(draft=True)


def test_an_old_address_leads_to_the_new_one(home: object, django_capture_on_commit_callbacks: object) -> None:
    page = published(event("Zusammen wohnen"))
    old = page.get_url_parts()[2]
    page.slug = "wohnen"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        page.save_revision().publish()
    assert Redirect.objects.get(old_path=old.rstrip("/")).redirect_page_id == page.pk
