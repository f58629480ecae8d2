"""A small network, and the pages and people that blocks show."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from cms.content.initial_site import ensure_initial_site
from cms.content.models import (
    CreditedImage,
    HomePage,
    PartnerIndexPage,
    PartnerPage,
    Person,
    StandardPage,
    Topic,
)

Raw = dict[str, Any]


@pytest.fixture
def home(db: None) -> HomePage:
    return ensure_initial_site(settings.BASE_URL)


@pytest.fixture
def write_page(home: HomePage) -> Callable[..., StandardPage]:
    """Writes a published page with these blocks, given as they are stored."""

    def write(*blocks: Raw, title: str = "Über uns") -> StandardPage:
        page = StandardPage(title=title, body=json.dumps(list(blocks)))
        home.add_child(instance=page)
        page.save_revision().publish()
        return page

    return write


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(honorific="Dr.", given_name="Ümit", family_name="Koşan", public_profile=True)


@pytest.fixture
def write_partner(home: HomePage) -> Callable[..., PartnerPage]:
    """Writes a published partner."""

    def write(title: str = "Verband der Vereine Halle (Saale) e.V.", **fields: Any) -> PartnerPage:
        partner = PartnerPage(title=title, **fields)
        PartnerIndexPage.objects.child_of(home).get().add_child(instance=partner)
        partner.save_revision().publish()
        return PartnerPage.objects.get(pk=partner.pk)

    return write


@pytest.fixture
def topic(db: None) -> Topic:
    return Topic.objects.create(name="Vernetzung")


@pytest.fixture
def image(db: None) -> CreditedImage:
    file = io.BytesIO()
    Image.new("RGB", (1000, 600), "#b3261e").save(file, "JPEG")
    return CreditedImage.objects.create(
        title="IMG_0815",
        description="Ein Podium mit vier Menschen",
        credit="Foto: Jana Beispiel",
        licence="CC BY 4.0",
        file=ImageFile(io.BytesIO(file.getvalue()), name="podium.jpg"),
    )


@pytest.fixture
def document(db: None) -> AbstractDocument:
    return get_document_model().objects.create(
        title="Programm der Konferenz", file=ContentFile(b"%PDF-1.7 Programm", name="programm.pdf")
    )
