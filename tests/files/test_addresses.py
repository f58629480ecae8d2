"""Whatever address a file was given: who may not see it gets nothing of it, and no cache keeps it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import AbstractDocument
from wagtail.images.views.serve import generate_image_url
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.models import CreditedImage, Person
from cms.public.image_address import image_path
from tests.content.making import event, published
from tests.files.conftest import PDF, body, picture

SPEC = "width-20|format-webp"
# Wagtail leaves the closing of a rendition's temporary file to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

Restrict = Callable[[Collection], None]


def _login(collection: Collection) -> None:
    _restrict(collection, "login")


def _password(collection: Collection) -> None:
    _restrict(collection, "password", password="geheim")


def _groups(collection: Collection) -> None:
    _restrict(collection, "groups").groups.add(Group.objects.create(name="Vorstand"))


def _parent(collection: Collection) -> None:
    _restrict(collection.get_parent(), "login")


def _restrict(collection: Collection, kind: str, **values: Any) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, **values)


RESTRICTIONS = {"login": _login, "password": _password, "groups": _groups, "parent": _parent}


def _rights_ended(image: CreditedImage) -> None:
    image.rights_until = timezone.localdate() - dt.timedelta(days=1)
    image.save()


def _deleted(file: Any) -> None:
    file.delete()


def _gone_from_disk(file: Any) -> None:
    file.file.storage.delete(file.file.name)
    for rendition in getattr(file, "renditions", None).all() if hasattr(file, "renditions") else ():
        rendition.file.storage.delete(rendition.file.name)


STATES: dict[str, Callable[[Any], None]] = {
    **{name: (lambda file, restrict=restrict: restrict(file.collection)) for name, restrict in RESTRICTIONS.items()},
    "rights ended": _rights_ended,
    "deleted": _deleted,
    "gone from disk": _gone_from_disk,
}

ADDRESSES: dict[str, Callable[[CreditedImage], str]] = {
    "in documents": lambda image: image_path(image, SPEC),
    "in documents of older versions": lambda image: generate_image_url(image, SPEC),
    "in the desk": lambda image: image.get_rendition("max-165x165").url,
    "of the original size": lambda image: image_path(image, "original"),
}


def refused(response: Any) -> bool:
    """Whether nothing of a file was sent, and nothing that caches would keep."""
    gone = response.status_code in (404, 410)
    asked_to_log_in = response.status_code == 302 and "login" in response["Location"]
    asked_for_password = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    kept = "public" in response.get("Cache-Control", "") or "ETag" in response
    return (gone or asked_to_log_in or asked_for_password) and not kept and b"%PDF" not in body(response)


@pytest.mark.parametrize(("address", "state"), [*product(ADDRESSES, STATES)])
def test_an_image_dies_at_every_address_with_the_right_to_show_it(
    address: str, state: str, image: CreditedImage, client: Client, member: Client
) -> None:
    url = ADDRESSES[address](image)
    first = client.get(url)
    assert first.status_code == 200
    assert first["Content-Type"] in ("image/webp", "image/png")
    assert first["Cache-Control"].startswith("public, max-age=")
    assert body(first)
    STATES[state](image)
    for headers in ({}, {"If-None-Match": first["ETag"]}, {"Range": "bytes=0-9"}):
        assert refused(client.get(url, headers=headers)), (address, state, headers)
        assert refused(client.head(url, headers=headers))
    if state not in ("login", "parent"):
        assert refused(member.get(url))


@pytest.mark.parametrize("state", ["rights ended", *RESTRICTIONS])
def test_the_desk_goes_on_showing_what_is_hidden_from_the_public_and_no_cache_keeps_it(
    state: str, image: CreditedImage, document: AbstractDocument, editor: Client
) -> None:
    STATES[state](image)
    urls = [image.get_rendition("max-165x165").url, image_path(image, SPEC)]
    for url in [*urls, *([document.url] if state != "rights ended" else [])]:
        response = editor.get(url)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        assert body(response)


@pytest.mark.parametrize("state", ["login", "parent"])
def test_who_is_let_into_a_collection_may_see_what_is_in_it(
    state: str, image: CreditedImage, document: AbstractDocument, member: Client
) -> None:
    STATES[state](image)
    for url in (image_path(image, SPEC), document.url):
        response = member.get(url)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_rights_end_by_the_clock_alone_and_caches_know_when(image: CreditedImage, client: Client) -> None:
    today = timezone.localdate()
    image.rights_until = today + dt.timedelta(days=2)
    image.save()
    url = image_path(image, SPEC)
    answer = client.get(url)
    seconds = int(answer["Cache-Control"].split("max-age=")[1].split(",")[0])
    assert 2 * 86_400 - 3_600 <= seconds <= 3 * 86_400 + 3_600
    with patch("cms.public.visibility.timezone.localdate", return_value=today + dt.timedelta(days=3)):
        assert refused(client.get(url, headers={"If-None-Match": answer["ETag"]}))


@pytest.mark.parametrize("state", [*RESTRICTIONS, "deleted", "gone from disk"])
def test_a_document_dies_at_its_address_with_the_right_to_have_it(
    state: str, document: AbstractDocument, client: Client, member: Client
) -> None:
    url = document.url
    first = client.get(url)
    assert (first.status_code, body(first)) == (200, PDF)
    STATES[state](document)
    for headers in ({}, {"If-None-Match": first["ETag"]}, {"Range": "bytes=0-9"}):
        assert refused(client.get(url, headers=headers)), (state, headers)
        assert refused(client.head(url, headers=headers))
    if state not in ("login", "parent"):
        assert refused(member.get(url))


@pytest.mark.parametrize("state", [*RESTRICTIONS])
def test_nobody_finds_out_the_name_of_a_closed_document_by_trying(
    state: str, document: AbstractDocument, client: Client
) -> None:
    STATES[state](document)
    right, wrong = client.get(document.url), client.get(f"/documents/{document.pk}/geraten.pdf")
    assert right.status_code == wrong.status_code
    assert b"protokoll" not in body(wrong)


def test_a_password_opens_the_document(document: AbstractDocument, client: Client) -> None:
    _password(document.collection)
    form = client.get(document.url)
    restriction = CollectionViewRestriction.objects.get()
    address = f"/documents/authenticate_with_password/{restriction.pk}/"
    assert address in body(form).decode()
    answer = client.post(address, {"password": "geheim", "return_url": document.url}, follow=True)
    assert (answer.status_code, body(answer)) == (200, PDF)
    assert answer["Cache-Control"] == "private, no-store"


def test_nothing_answers_in_the_media_folder(image: CreditedImage, document: AbstractDocument, editor: Client) -> None:
    rendition = image.get_rendition(SPEC)
    for name in (image.file.name, rendition.file.name, document.file.name):
        for path in (f"/media/{name}", f"/media/../media/{name}", f"/static/../media/{name}", f"/{name}"):
            for browser in (Client(), editor):
                assert browser.get(path).status_code == 404, path


def test_no_address_tells_a_file_name(image: CreditedImage) -> None:
    addresses = [image_path(image, SPEC), image.get_rendition(SPEC).url]
    assert [address for address in addresses if "geheim" in address] == []


def test_an_address_is_kept_for_a_year_and_never_stands_for_another_image(image: CreditedImage, client: Client) -> None:
    url = image_path(image, SPEC)
    answer = client.get(url)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.get("Vary", "")
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 5
    assert image_path(image, SPEC) != url
    image.refresh_from_db()
    name, storage = image.file.name, image.file.storage
    storage.delete(name)
    image.file = _another(name)
    image.save()
    assert image.file.name == name
    assert image_path(image, SPEC) != url
    assert client.get(url).status_code == 404


def _another(name: str) -> Any:
    return ImageFile(io.BytesIO(picture(size=(50, 40))), name=name.rpartition("/")[2])


@pytest.mark.parametrize(
    "change",
    [
        lambda url, image: url.replace("width-20", "width-9999"),
        lambda url, image: url.replace(".webp", ".jpeg"),
        lambda url, image: url.replace(f"/{image.pk}/", f"/{image.pk + 1}/"),
        lambda url, image: "/".join([*url.split("/")[:3], "A" * 24, url.rpartition("/")[2]]),
        lambda url, image: url + "/",
        lambda url, image: f"/images/{image.pk}//width-20.webp",
    ],
)
def test_nobody_guesses_an_address(change: Callable[[str, Any], str], image: CreditedImage, client: Client) -> None:
    assert client.get(change(image_path(image, SPEC), image)).status_code in (403, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_only_read(method: str, image: CreditedImage, document: AbstractDocument, client: Client) -> None:
    for url in (image_path(image, SPEC), document.url):
        assert getattr(client, method)(url).status_code == 405


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("boese.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("boese.html", b"<script>alert(1)</script>"),
        ("boese.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"),
        ("boese.xml", b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script/></x>"),
        ("boese.txt", b"<script>alert(1)</script>"),
        ("boese", b"<script>alert(1)</script>"),
        ("boese.js", b"alert(1)"),
    ],
)
def test_what_somebody_uploaded_never_runs_on_this_site(
    name: str, content: bytes, store: Callable[..., AbstractDocument], client: Client
) -> None:
    answer = client.get(store(name, content).url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'self'"


def test_a_pdf_is_shown_and_anything_else_is_saved_under_its_name(
    document: AbstractDocument, store: Callable[..., AbstractDocument], client: Client
) -> None:
    shown = client.get(document.url)
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"] == f'inline; filename="{document.filename}"'
    assert shown["X-Content-Type-Options"] == "nosniff"
    saved = client.get(store("übersicht.csv", b"a;b").url)
    assert saved["Content-Disposition"].startswith("attachment; filename")
    assert ".csv" in saved["Content-Disposition"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_portrait_dies_with_the_consent_unless_something_else_shows_it(
    address: str, image: CreditedImage, client: Client, member: Client
) -> None:
    last_day = timezone.localdate() + dt.timedelta(days=3)
    person = Person.objects.create(
        given_name="Ümit", family_name="Koşan", public_profile=True, consent_until=last_day, portrait=image
    )
    url = ADDRESSES[address](image)
    shown = client.get(url)
    assert shown.status_code == 200
    assert int(shown["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 4 * 86_400
    Person.objects.update(consent_until=timezone.localdate() - dt.timedelta(days=1))
    assert refused(client.get(url, headers={"If-None-Match": shown["ETag"]}))
    assert refused(member.get(url))
    Person.objects.create(given_name="Ada", family_name="Beispiel", public_profile=True, portrait=image)
    assert client.get(url).status_code == 200
    Person.objects.exclude(pk=person.pk).delete()
    assert refused(client.get(url))
    image.credit, image.licence = "Foto: Ada Beispiel", "CC BY 4.0"
    image.save()
    shows = published(event(hero_image=image, hero_image_decorative=True))
    assert client.get(url).status_code == 200
    # A draft shows nothing to anybody, and so is no reason.
    shows.unpublish()
    assert refused(client.get(url))
