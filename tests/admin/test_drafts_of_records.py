"""Records have drafts: who may not publish changes nothing that the public sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, Task, Workflow
from wagtail.users.models import UserProfile

from cms.content import models
from cms.content.models import HomePage, Person
from cms.extend import public_id
from cms.publishing.models import Entry, EntryState
from cms.publishing.scheduled import run_due
from tests.admin.filling import open_form
from tests.content import making

pytestmark = pytest.mark.django_db

Record = Callable[[], Any]

RECORDS: dict[str, Record] = {
    "person": lambda: making.person(public_profile=True),
    "city": making.city,
    "place": making.place,
    "topic": lambda: models.Topic.objects.create(name="Beteiligung"),
    "programme": lambda: models.Programme.objects.create(name="Gemeinsam im Alltag"),
    "series": lambda: models.Series.objects.create(name="Bundeskonferenz"),
}
NAMES = {"person": "family_name"}
NEW = {
    "person": {"given_name": "Neu", "family_name": "Geheim"},
    "city": {"name": "Geheim", "ags": "05913000"},
    "place": {"name": "Geheim", "online": "on"},
    "topic": {"name": "Geheim"},
    "programme": {"name": "Geheim"},
    "series": {"name": "Geheim"},
}


def browser(group: str) -> Client:
    """The browser of somebody in the group."""
    user = User.objects.create_user(group.lower(), is_superuser=group == "Verwaltung")
    if group != "Verwaltung":
        user.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=user, preferred_language="de")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def contributor(home: HomePage) -> Client:
    return browser("Mitarbeit")


@pytest.fixture
def publisher(home: HomePage) -> Client:
    return browser("Redaktion")


def base(model: str) -> str:
    return f"/admin/snippets/content/{model}/"


def edit(desk: Client, thing: Any, *, action: str = "", **values: Any) -> Any:
    """What the form answers, sent with these values and the button."""
    url = f"{base(thing._meta.model_name)}edit/{thing.pk}/"
    sent = open_form(desk, url) | values
    return desk.post(url, sent | ({f"action-{action}": action} if action else {}), follow=True)


def public(thing: Any) -> tuple[Any, ...] | None:
    """What the ledger holds of the thing, with its number; None where it holds nothing."""
    entry = Entry.objects.filter(pk=public_id(thing), state=EntryState.LIVE).first()
    return (entry.sequence, entry.title, entry.document) if entry else None


def listed(api: str) -> str:
    answer = Client().get(f"/api/v1/{api}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("model", RECORDS)
def test_what_a_contributor_changes_stays_a_draft(contributor: Client, publisher: Client, model: str) -> None:
    thing = RECORDS[model]()
    before, row = public(thing), type(thing).objects.filter(pk=thing.pk).values().get()
    assert before is not None
    field = NAMES.get(model, "name")
    for button in ("", "publish"):
        answer = edit(contributor, thing, action=button, **{field: "Geheim"})
        assert answer.status_code == 200
        assert public(thing) == before
    assert "Geheim" not in listed("changes")
    stored = type(thing).objects.filter(pk=thing.pk).values().get()
    changed = {name for name in row if row[name] != stored[name]}
    assert changed <= {"latest_revision_id", "live_revision_id", "has_unpublished_changes"}
    assert "Veröffentlicht + Entwurf" in publisher.get(base(model)).content.decode()
    edit(publisher, thing, action="publish", **({"public_profile": "on"} if model == "person" else {}))
    assert "Geheim" in str(public(thing))


@pytest.mark.parametrize("model", RECORDS)
def test_what_a_contributor_makes_is_a_draft_and_named_by_nothing(contributor: Client, model: str) -> None:
    url = f"{base(model)}add/"
    sent = open_form(contributor, url) | NEW[model] | {"action-publish": "action-publish"}
    assert contributor.post(url, sent).status_code == 302
    made = getattr(models, {"person": "Person"}.get(model, model.capitalize())).objects.get()
    assert not made.live
    assert public(made) is None
    assert "Geheim" not in listed("changes")


@pytest.mark.parametrize("model", RECORDS)
def test_it_is_handed_in_approved_and_then_public(contributor: Client, publisher: Client, model: str) -> None:
    thing = RECORDS[model]()
    answer = edit(contributor, thing, action="submit", **{NAMES.get(model, "name"): "Geheim"})
    assert "Zur Freigabe" in answer.content.decode() or "eingereicht" in answer.content.decode()
    thing.refresh_from_db()
    state = thing.current_workflow_task_state
    assert state is not None
    assert "Geheim" not in str(public(thing))
    url = f"{base(model)}workflow/action/{thing.pk}/approve/{state.pk}/"
    assert contributor.post(url, {"comment": ""}).status_code in (302, 403)
    assert "Geheim" not in str(public(thing))
    assert publisher.post(url, {"comment": ""}).status_code in (200, 302)
    assert "Geheim" in str(public(thing))


@pytest.mark.parametrize("view", ["unpublish", "delete", "lock"])
def test_a_contributor_takes_nothing_back(contributor: Client, view: str) -> None:
    thing = making.city()
    before = public(thing)
    assert contributor.post(f"{base('city')}{view}/{thing.pk}/").status_code in (302, 403)
    assert public(thing) == before
    assert not models.City.objects.get().locked


@pytest.mark.parametrize("values", [{"public_profile": "on"}, {"consent_until": "2099-01-01"}, {"consent_until": ""}])
def test_consent_is_only_for_those_who_publish(contributor: Client, publisher: Client, values: dict[str, str]) -> None:
    who = making.person(consent_until=dt.date(2090, 1, 1))
    form = open_form(contributor, f"{base('person')}edit/{who.pk}/")
    assert not {"public_profile", "consent_until"} & set(form)
    answer = edit(contributor, who, **values, family_name="Geheim")
    assert "darf nur" in answer.content.decode()
    who.refresh_from_db()
    assert who.get_latest_revision_as_object().family_name == "Koşan"
    assert (who.public_profile, who.consent_until, who.latest_revision) == (False, dt.date(2090, 1, 1), None)
    assert {"public_profile", "consent_until"} <= set(open_form(publisher, f"{base('person')}edit/{who.pk}/")) | {
        "public_profile"
    }
    edit(publisher, who, action="publish", public_profile="on", consent_until="2099-01-01")
    assert public(Person.objects.get()) is not None


def test_a_new_person_of_a_contributor_has_no_profile(contributor: Client) -> None:
    url = f"{base('person')}add/"
    answer = contributor.post(url, open_form(contributor, url) | NEW["person"] | {"public_profile": "on"})
    assert "darf nur" in answer.content.decode()
    assert not Person.objects.exists()


def test_an_old_version_brings_no_consent_back(contributor: Client, publisher: Client) -> None:
    who = making.person()
    edit(publisher, who, action="publish", public_profile="on")
    with_profile = Person.objects.get().latest_revision
    form = open_form(publisher, f"{base('person')}edit/{who.pk}/")
    form.pop("public_profile", None)
    publisher.post(f"{base('person')}edit/{who.pk}/", form | {"action-publish": "action-publish"})
    assert public(who) is None
    url = f"{base('person')}history/{who.pk}/revisions/{with_profile.pk}/revert/"
    assert contributor.post(url, open_form(contributor, url)).status_code == 302
    assert not Person.objects.get().get_latest_revision_as_object().public_profile
    assert public(who) is None


def test_what_was_live_can_be_compared_and_brought_back(publisher: Client) -> None:
    city = making.city()
    edit(publisher, city, action="publish", name="Halle an der Saale")
    first, second = Revision.objects.for_instance(city).order_by("created_at", "pk")
    shown = publisher.get(f"{base('city')}history/{city.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert "an der Saale" in shown.content.decode()
    url = f"{base('city')}history/{city.pk}/revisions/{first.pk}/revert/"
    publisher.post(url, open_form(publisher, url) | {"action-publish": "action-publish"})
    assert models.City.objects.get().name == "Halle"
    assert '"name":"Halle"' in str(public(city))
    assert publisher.get(f"{base('city')}history/{city.pk}/").status_code == 200


def test_it_goes_live_and_expires_by_the_clock(publisher: Client) -> None:
    city = making.city()
    now = timezone.now()
    moment = timezone.localtime(now + dt.timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    end = timezone.localtime(now + dt.timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    edit(publisher, city, action="publish", name="Später", go_live_at=moment, expire_at=end)
    run_due()
    assert "Später" not in str(public(city))
    with time_machine.travel(now + dt.timedelta(hours=2)):
        run_due()
        assert "Später" in str(public(city))
    with time_machine.travel(now + dt.timedelta(hours=4)):
        run_due()
        assert public(city) is None
    assert Entry.objects.get(pk=public_id(city)).reason == "expired"


def test_it_is_taken_back_and_published_again(publisher: Client) -> None:
    city = making.city()
    assert publisher.post(f"{base('city')}unpublish/{city.pk}/").status_code == 302
    assert public(city) is None
    assert Entry.objects.get(pk=public_id(city)).reason == "unpublished"
    edit(publisher, models.City.objects.get(), action="publish")
    assert public(city) is not None


def test_locked_records_stay(publisher: Client, contributor: Client) -> None:
    city = making.city()
    publisher.post(f"{base('city')}lock/{city.pk}/")
    contributor.post(f"{base('city')}edit/{city.pk}/", {"name": "Geheim"})
    assert Revision.objects.for_instance(city).filter(content__name="Geheim").count() == 0


def test_what_code_saves_is_live(home: HomePage) -> None:
    city = making.city()
    assert city.live
    assert city.first_published_at
    assert public(city)
    city.name = "Halle an der Saale"
    city.save()
    assert "an der Saale" in str(public(city))
    city.name, city.partner_municipality = "Geheim", True
    city.save(update_fields=["partner_municipality"])
    assert "Geheim" not in str(public(city))


def test_the_workflow_of_pages_leads_records_too(home: HomePage) -> None:
    for model in RECORDS:
        kind = getattr(models, model.capitalize())
        assert kind.get_default_workflow() == Workflow.objects.get()
    assert Task.objects.count() == 1


def test_the_history_says_who_did_what(contributor: Client, publisher: Client) -> None:
    city = making.city()
    edit(contributor, city, name="Geheim")
    edit(publisher, models.City.objects.get(), action="publish")
    actions = ModelLogEntry.objects.for_instance(city).values_list("user__username", "action")
    assert {("mitarbeit", "wagtail.edit"), ("redaktion", "wagtail.publish")} <= set(actions)
