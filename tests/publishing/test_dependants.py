"""When a thing changes, everything that shows it is public anew, and nothing shows what may not be shown."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale

from cms.content.models import (
    City,
    CityProgrammePage,
    EventPage,
    EventTopic,
    HomePage,
    NewsEvent,
    NewsPage,
    Person,
    Place,
    StandardPage,
    Topic,
)
from cms.extend import public_id
from cms.extend.interrupts import Interrupted
from cms.extend.tasks import TaskWorker, run_queued_tasks
from cms.public.reasons import Reason
from cms.publishing import dependants
from cms.publishing.models import Entry, EntryState
from cms.publishing.rebuilding import differences
from cms.publishing.scheduled import run_due
from cms.publishing.serialising import key_of
from cms.publishing.work import work
from tests.publishing.conftest import document_of, entry_of

Make = Callable[..., Any]


@pytest.fixture
def olga(db: None) -> Person:
    return Person.objects.create(given_name="Olga", family_name="Beispiel", public_profile=True)


def test_a_partners_new_name_reaches_its_events(event: Make, partner: Make) -> None:
    host = partner("Alter Name")
    page = event(organiser=host)
    host.title = "Neuer Name"
    host.save_revision().publish()
    assert document_of(page)["organisers"][0]["partner"]["title"] == "Neuer Name"
    assert entry_of(page).facet_rows.get(name="partner").label == "Neuer Name"


def test_a_partner_that_is_taken_back_is_linked_no_more(event: Make, partner: Make) -> None:
    host = partner()
    page = event(organiser=host)
    host.unpublish()
    assert document_of(page)["organisers"] == []


def test_a_citys_new_name_reaches_events_through_their_place(event: Make, halle: City) -> None:
    page = event()
    halle.qualifier = "an der Saale"
    halle.save()
    assert [each["title"] for each in document_of(page)["cities"]] == ["Halle (an der Saale)"]
    assert entry_of(page).facet_rows.get(name="city").label == "Halle (an der Saale)"


def test_what_shows_nothing_of_a_change_does_not_move(event: Make, partner: Make) -> None:
    host = partner()
    page = event(organiser=host)
    before = entry_of(page).sequence
    host.phone = "0345 12345"
    host.save_revision().publish()
    assert entry_of(page).sequence == before


def test_a_programmes_figures_follow_its_events(event: Make, programme: CityProgrammePage) -> None:
    page = event(programme=programme, participants=50, participants_qualifier="about")
    event("Zweite", programme=programme, participants=20, participants_qualifier="exact")
    figures = {each["label"]: each for each in document_of(programme)["figures"]}
    assert figures["Veranstaltungen"]["value"] == 2
    assert figures["Teilnehmende"]["value"] == 70
    assert figures["Teilnehmende"]["qualifier"]["value"] == "about"
    page.unpublish()
    figures = {each["label"]: each for each in document_of(programme)["figures"]}
    assert figures["Veranstaltung"]["value"] == 1


def test_only_people_who_agreed_have_a_profile(event: Make, olga: Person) -> None:
    page = event(person=olga)
    assert document_of(page)["contributions"][0]["person"]["title"] == "Olga Beispiel"
    olga.public_profile = False
    olga.save()
    assert entry_of(olga).reason == Reason.RESTRICTED
    assert document_of(page)["contributions"][0]["person"] is None
    assert document_of(page)["contributions"][0]["name"] == "Olga Beispiel"
    assert not entry_of(page).facet_rows.filter(name="person").exists()


def test_a_private_person_was_never_public(db: None) -> None:
    private = Person.objects.create(given_name="Ida", family_name="Still")
    assert not Entry.objects.filter(pk=public_id(private)).exists()


def test_consent_that_ends_withdraws_the_profile(olga: Person) -> None:
    Person.objects.filter(pk=olga.pk).update(consent_until=timezone.localdate() - dt.timedelta(days=1))
    assert entry_of(olga).state == EntryState.LIVE
    run_due()
    assert entry_of(olga).state == EntryState.WITHDRAWN


def test_a_deleted_person_is_told_as_erased(olga: Person) -> None:
    identity = public_id(olga)
    olga.delete()
    assert Entry.objects.get(pk=identity).reason == Reason.ERASED


def test_a_mail_address_shown_elsewhere_follows_the_partner(event: Make, partner: Make) -> None:
    host = partner()
    page = event()
    page.announcement = json.dumps([{"type": "contact", "value": {"partner": host.pk}, "id": "1" * 8}])
    page.save_revision().publish()
    host.email = "neu@example.org"
    host.save_revision().publish()
    assert document_of(page)["announcement"][0]["value"]["email"] == "neu@example.org"


def test_an_event_that_leaves_a_programme_is_counted_there_no_more(event: Make, programme: CityProgrammePage) -> None:
    page = event(programme=programme)
    assert figures_of(programme)["Veranstaltung"] == 1
    page.city_programme_items = []
    page.save_revision().publish()
    assert figures_of(programme)["Veranstaltungen"] == 0


def test_a_deleted_event_is_counted_no_more(event: Make, programme: CityProgrammePage) -> None:
    event(programme=programme).delete()
    assert figures_of(programme)["Veranstaltungen"] == 0


def test_figures_follow_in_every_language(event: Make, programme: CityProgrammePage) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = programme.copy_for_translation(english, copy_parents=True)
    translated.save_revision().publish()
    page = event(programme=programme)
    for withdrawn in (False, True):
        if withdrawn:
            page.unpublish()
        assert {*figures_of(programme).values()} == {*figures_of(translated).values()} == {0 if withdrawn else 1}
    # The front pages in two languages were made by code, and name each other only once published.
    assert not [each for each in differences() if each.title != "Startseite"]


def figures_of(programme: CityProgrammePage) -> dict[str, float]:
    return {each["label"]: each["value"] for each in document_of(programme)["figures"]}


def test_the_broadest_topics_new_name_reaches_events_below_it(event: Make) -> None:
    broad = Topic.objects.create(name="Gesellschaft")
    middle = Topic.objects.create(name="Zusammenleben", parent=broad)
    narrow = Topic.objects.create(name="Nachbarschaft", parent=middle)
    page = event()
    page.topic_items = [EventTopic(topic=narrow)]
    page.save_revision().publish()
    broad.name = "Gemeinschaft"
    broad.save()
    assert entry_of(page).facet_rows.get(name="topic", value=broad.slug).label == "Gemeinschaft"


def test_a_citys_new_slug_reaches_all_cards_of_it(event: Make, halle: City) -> None:
    page = event()
    halle.slug = "halle-an-der-saale"
    halle.save()
    document = document_of(page)
    assert [document["cities"][0]["slug"], document["occurrences"][0]["place"]["city"]["slug"]] == [halle.slug] * 2


def test_the_front_pages_new_slug_reaches_its_cards(home: HomePage) -> None:
    """Its address stays."""
    block = {"type": "related", "value": {"title": "", "pages": [home.pk], "topics": []}}
    page = home.add_child(instance=StandardPage(title="Über uns", body=json.dumps([block])))
    page.save_revision().publish()
    home.slug = "start"
    home.save_revision().publish()
    assert document_of(page)["body"][0]["value"]["items"][0]["slug"] == "start"


def test_a_citys_new_name_reaches_news_through_event_and_place(
    event: Make, publish: Make, parents: dict[str, str], halle: City
) -> None:
    news = NewsPage(title="Rückblick", published_on=dt.date(2018, 6, 1))
    news.event_items = [NewsEvent(event=event())]
    page = publish(news, parents["NewsIndexPage"])
    halle.qualifier = "an der Saale"
    halle.save()
    assert entry_of(page).facet_rows.get(name="city").label == "Halle (an der Saale)"


def test_a_new_name_goes_all_the_way_though_the_process_died_on_it(
    event: Make, publish: Make, parents: dict[str, str], halle: City, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The event shows it already, the news about the event not yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(dependants, "AT_ONCE", 1)
    page, _other_place = event(), Place.objects.create(name="Rathaus", city=halle)
    news = NewsPage(title="Rückblick", published_on=dt.date(2018, 6, 1))
    news.event_items = [NewsEvent(event=page)]
    review = publish(news, parents["NewsIndexPage"])
    run_queued_tasks(TaskWorker())
    build = dependants.ledger.update_entry

    def killed(thing: Any) -> Any:
        if isinstance(thing, NewsPage):
            raise Interrupted
        return build(thing)

    halle.qualifier = "an der Saale"
    halle.save()
    with monkeypatch.context() as patch:
        patch.setattr(dependants.ledger, "update_entry", killed)
        run_queued_tasks(TaskWorker())
    labels = [entry_of(each).facet_rows.get(name="city").label for each in (page, review)]
    assert labels == ["Halle (an der Saale)", "Halle (Saale)"]
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        run_queued_tasks(TaskWorker())
    assert entry_of(review).facet_rows.get(name="city").label == "Halle (an der Saale)"
    assert not list(differences())


def test_what_cannot_be_built_just_now_is_tried_again_until_it_is(
    event: Make, halle: City, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependants, "AT_ONCE", 0)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    unlucky, lucky = event("Pech"), event("Glück")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    halle.qualifier = "an der Saale"
    halle.save()
    monkeypatch.setattr(dependants, "AT_ONCE", 50)
    build = dependants.ledger.update_entry

    def timed_out(thing: Any) -> Any:
        if thing.pk == unlucky.pk:
            raise OperationalError("canceling statement due to statement timeout")
        return build(thing)

    with monkeypatch.context() as patch:
        patch.setattr(dependants.ledger, "update_entry", timed_out)
        run_queued_tasks(TaskWorker())
    assert entry_of(lucky).facet_rows.get(name="city").label == "Halle (an der Saale)"
    (waiting,) = [each for each in work() if each.name.endswith("refresh_task")]
    assert waiting.failures == 1
    assert f"EventPage {unlucky.pk}: OperationalError('canceling statement" in waiting.trouble
    assert "Traceback" not in waiting.trouble
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        run_queued_tasks(TaskWorker())
    assert entry_of(unlucky).facet_rows.get(name="city").label == "Halle (an der Saale)"
    assert not [each for each in work() if each.name.endswith("refresh_task")]
    assert not list(differences())


def test_a_connection_that_is_cut_loses_nothing_of_a_task(
    event: Make, halle: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was built before, in the same transaction, is not stored either: the task has failed as a whole."""
    things = [event("Erste"), event("Zweite")]
    build = dependants.ledger.update_entry

    def gone(*_savepoint: str) -> None:
        raise OperationalError("terminating connection due to administrator command")

    def cut(thing: Any) -> Any:
        if thing.pk == things[-1].pk:
            # Then not even the savepoint can be gone back to.
            monkeypatch.setattr(connection, "savepoint_rollback", gone)
            gone()
        return build(thing)

    keys = [list(key_of(each)) for each in things]
    with monkeypatch.context() as patch:
        patch.setattr(dependants.ledger, "update_entry", cut)
        result = dependants.refresh_task.enqueue(keys)
    transaction.set_rollback(False)
    assert result.status == TaskResultStatus.FAILED


