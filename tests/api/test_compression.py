"""Who can unpack an answer gets it compressed, under its own tag; everything else about it is the same."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from cms.publishing.reading import memory
from tests.api.conftest import Get, Ledger
from tests.api.test_remembered import remembering

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESSES = ("events?locale=de", "events?locale=de&fields=title,lead", "changes", "openapi.json")


@pytest.fixture(autouse=True)
def filled(ledger: Ledger) -> None:
    for number in range(30):
        ledger.add("event", f"Fest {number}", lead="Ein Fest für alle. " * 3)


def plain(answer: Any) -> bytes:
    return gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content


@pytest.mark.parametrize("accepted", ["gzip", "deflate, gzip;q=0.5, br", "*", "GZIP"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_the_bytes_are_the_same_and_the_tag_is_another(get: Get, path: str, accepted: str) -> None:
    whole, packed = get(path), get(path, Accept_Encoding=accepted)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(whole.content) / 2
    assert packed["ETag"] == whole["ETag"][:-1] + '-gzip"'
    assert packed["Vary"] == whole["Vary"]
    assert get(path, Accept_Encoding=accepted).content == packed.content


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "gzip; q=0.000, br", "x-gzipped", "br"])
def test_who_cannot_unpack_it_gets_it_plain(get: Get, accepted: str) -> None:
    answer = get(ADDRESSES[0], Accept_Encoding=accepted)
    assert "Content-Encoding" not in answer.headers
    assert answer.json()["items"]
    assert "-gzip" not in answer["ETag"]


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("path", ADDRESSES)
def test_what_is_unchanged_has_the_tag_that_was_given(
    get: Get, path: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = get(path, Accept_Encoding="gzip")
    with remembering(monkeypatch) if is_kept else monkeypatch.context():
        for _ in range(3):
            same = get(path, Accept_Encoding="gzip", If_None_Match=packed["ETag"])
            assert (same.status_code, same["ETag"], same.content) == (304, packed["ETag"], b"")
            assert "Content-Encoding" not in same.headers
            assert get(path, Accept_Encoding="gzip", If_None_Match='"another-gzip"').status_code == 200
            assert get(path, Accept_Encoding="gzip", If_Match='"another-gzip"').status_code == 412
            assert plain(get(path, Accept_Encoding="gzip", If_Match=packed["ETag"])) == plain(packed)


def test_each_encoding_is_kept_by_itself(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ADDRESSES[0]
    whole, packed = get(path), get(path, Accept_Encoding="gzip")
    with remembering(monkeypatch):
        assert memory.may_remember()
        for _ in range(3):
            assert get(path).content == whole.content
            again = get(path, Accept_Encoding="gzip")
            assert (again.content, again.headers) == (packed.content, packed.headers)


def test_little_is_sent_as_it_is(get: Get) -> None:
    answer = get("events?limit=1&fields=title", Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
    assert get("events?limit=1&fields=title", Accept_Encoding="gzip", If_None_Match=answer["ETag"]).status_code == 304


def test_errors_are_sent_as_they_are(get: Get) -> None:
    answer = get("events?gibt.es.nicht=1", Accept_Encoding="gzip")
    assert answer.status_code == 400
    assert answer.json()["errors"]
