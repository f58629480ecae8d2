"""Sound and films: played by the browser, never without words, and nothing from elsewhere before somebody asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks import StreamBlockValidationError
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.models import StandardPage
from cms.public.streams import stream_document

pytestmark = pytest.mark.django_db
SAID = "<p>Guten Tag aus dem Literaturhaus.</p>"
ELSEWHERE = "https://vimeo.com/76979871"


@pytest.fixture
def stored(tmp_path: Any, settings: Any) -> Callable[..., Any]:
    settings.MEDIA_ROOT = tmp_path

    def store(name: str, **values: Any) -> Any:
        return get_document_model().objects.create(title=name, file=ContentFile(b"data", name=name), **values)

    return store


def raw(**values: Any) -> list[dict[str, Any]]:
    given = {"title": "Rundgang", "media_file": None, "url": "", "poster": [], "captions": [], "transcript": ""}
    return [{"type": "audio_video", "value": {**given, **values}, "id": "a"}]


def checked(value: list[dict[str, Any]]) -> None:
    body = StandardPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
    body.clean(body.to_python(value))


def captions(file: Any) -> list[dict[str, Any]]:
    return [{"captions_file": file.pk, "language": "de"}]


@pytest.mark.parametrize("name", ["ton.mp3", "ton.OPUS", "film.mp4", "film.webm"])
def test_a_file_with_words_is_published(stored: Callable[..., Any], name: str) -> None:
    file = stored(name)
    checked(raw(media_file=file.pk, transcript=SAID))
    checked(raw(media_file=file.pk, captions=captions(stored("de.vtt"))))


def test_what_lacks_words_or_is_played_nowhere_is_refused(stored: Callable[..., Any]) -> None:
    film, text = stored("film.mp4"), stored("text.pdf")
    for wrong in (
        {"media_file": film.pk},
        {"media_file": film.pk, "transcript": "<p></p>"},
        {"media_file": film.pk, "url": ELSEWHERE, "transcript": SAID},
        {"media_file": film.pk, "captions": captions(text)},
        {"media_file": text.pk, "transcript": SAID},
        {"url": ELSEWHERE},
        {"url": ELSEWHERE, "captions": captions(stored("de.vtt"))},
        {"url": "https://example.org/film", "transcript": SAID},
        {"transcript": SAID},
        {"title": "", "url": ELSEWHERE, "transcript": SAID},
    ):
        with pytest.raises(StreamBlockValidationError):
            checked(raw(**wrong))


def test_a_film_of_this_house_is_played_with_its_captions(
    stored: Callable[..., Any], write_page: Callable[..., StandardPage], client: Client
) -> None:
    film, track = stored("film.mp4"), stored("de.vtt")
    page = write_page(*raw(media_file=film.pk, captions=captions(track), transcript=SAID))
    (item,) = stream_document(page.body, page=page)
    assert item.value["kind"]["value"] == "video"
    assert item.value["content_type"] == "video/mp4"
    assert item.value["url"].endswith(film.url)
    assert [each["language"] for each in item.value["captions"]] == ["de"]
    assert "Literaturhaus" in item.value["transcript"]
    html = " ".join(client.get(page.url).content.decode().split())
    assert f'src="{film.url}"' in html
    assert f'src="{track.url}" srclang="de" label="Deutsch"' in html
    answer = client.get(film.url, headers={"Range": "bytes=1-2"})
    assert answer.status_code == 206
    assert answer.headers["Content-Type"] == "video/mp4"
    assert client.get(track.url).headers["Content-Type"] == "text/vtt"


def test_sound_is_played_and_a_film_from_elsewhere_waits(
    stored: Callable[..., Any], write_page: Callable[..., StandardPage], client: Client
) -> None:
    sound = raw(media_file=stored("ton.mp3").pk, transcript=SAID)
    html = client.get(write_page(*sound).url).content.decode()
    assert "<audio" in html
    page = StandardPage(title="Film", body=json.dumps(raw(url=ELSEWHERE, transcript=SAID)))
    (item,) = stream_document(page.body, page=page)
    assert item.value["provider"]["value"] == "vimeo"
    assert item.value["consent"]
    shown = page.body.render_as_block(context={"page": page})
    assert "<iframe" not in shown
    assert "data-frame" in shown


def test_files_that_only_some_may_have_are_not_shown(stored: Callable[..., Any]) -> None:
    closed = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    film = stored("film.mp4", collection=closed)
    page = StandardPage(title="Film", body=json.dumps(raw(media_file=film.pk, transcript=SAID)))
    assert stream_document(page.body, page=page) == []
    assert "film.mp4" not in page.body.render_as_block(context={"page": page})
    track = stored("de.vtt", collection=closed)
    page = StandardPage(title="Film", body=json.dumps(raw(media_file=stored("f.mp4").pk, captions=captions(track))))
    assert stream_document(page.body, page=page)[0].value["captions"] == []
