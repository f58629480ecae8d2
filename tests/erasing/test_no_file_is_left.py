"""After the erasing the data folder holds the name nowhere; a room of its own, since it leaves the database empty."""

from __future__ import annotations

import json
import shutil
import unicodedata

import pytest
from django.conf import settings

from search.service import embedded
from tests.erasing.conftest import FORMER, MAIL, NAME, PHONE, build, files_stored
from tests.erasing.test_nothing_is_left import erased

# Wagtail leaves the file open from which it makes a rendition.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@pytest.mark.django_db(transaction=True)
def test_no_file_holds_it_afterwards() -> None:
    # Tests before have left their files, whose rows were rolled back.
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    embedded().clear()
    world = build()
    assert any("umit" in name for name, _content in files_stored())
    erased(world)
    names = {name for name, _content in files_stored() if "umit" in name or "kosan" in name or "koşan" in name}
    assert names == set()
    for secret in (NAME, FORMER, "Koşan", "koşan", MAIL, PHONE):
        for form in {secret, unicodedata.normalize("NFD", secret), json.dumps(secret)[1:-1]}:
            holding = [name for name, content in files_stored() if form.encode() in content]
            assert holding == [], form
