"""Files are sent whole, in part, or not at all where the client has them; or by the web server once they are judged."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings
from wagtail.documents.models import AbstractDocument
from wagtail.models import CollectionViewRestriction

from tests.files.conftest import PDF, body

SIZE = len(PDF)
# What the test client does not read is left to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, SIZE),
        ("bytes=-7", 206, SIZE - 7, SIZE),
        (f"bytes={SIZE - 1}-", 206, SIZE - 1, SIZE),
        ("bytes=10-999999", 206, 10, SIZE),
        ("bytes=-999999", 206, 0, SIZE),
        ("bytes=5-2", 200, 0, SIZE),
        ("bytes=-", 200, 0, SIZE),
        ("bytes=0-1,5-6", 200, 0, SIZE),
        ("items=0-1", 200, 0, SIZE),
        ("bytes=a-b", 200, 0, SIZE),
    ],
)
def test_a_part_is_sent_where_one_is_asked_for(
    asked: str, status: int, start: int, stop: int, document: AbstractDocument, client: Client
) -> None:
    answer = client.get(document.url, headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (status, PDF[start:stop])
    assert (answer["Content-Length"], answer["Accept-Ranges"]) == (str(stop - start), "bytes")
    assert answer.get("Content-Range") == (f"bytes {start}-{stop - 1}/{SIZE}" if status == 206 else None)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_with_the_size(asked: str, document: AbstractDocument, client: Client) -> None:
    answer = client.get(document.url, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"], body(answer)) == (416, f"bytes */{SIZE}", b"")


def test_the_rest_of_another_file_is_not_sent_for_the_rest_of_this_one(
    document: AbstractDocument, client: Client
) -> None:
    first = client.get(document.url)
    same = client.get(document.url, headers={"Range": "bytes=5-", "If-Range": first["ETag"]})
    dated = client.get(document.url, headers={"Range": "bytes=5-", "If-Range": first["Last-Modified"]})
    other = client.get(document.url, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (same.status_code, dated.status_code, other.status_code) == (206, 206, 200)
    assert body(other) == PDF


def test_who_has_it_is_told_so(document: AbstractDocument, client: Client) -> None:
    first = client.get(document.url)
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f'"x", W/{first["ETag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        answer = client.get(document.url, headers=headers)
        assert (answer.status_code, body(answer)) == (304, b"")
        assert (answer["ETag"], answer["Cache-Control"]) == (first["ETag"], "public, no-cache")
    assert client.get(document.url, headers={"If-None-Match": '"x"'}).status_code == 200


def test_the_head_tells_all_but_the_content(document: AbstractDocument, client: Client) -> None:
    whole, head = client.get(document.url), client.head(document.url)
    same = ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control", "Content-Disposition")
    assert [head[name] for name in same] == [whole[name] for name in same]
    assert (head.status_code, body(head)) == (200, b"")


@pytest.mark.parametrize(
    ("server", "header", "before"),
    [("nginx", "X-Accel-Redirect", "/litfass-files/"), ("xsendfile", "X-Sendfile", "{media}/")],
)
def test_the_web_server_sends_it_once_it_is_judged(
    server: str, header: str, before: str, document: AbstractDocument, client: Client
) -> None:
    with override_settings(SENDFILE=server):
        answer = client.get(document.url)
        assert (answer.status_code, answer[header], body(answer)) == (
            200,
            before.format(media=settings.MEDIA_ROOT) + document.file.name,
            b"",
        )
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "public, no-cache")
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
        assert header not in client.get(document.url)
