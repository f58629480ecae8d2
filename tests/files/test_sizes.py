"""The worker makes the sizes that documents name; until then another one stands in, and no visitor waits."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from PIL import Image

from cms.content.models import CreditedImage
from cms.extend.tasks import TaskWorker, run_queued_tasks
from cms.public.image_address import image_path
from cms.publishing.models import Entry
from cms.site.files import sizes
from tests.content.making import event, published
from tests.files.conftest import body, picture

pytestmark = [
    pytest.mark.database,
    # Wagtail leaves the closing of a rendition's temporary file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]
WANTED = "width-800|format-webp"


@pytest.fixture
def large(collection: Any) -> CreditedImage:
    """An image that is larger than most of its sizes, and public."""
    file = ImageFile(io.BytesIO(picture(size=(900, 600))), name="gross.png")
    return CreditedImage.objects.create(title="Plakat", file=file, credit="Foto: Ada", licence="CC BY 4.0")


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks wait for a worker, as in production."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def waiting() -> list[Any]:
    tasks = DBTaskResult.objects.ready().filter(task_path=sizes.make_size.module_path)
    return [each["args"] for each in tasks.values_list("args_kwargs", flat=True)]


def specs(image: CreditedImage) -> set[str]:
    return set(image.renditions.values_list("filter_spec", flat=True))


def test_what_a_document_names_is_made_by_the_worker(home: None, large: CreditedImage, queue: None) -> None:
    page = published(event(hero_image=large, hero_image_alt="Ein Plakat"))
    entry = Entry.objects.get(object_pk=str(page.pk), type="event")
    named = {f"width-{width}|format-{name}" for width, name in re.findall(r"/width-(\d+)\.(\w+)", entry.document)}
    assert len(named) == 9
    sizes.follow([entry])
    sizes.follow([entry])
    assert {(key, spec) for key, spec in waiting()} == {(large.pk, spec) for spec in named}
    assert len(waiting()) == 9
    DBTaskResult.objects.exclude(task_path=sizes.make_size.module_path).delete()
    run_queued_tasks(TaskWorker())
    assert specs(large) == named
    sizes.follow([entry])
    assert waiting() == []


def test_the_nearest_size_stands_in_and_is_not_kept_for_long(
    home: None, large: CreditedImage, queue: None, client: Client
) -> None:
    address = image_path(large, WANTED)
    first = client.get(address)
    assert (first.status_code, first["Content-Type"], first["Cache-Control"]) == (
        200,
        "image/jpeg",
        "public, max-age=30",
    )
    assert Image.open(io.BytesIO(body(first))).width == 400
    large.get_rendition("width-900|format-webp")
    large.get_rendition("width-1200|format-avif")
    nearer = client.get(address)
    assert nearer["Content-Type"] == "image/webp"
    assert waiting() == [[large.pk, WANTED]]
    run_queued_tasks(TaskWorker())
    made = client.get(address)
    assert "immutable" in made["Cache-Control"]
    assert Image.open(io.BytesIO(body(made))).width == 800
    assert made["ETag"] not in (first["ETag"], nearer["ETag"])
    assert waiting() == []


def test_without_a_worker_it_is_made_when_it_is_asked_for(home: None, large: CreditedImage, client: Client) -> None:
    answer = client.get(image_path(large, WANTED))
    assert (answer["Content-Type"], specs(large)) == ("image/webp", {WANTED})


def test_a_file_that_is_gone_is_made_again(home: None, large: CreditedImage, queue: None, client: Client) -> None:
    rendition = large.get_rendition(WANTED)
    rendition.file.storage.delete(rendition.file.name)
    assert client.get(image_path(large, WANTED))["Cache-Control"] == "public, max-age=30"
    run_queued_tasks(TaskWorker())
    assert "immutable" in client.get(image_path(large, WANTED))["Cache-Control"]


def test_an_image_that_cannot_be_made_holds_up_nothing(
    home: None, large: CreditedImage, queue: None, client: Client
) -> None:
    large.file.storage.delete(large.file.name)
    assert client.get(image_path(large, WANTED)).status_code == 404
    run_queued_tasks(TaskWorker())
    assert not DBTaskResult.objects.failed().exists()
    assert waiting() == []


def test_addresses_that_are_not_ours_are_left_alone(home: None, large: CreditedImage, queue: None) -> None:
    forged = f"/images/{large.pk}/{'x' * 24}/width-800.webp /images/999999/{'x' * 24}/width-800.webp"
    sizes.follow([Entry(document=forged), Entry(document="")])
    assert waiting() == []
