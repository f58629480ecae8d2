"""An image and a document as they are stored, each in a collection of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection

from cms.content.initial_site import ensure_initial_site
from cms.content.models import CreditedImage

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def no_renditions_of_other_tests() -> None:
    """Wagtail remembers renditions by what is in the image, which is the same in all tests."""
    cache.clear()


@pytest.fixture(autouse=True)
def home(db: None) -> None:
    """A site, so that pages that say no can be drawn."""
    ensure_initial_site("http://testserver")


@pytest.fixture
def collection(db: None) -> Collection:
    """A collection within another one."""
    outer = Collection.get_first_root_node().add_child(instance=Collection(name="Intern"))
    inner: Collection = outer.add_child(instance=Collection(name="Vorstand"))
    return inner


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """The bytes of an image of one colour."""
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def image(collection: Collection) -> CreditedImage:
    file = ImageFile(io.BytesIO(picture()), name="geheimer-name.png")
    return CreditedImage.objects.create(title="Plakat", file=file, collection=collection)


@pytest.fixture
def store(collection: Collection) -> Callable[..., AbstractDocument]:
    """Stores a document with this name, as an import or an older installation may have done."""

    def store(name: str = "protokoll.pdf", content: bytes = PDF) -> AbstractDocument:
        made: AbstractDocument = get_document_model()(
            title="Protokoll", file=ContentFile(content, name=name), collection=collection
        )
        made._set_document_file_metadata()
        made.save()
        return made

    return store


@pytest.fixture
def document(store: Callable[..., AbstractDocument]) -> AbstractDocument:
    return store()


@pytest.fixture
def member(db: None) -> Client:
    """Somebody with an account and no rights."""
    return logged_in(get_user_model().objects.create_user("mitglied", password="x"))


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who works in the desk."""
    user = get_user_model().objects.create_user("redaktion", password="x")
    user.groups.add(Group.objects.get(name="Redaktion"))
    return logged_in(user)


def logged_in(user: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(response: Any) -> bytes:
    """All that was sent."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)
