"""A disk that is full costs what could not be stored, and nothing else."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, filesystem
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.content.models import CreditedImage
from cms.publishing.middleware import is_full
from tests.files.conftest import PDF, picture

pytestmark = pytest.mark.filterwarnings("ignore:The default scheme:DeprecationWarning")


class Full(io.FileIO):
    """Takes a few bytes, and then no more."""

    def write(self, content: Any) -> int:
        super().write(content[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(filesystem.os, "fdopen", lambda fd, mode: Full(fd, "wb"))
    return monkeypatch


def stored() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def upload(editor: Client, kind: str) -> Any:
    where = {"collection": Collection.get_first_root_node().pk, "title": "Plakat"}
    file = SimpleUploadedFile("plakat.png", picture(), "image/png")
    if kind == "image":
        return editor.post(reverse("wagtailimages:add"), {**where, "file": file})
    if kind == "many images":
        return editor.post(reverse("wagtailimages:add_multiple"), {**where, "files[]": file})
    return editor.post(reverse("wagtaildocs:add"), {**where, "file": SimpleUploadedFile("plakat.pdf", PDF)})


@pytest.mark.parametrize("kind", ["image", "many images", "document"])
def test_who_uploads_is_told_what_to_do_and_nothing_is_left_of_it(
    admin_client: Client, kind: str, full: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = stored()
    admin_client.raise_request_exception = False
    answer = upload(admin_client, kind)
    assert answer.status_code == 507
    assert "nichts gespeichert" in answer.content.decode()
    assert "Make room in DATA" in caplog.text
    assert stored() == before
    assert not CreditedImage.objects.exists()
    assert not get_document_model().objects.exists()
    full.undo()
    assert upload(admin_client, kind).status_code in (200, 302)
    assert len(stored() - before) >= 1


def test_what_stood_there_before_stays(full: pytest.MonkeyPatch) -> None:
    full.undo()
    name = default_storage.save("plakat.txt", ContentFile(b"hier"))
    full.setattr(filesystem.os, "fdopen", lambda fd, mode: Full(fd, "wb"))
    with pytest.raises(OSError, match="space"):
        default_storage.save("plakat.txt", ContentFile(b"dort"))
    full.undo()
    with default_storage.open(name) as file:
        assert file.read() == b"hier"
    default_storage.delete(name)


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1": No space left on device'), True),
        (OSError(errno.EACCES, "x"), False),
        (OperationalError("database is locked"), False),
    ],
)
def test_the_words_of_a_full_disk_are_known(error: Exception, full: bool) -> None:
    assert is_full(error) is full
