"""Images are made when they are asked for, as long as they may be shown."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.images.views.serve import generate_image_url

from cms.content.models import CreditedImage


@pytest.fixture
def image(db: None) -> CreditedImage:
    return CreditedImage.objects.create(title="Plakat", file=get_test_image_file(size=(40, 30)))


# Wagtail leaves the closing of a rendition's temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_an_image_is_served_in_the_size_and_format_asked_for(image: CreditedImage, client: Client) -> None:
    response = client.get(generate_image_url(image, "width-20|format-webp"))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert "max-age" in response["Cache-Control"]
    assert b"".join(response.streaming_content)


def test_nobody_can_ask_for_sizes_that_were_not_offered(image: CreditedImage, client: Client) -> None:
    assert client.get(generate_image_url(image, "width-20").replace("width-20", "width-9999")).status_code == 403


def test_an_image_whose_rights_have_ended_is_not_served(image: CreditedImage, client: Client) -> None:
    image.rights_until = dt.date(2020, 1, 1)
    image.save()
    assert client.get(generate_image_url(image, "width-20")).status_code == 404
