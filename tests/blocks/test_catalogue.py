"""Blocks for facts, questions and links: what they refuse, and what visitors get of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from wagtail.blocks import StreamBlockValidationError

from blocks.providers import embedded, frame_origins, map_frame
from cms.content.models import City, PartnerPage, Place, StandardPage
from cms.public.streams import stream_document

Raw = dict[str, Any]
pytestmark = pytest.mark.django_db
CALL: Raw = {"lead": "", "text": "Platz sichern", "page": None, "url": "https://example.org/", "style": "primary"}
HEADING: Raw = {"text": "Weiter", "level": "2"}
TABLE: Raw = {
    "caption": "Zeiten",
    "columns": [{"type": "text", "heading": "Tag"}],
    "rows": [{"values": ["Montag"]}],
}
FIGURE: Raw = {"qualifier": "about", "value": "1234.50", "unit": "€", "label": "Förderung", "as_of": None}
SOURCED: Raw = {**FIGURE, "source": "Haushalt", "source_url": ""}
EMBED: Raw = {"url": "https://vimeo.com/76979871", "title": "Ein Rundgang", "poster": []}


def stored(*blocks: tuple[str, Any]) -> list[Raw]:
    return [{"type": kind, "value": value, "id": f"{kind}-{at}"} for at, (kind, value) in enumerate(blocks)]


def body() -> Any:
    return StandardPage._meta.get_field("body").stream_block


GOOD: dict[str, list[tuple[str, Any]]] = {
    "questions": [("faq", {"title": "", "items": [{"question": "Kostet es etwas?", "answer": "<p>Nein.</p>"}]})],
    "table": [("table", {"table": TABLE, "row_headings": False})],
    "figure": [("figures", {"title": "", "items": [SOURCED]})],
    "call": [("call_to_action", CALL)],
    "calls in two sections": [("call_to_action", CALL), ("heading", HEADING), ("call_to_action", CALL)],
    "video": [("embed", EMBED)],
    "date": [("timeline", {"title": "", "items": [{"date": "2018-05-31", "precision": "day", "text": "<p>Da.</p>"}]})],
}
BAD: dict[str, list[tuple[str, Any]]] = {
    "no question": [("faq", {"title": "", "items": [{"question": "", "answer": "<p>Nein.</p>"}]})],
    "no questions": [("faq", {"title": "", "items": []})],
    "no caption": [("table", {"table": {**TABLE, "caption": " "}, "row_headings": False})],
    "no rows": [("table", {"table": {**TABLE, "rows": []}, "row_headings": False})],
    "no columns": [("table", {"table": {**TABLE, "columns": [], "rows": []}, "row_headings": False})],
    "a column without a heading": [
        ("table", {"table": {**TABLE, "columns": [{"type": "text", "heading": ""}]}, "row_headings": False})
    ],
    "no source": [("figures", {"title": "", "items": [{**SOURCED, "source": ""}]})],
    "no number": [("figures", {"title": "", "items": [{**SOURCED, "value": None}]})],
    "a call that leads nowhere": [("call_to_action", {**CALL, "url": ""})],
    "a call to here": [("call_to_action", {**CALL, "text": "hier"})],
    "a bare address": [("call_to_action", {**CALL, "text": "https://example.org/"})],
    "an address that runs": [("call_to_action", {**CALL, "url": "javascript:alert(1)"})],
    "two calls in one section": [("call_to_action", CALL), ("call_to_action", CALL)],
    "a video of nobody": [("embed", {**EMBED, "url": "https://example.org/film"})],
    "no date": [("timeline", {"title": "", "items": [{"date": None, "precision": "day", "text": "<p>Da.</p>"}]})],
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_whole_is_published(case: str) -> None:
    body().clean(body().to_python(stored(*GOOD[case])))


@pytest.mark.parametrize("case", BAD)
def test_what_lacks_something_is_refused(case: str) -> None:
    with pytest.raises(StreamBlockValidationError):
        body().clean(body().to_python(stored(*BAD[case])))


@pytest.mark.parametrize("case", [*GOOD, *BAD])
def test_a_draft_may_lack_anything_and_is_shown_without_fail(
    case: str, write_page: Callable[..., StandardPage]
) -> None:
    text = stored(*{**GOOD, **BAD}[case])
    page = StandardPage(title="Entwurf", body=json.dumps(text))
    assert page.body.render_as_block(context={"page": page}) is not None
    for item in stream_document(page.body, page=page):
        assert item.type in {kind for kind, _value in {**GOOD, **BAD}[case]}
    assert body().get_prep_value(body().to_python(text)) == text


ADDRESSES = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://m.youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=abc": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://player.vimeo.com/video/76979871?h=1": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ": None,
    "https://example.org/?u=https://youtu.be/dQw4w9WgXcQ": None,
    "https://www.youtube.com/watch?v=dQw4w9WgXcQtoolong": None,
    "https://www.youtube.com/watch?v=<script>": None,
    "https://www.youtube.com/@kanal": None,
    "javascript:https://youtu.be/dQw4w9WgXcQ": None,
    "https://vimeo.com/": None,
    "": None,
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_videos_of_known_providers_are_shown(url: str) -> None:
    found = embedded(url)
    assert (found.frame_url if found else None) == ADDRESSES[url]


def test_nothing_is_loaded_from_elsewhere_before_somebody_asks(
    write_page: Callable[..., StandardPage], client: Client
) -> None:
    city = City.objects.create(name="Halle", qualifier="Saale", ags="15002000")
    place = Place.objects.create(name="Literaturhaus", city=city, latitude=51.4897, longitude=11.9685)
    page = write_page(*stored(("embed", EMBED), ("map", {"title": "", "places": [place.pk], "poster": []})))
    answer = client.get(page.url)
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main")]
    assert "<iframe" not in main
    loaded = re.findall(r'(?:src|srcset|poster|data)="(https?://[^"]*)"', main)
    assert not [address for address in loaded if not address.startswith("http://testserver")]
    assert 'data-frame="https://player.vimeo.com/video/76979871?dnt=1"' in main
    assert "Literaturhaus, Halle (Saale)" in main
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-src 'self' {' '.join(frame_origins())};" in policy
    with translation.override("de"):
        video, where = stream_document(page.body, page=page)
    assert "IP-Adresse" in video.value["consent"]
    assert where.value["places"][0]["map_url"].startswith("https://www.openstreetmap.org/?mlat=51.48970&mlon=11.96850")


def test_a_map_shows_all_points_and_marks_one_alone() -> None:
    assert "&marker=51.00000%2C11.00000" in map_frame([(51, 11)])
    both = map_frame([(51, 11), (52, 13)])
    assert "marker" not in both
    assert "bbox=10.99600%2C50.99800%2C13.00400%2C52.00200" in both


def test_dates_stand_in_their_order_as_exact_as_they_are_known(write_page: Callable[..., StandardPage]) -> None:
    dates = [("2019-03-01", "day"), ("2018-06-15", "month"), ("2018-06-02", "day"), ("2018-12-31", "year")]
    items = [{"date": date, "precision": precision, "text": f"<p>{date}</p>"} for date, precision in dates]
    page = write_page(*stored(("timeline", {"title": "", "items": items})))
    with translation.override("de"):
        (item,) = stream_document(page.body)
        html = page.body.render_as_block()
    assert [each["when"] for each in item.value["items"]] == ["2018", "Juni 2018", "2. Juni 2018", "1. März 2019"]
    assert re.findall(r'datetime="([^"]*)"', html) == ["2018", "2018-06", "2018-06-02", "2019-03-01"]


def test_of_partners_that_are_gone_nothing_is_told(
    write_page: Callable[..., StandardPage], write_partner: Callable[..., PartnerPage]
) -> None:
    there, away = write_partner(title="Verein da"), write_partner(title="Verein fort")
    link = ("call_to_action", {**CALL, "page": away.pk, "url": ""})
    text = stored(("partner_list", {"title": "", "partners": [away.pk, there.pk, there.pk], "logos": True}), link)
    page = write_page(*text)
    away.unpublish()
    page = StandardPage.objects.get(pk=page.pk)
    (item,) = stream_document(page.body)
    assert [each["partner"]["title"] for each in item.value["items"]] == ["Verein da"]
    html = page.body.render_as_block()
    assert "Verein fort" not in html
    assert "Platz sichern" not in html
    assert html.count("Verein da") == 1


def test_a_table_is_read_out_with_its_headings(write_page: Callable[..., StandardPage]) -> None:
    html = write_page(*stored(("table", {"table": TABLE, "row_headings": True}))).body.render_as_block()
    assert '<th scope="col">Tag</th>' in html
    assert '<th scope="row">Montag</th>' in html
    assert "<caption>Zeiten</caption>" in html


def test_numbers_are_written_as_the_language_writes_them(write_page: Callable[..., StandardPage]) -> None:
    page = write_page(*stored(("figures", {"title": "", "items": [SOURCED]})))
    with translation.override("de"):
        html = page.body.render_as_block()
    assert "1.234,50 €" in " ".join(html.split())
    assert "rund" in html


def test_faults_are_told_at_the_table_in_german() -> None:
    with translation.override("de"), pytest.raises(ValidationError) as caught:
        body().clean(body().to_python(stored(*BAD["no caption"])))
    (error,) = caught.value.block_errors.values()
    assert "Beschriftung" in str(error.as_json_data())
