"""A person who spoke, and has left their name wherever a name can be left."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoDbBlocker
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Comment, CommentReply
from wagtail.users.models import UserProfile

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.content.models import EventPage, Person
from tests.content import making

NAME = "Ümit Koşan"
FORMER = "Ümit Altınok"
MAIL, PHONE = "kosan.privat@example.org", "0345 778899"
SECRETS = ("koşan", "kosan", "altınok", "altinok", "uemit-", MAIL, PHONE)
"""What is to be found nowhere afterwards, in lower case."""


@dataclass
class World:
    """Who is to be erased, and where they stand."""

    person: Person
    event: EventPage
    editor: User
    desk: Client


def user(name: str, group: str) -> tuple[User, Client]:
    made = User.objects.create_user(name)
    made.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=made, preferred_language="de")
    browser = Client()
    browser.force_login(made)
    return made, browser


def block(name: str, /, **value: Any) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid4())}


def picture(name: str) -> ImageFile:
    data = BytesIO()
    Image.new("RGB", (60, 80), "teal").save(data, "JPEG")
    return ImageFile(BytesIO(data.getvalue()), name=name)


def stream(person: Person) -> str:
    speaks = {"speaker": person.pk, "role": "Gast"}
    return json.dumps(
        [
            {
                "type": "paragraph",
                "value": f"<p>Dr. {NAME} sprach; {NAME}s Rede. Auch {FORMER} war da.</p>",
                "id": str(uuid4()),
            },
            block("quote", text="Wir bleiben dran", release="given", kind="direct", language="de", **speaks),
            block("quote", text="Ja", name=NAME, role="Gast", release="given", kind="direct", language="de"),
            block("speakers", title=f"Mit {NAME}", portraits=True, people=[{**speaks, "kind": "input"}]),
            block("contact", person=person.pk, purpose="Fragen", email=MAIL, phone=PHONE),
        ]
    )


def build() -> World:
    """An installation in which the name stands in every place that an editor can reach."""
    ensure_initial_site("http://testserver", locale="de")
    editor, desk = user("redaktion", "Redaktion")
    person = Person.objects.create(
        honorific="Dr.", given_name="Ümit", family_name="Altınok", sort_name="Altınok, Ümit", public_profile=True
    )
    person.portrait = models.CreditedImage.objects.create(
        title=f"{FORMER} im Gespräch", file=picture("umit-altinok.jpg"), credit="Foto: Eva Ebner", licence="CC BY 4.0"
    )
    person.portrait_alt = f"{FORMER} am Pult"
    person.portrait.get_rendition("width-30")
    person.family_name, person.sort_name = "Koşan", "Koşan, Ümit"
    person.save_revision(user=editor, log_action=True).publish(user=editor)
    person = Person.objects.get()
    making.affiliation(person, "Vorstandsvorsitzende", organisation_text="Verein")
    person.save_revision(user=editor, log_action=True)
    event = making.event(
        f"Gespräch mit {NAME}", title=f"Gespräch mit {NAME}", lead=f"{NAME} erzählt.", report=stream(person)
    )
    event.contributions = [
        models.EventContribution(person=person, roles="Vorsitzende"),
        models.EventContribution(name_text=NAME, roles="Gast"),
    ]
    event = making.published(event)
    for words in ("Erst", "Dann"):
        event.lead = f"{words} {NAME}."
        event.save_revision(user=editor, log_action=True).publish(user=editor)
        event = EventPage.objects.get()
    event.title = f"{NAME} zu Gast"
    event.save_revision(user=editor, log_action=True)
    comment = Comment.objects.create(page=event, user=editor, text=f"Ist {NAME} gefragt?", contentpath="title")
    CommentReply.objects.create(comment=comment, user=editor, text=f"{NAME} sagt ja.")
    state = event.get_workflow().start(event, editor)
    state.current_task_state.reject(user=editor, comment=f"{NAME} heißt anders.")
    Redirect.objects.create(old_path="/uemit-kosan", redirect_link="https://example.org/uemit-kosan")
    get_document_model().objects.create(title=f"Rede von {NAME}", file=ContentFile(b"%PDF", name="Rede Ümit Koşan.pdf"))
    models.CreditedImage.objects.create(title="Bühne", credit=f"Foto: {NAME}", file=picture("umit_kosan_buehne.jpg"))
    making.published(
        models.NewsPage(title=f"{NAME} verlässt uns", published_on=dt.date(2018, 6, 1)), below=models.NewsIndexPage
    ).unpublish()
    event.refresh_from_db()
    event.go_live_at = timezone.now() + dt.timedelta(days=3)
    event.save_revision(user=editor).publish(user=editor)
    return World(Person.objects.get(), EventPage.objects.get(), editor, desk)


@pytest.fixture(scope="module")
def _built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Where the files lie of a world that is in the database."""
    files = tmp_path_factory.mktemp("world") / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        shutil.copytree(settings.MEDIA_ROOT, files)
        yield files
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: Path, db: None) -> World:
    """The world as it was built, which takes longer than most tests of it."""
    shutil.rmtree(settings.MEDIA_ROOT)
    shutil.copytree(_built, settings.MEDIA_ROOT)
    editor, desk = User.objects.get(username="redaktion"), Client()
    desk.force_login(editor)
    return World(Person.objects.get(), EventPage.objects.get(), editor, desk)


def everything_stored() -> Iterator[tuple[str, str]]:
    """Where, and what: every row of every table, with what JSON escapes written out."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, unescaped(repr(row)).casefold()


def unescaped(text: str) -> str:
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def files_stored() -> Iterator[tuple[str, bytes]]:
    """Every file of the data folder, by its path in lower case."""
    for path in Path(settings.ENV.data).rglob("*"):
        if path.is_file():
            yield str(path.relative_to(settings.ENV.data)).casefold(), path.read_bytes()
