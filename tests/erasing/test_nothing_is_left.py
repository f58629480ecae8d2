"""After the erasing the whole database and the data folder hold the name nowhere."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import CharField, FileField, JSONField, TextField
from django.test import Client
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.backends import get_search_backend

from cms.content.models import CreditedImage, EventPage, Person
from cms.erasing.columns import LEFT_ALONE, OF_THE_LEDGER, text_columns
from cms.erasing.erase import NotErased, erase
from cms.publishing.models import Entry, Version
from cms.publishing.rebuilding import differences
from tests.content import making
from tests.erasing.conftest import (
    FORMER,
    MAIL,
    NAME,
    PHONE,
    SECRETS,
    World,
    everything_stored,
    user,
)

WORD = "Person (gelöscht)"

# Wagtail leaves the file open from which it makes a rendition.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def erased(world: World) -> None:
    assert erase(world.person, user=world.editor, also=[MAIL, PHONE])


def found() -> set[tuple[str, str]]:
    return {(table, secret) for table, row in everything_stored() for secret in SECRETS if secret in row}


def test_the_name_stood_everywhere(world: World) -> None:
    tables = {table for table, _secret in found()}
    assert {
        "content_person", "content_eventpage", "content_eventcontribution", "content_creditedimage", "wagtailcore_page",
        "wagtailcore_revision", "wagtailcore_pagelogentry", "wagtailcore_modellogentry", "wagtailcore_comment",
        "wagtailcore_commentreply", "wagtailcore_taskstate", "wagtailredirects_redirect", "wagtaildocs_document",
        "publishing_entry", "publishing_version", "publishing_facetrow", "wagtailsearch_indexentry", "content_creditedrendition",
    } <= tables  # fmt: skip


def test_no_table_holds_it_afterwards(world: World) -> None:
    before = set(differences())
    erased(world)
    assert found() == set()
    assert set(differences()) <= before


@pytest.mark.django_db
def test_every_column_with_text_is_read() -> None:
    read = {(column.table, column.name) for column in text_columns()}
    kinds = (CharField, TextField, JSONField, FileField)
    known = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, kinds) and not field.primary_key and not field.is_relation
    }
    apart = {(table, name) for table, name in known if table in LEFT_ALONE | OF_THE_LEDGER or table.endswith("_fts")}
    assert known - apart <= read


def test_tables_of_plugins_that_are_missing_are_read(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE gone_note (id integer PRIMARY KEY, words text)")
        cursor.execute("INSERT INTO gone_note VALUES (1, %s)", [f"Von {NAME}"])
    erased(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM gone_note")
        assert cursor.fetchone() == (f"Von {WORD}",)


def test_pages_say_the_neutral_word_and_keep_what_was_said(world: World) -> None:
    erased(world)
    document = json.loads(Entry.objects.get(type="event").document)
    assert document["title"] == f"Gespräch mit {WORD}"
    assert [each["name"] for each in document["contributions"]] == [WORD, WORD]
    assert document["contributions"][0]["roles"] == ["Vorsitzende"]
    text = json.dumps(document, ensure_ascii=False)
    assert "Wir bleiben dran" in text
    assert '"email": null' in text
    page = EventPage.objects.get()
    assert page.slug == "gespraech-mit-person-geloescht"
    assert WORD in Client().get(page.get_url()).content.decode()


def test_partners_are_told(world: World) -> None:
    before = Client().get("/api/v1/changes").json()["next"]
    erased(world)
    changes = Client().get("/api/v1/changes", {"since": before}).json()["items"]
    told = {each.get("id") or each["document"]["id"]: each for each in changes}
    assert told[str(world.person.uuid)]["reason"] == "erased"
    assert {each["change"] for each in changes} == {"withdrawn", "published"}
    assert not Version.objects.filter(document__contains=str(world.person.uuid)).exists()


def test_nothing_brings_it_back(world: World) -> None:
    revisions = list(Revision.objects.for_instance(world.event).values_list("pk", flat=True))
    erased(world)
    for key in revisions:
        Revision.objects.get(pk=key).publish()
        assert found() == set()
    assert not Revision.objects.for_instance(world.person).exists()
    world.person.refresh_from_db()
    world.person.family_name = "Koşan"
    world.person.save()
    assert found() == set()
    assert world.desk.get(f"/admin/snippets/content/person/edit/{world.person.pk}/").status_code == 404


def test_it_is_done_once_and_logged_without_the_name(world: World) -> None:
    erased(world)
    state = sorted(row for _table, row in everything_stored())
    assert not erase(world.person, user=world.editor)
    assert sorted(row for _table, row in everything_stored()) == state
    entry = ModelLogEntry.objects.get(action="content.erase")
    assert (entry.label, entry.user, entry.data) == (WORD, world.editor, {})


def test_all_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.erasing.erase import _Erasing

    before = sorted(row for _table, row in everything_stored())
    monkeypatch.setattr(_Erasing, "_rewrite_columns", lambda self: None)
    with pytest.raises(NotErased, match="content_"):
        erase(world.person)
    assert sorted(row for _table, row in everything_stored()) == before


def test_old_versions_go_even_where_only_their_text_names_the_person(world: World) -> None:
    Person.objects.filter(pk=world.person.pk).update(public_profile=False)
    assert Version.objects.filter(document__contains=NAME).exists()
    erased(world)
    assert not Version.objects.filter(document__contains=NAME).exists()


def test_others_of_the_name_stay(world: World) -> None:
    other = making.person("Ümit", "Koşan", public_profile=True, slug="anderer")
    assert erase(world.person, also=[MAIL])
    assert str(Person.objects.get(pk=other.pk)) == NAME
    document = json.loads(Entry.objects.get(type="event").document)
    assert document["title"] == f"Gespräch mit {NAME}"
    assert [each["name"] for each in document["contributions"]] == [WORD, NAME]
    assert Entry.objects.get(pk=other.uuid).title == NAME


def test_others_of_the_name_stay_also_where_texts_are_changed(world: World) -> None:
    other = making.person("Ümit", "Koşan", public_profile=True, slug="anderer")
    other.save_revision(log_action=True).publish()
    assert erase(world.person, also=[MAIL], in_text=True)
    assert str(Person.objects.get(pk=other.pk)) == NAME
    assert Revision.objects.for_instance(other).first().as_object().family_name == "Koşan"
    assert list(get_search_backend().search("Koşan", Person)) == [other]
    assert json.loads(Entry.objects.get(type="event").document)["title"] == f"Gespräch mit {WORD}"


def test_words_that_only_look_alike_stay(world: World) -> None:
    page = EventPage.objects.get()
    page.lead = "Frau Koşan und Ümit Koşanoğlu in der Koşan-Straße."
    page.save_revision().publish()
    erased(world)
    assert EventPage.objects.get().lead == "Frau Koşan und Ümit Koşanoğlu in der Koşan-Straße."


def test_the_portrait_is_gone(world: World) -> None:
    key = world.person.portrait_id
    erased(world)
    assert not CreditedImage.objects.filter(pk=key).exists()


@pytest.mark.parametrize(("group", "status"), [("Mitarbeit", 302), ("Redaktion", 200)])
def test_only_those_who_publish_and_delete_may_do_it(world: World, group: str, status: int) -> None:
    _someone, browser = user("jemand", group)
    assert browser.get(f"/admin/personen/{world.person.pk}/loeschen/").status_code == status
    answer = browser.get("/admin/snippets/content/person/").content.decode()
    assert ("/loeschen/" in answer) == (status == 200)
    if status != 200:
        browser.post(f"/admin/personen/{world.person.pk}/loeschen/", {"sure": "on", "in_text": "on"})
        assert Person.objects.get().erased_on is None


def test_the_desk_shows_where_and_then_erases(world: World) -> None:
    url = f"/admin/personen/{world.person.pk}/loeschen/"
    shown = world.desk.get(url)
    html = shown.content.decode()
    for words in (NAME, FORMER, "Gespräch mit", "Ausgewählt in", "Fassung", MAIL):
        assert words in html
    sent = shown.context["form"].initial
    refused = world.desk.post(url, {"also": sent["also"], "in_text": "on"})
    assert "Nichts bringt den Namen zurück" in refused.content.decode()
    assert Person.objects.get().erased_on is None
    done = world.desk.post(url, {"also": sent["also"], "in_text": "on", "sure": "on"}, follow=True)
    assert "Die Person wurde gelöscht" in done.content.decode()
    assert found() == set()
    assert world.desk.get(url).status_code == 404


def test_nobody_finds_or_chooses_who_was_erased(world: World) -> None:
    other = making.person("Aylin", "Demir")
    erased(world)
    for url in ("/admin/snippets/content/person/", "/admin/snippets/content/person/?q=Aylin"):
        html = world.desk.get(url).content.decode()
        assert str(other) in html
        assert WORD not in html
    for url in ("/admin/snippets/choose/content/person/", "/admin/snippets/choose/content/person/results/?q=Aylin"):
        answer = world.desk.get(url).content.decode()
        assert "Aylin" in answer
        assert "gelöscht" not in answer


def test_the_command_says_which_keys_are_near_to_a_wrong_one(world: World) -> None:
    with pytest.raises(CommandError, match=f"Near to it: {world.person.slug}"):
        call_command("erase", "Ümit Kosan")
