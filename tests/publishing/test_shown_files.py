"""When an image or a file changes, or may not be shown any more, every page that shows it is public anew."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.models import (
    CreditedImage,
)
from cms.publishing import dependants
from cms.publishing.models import HiddenFile
from cms.publishing.scheduled import run_due
from tests.publishing.conftest import document_of

Make = Callable[..., Any]


def _image(credit: str = "Unbekannt") -> CreditedImage:
    return CreditedImage.objects.create(title="Plakat", file=get_test_image_file(), credit=credit, licence="CC BY 4.0")


def test_an_image_whose_rights_have_ended_is_shown_no_more(event: Make) -> None:
    image = _image(credit="Foto: Jana Beispiel")
    page = event(hero_image=image, hero_image_alt="Ein Plakat")
    assert document_of(page)["hero_image"]["credit"] == "Foto: Jana Beispiel"
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    CreditedImage.objects.filter(pk=image.pk).update(rights_until=yesterday)
    run_due()
    assert document_of(page)["hero_image"] is None


def test_an_image_that_is_public_again_is_shown_though_its_page_could_not_be_built_at_first(
    event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = _image()
    page = event(hero_image=image, hero_image_alt="Ein Plakat")
    today = timezone.localdate()
    CreditedImage.objects.filter(pk=image.pk).update(rights_until=today - dt.timedelta(days=1))
    run_due()
    CreditedImage.objects.filter(pk=image.pk).update(rights_until=None)

    def timed_out(thing: Any) -> Any:
        raise OperationalError("canceling statement due to statement timeout")

    with monkeypatch.context() as patched:
        patched.setattr(dependants.ledger, "update_entry", timed_out)
        run_due()
    assert document_of(page)["hero_image"] is None
    run_due()
    assert document_of(page)["hero_image"] is not None
    assert not HiddenFile.objects.exists()


def test_nothing_is_noted_of_an_image_that_is_gone(db: None) -> None:
    image = _image()
    CreditedImage.objects.filter(pk=image.pk).update(rights_until=timezone.localdate() - dt.timedelta(days=1))
    run_due()
    assert HiddenFile.objects.exists()
    image.delete()
    run_due()
    assert not HiddenFile.objects.exists()


def test_a_worker_that_stood_still_for_weeks_hides_what_ended_meanwhile(event: Make) -> None:
    today = timezone.localdate()
    run_due()
    image = _image()
    page = event(hero_image=image, hero_image_alt="Ein Plakat")
    CreditedImage.objects.filter(pk=image.pk).update(rights_until=today + dt.timedelta(days=3))
    with patch("cms.public.visibility.timezone.localdate", return_value=today + dt.timedelta(days=40)):
        run_due()
    assert document_of(page)["hero_image"] is None


def test_an_images_new_credit_reaches_pages(event: Make) -> None:
    image = _image()
    page = event(hero_image=image, hero_image_alt="Ein Plakat")
    image.credit = "Foto: Jana Beispiel"
    image.save()
    assert document_of(page)["hero_image"]["credit"] == "Foto: Jana Beispiel"


def test_a_file_that_is_closed_is_offered_no_more(event: Make) -> None:
    shelf = Collection.get_first_root_node().add_child(name="Programme")
    file = Document.objects.create(title="Programmheft", file=ContentFile(b"%PDF-", "heft.pdf"), collection=shelf)
    page = event()
    page.announcement = json.dumps([{"type": "document", "value": {"document_file": file.pk}, "id": "1" * 8}])
    page.save_revision().publish()
    file.title = "Programm"
    file.save()
    assert document_of(page)["announcement"][0]["value"]["title"] == "Programm"
    closed = CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    assert document_of(page)["announcement"] == []
    closed.delete()
    assert len(document_of(page)["announcement"]) == 1