def test_translations_name_each_other_as_long_as_they_are_public(event: Make) -> None:
    page = event()
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert document_of(page)["translations"] == []
    english.title = "Living together"
    english.save_revision().publish()
    assert [each["title"] for each in document_of(page)["translations"]] == ["Living together"]
    EventPage.objects.get(pk=english.pk).unpublish()
    assert document_of(page)["translations"] == []


def test_what_showed_a_deleted_thing_forgets_it_in_the_same_transaction(event: Make) -> None:
    replacement = event("Ersatz")
    page = event("Ausgefallen", replaced_by=replacement)
    assert document_of(page)["replaced_by"]["title"] == "Ersatz"
    replacement.delete()
    assert document_of(page)["replaced_by"] is None


def test_what_a_page_shows_is_known_before_a_worker_has_noted_it(
    event: Make, partner: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    host = partner("Alter Name")
    page = event(organiser=host)
    DBTaskResult.objects.all().delete()
    host.title = "Neuer Name"
    host.save_revision().publish()
    # Wagtail's own task, which notes what refers to what, may come later.
    DBTaskResult.objects.exclude(task_path=dependants.refresh_task.module_path).delete()
    # The editor waits for the partner alone.
    assert document_of(page)["organisers"][0]["partner"]["title"] == "Alter Name"
    run_queued_tasks(TaskWorker())
    assert document_of(page)["organisers"][0]["partner"]["title"] == "Neuer Name"
    assert not list(differences())
