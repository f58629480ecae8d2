"""What leaves the house is JSON, as described, and costs the same for one block and for many."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import ValidationError
from wagtail.documents.models import AbstractDocument

from blocks.vocabulary import STREAMS, VOCABULARY
from cms.content.models import City, CreditedImage, PartnerPage, Person, Place, StandardPage, Topic
from cms.public.stream_schemas import stream_adapter
from cms.public.streams import anchor_of, stream_document, stream_passages

Raw = dict[str, Any]


@pytest.fixture
def every_block(
    person: Person,
    image: CreditedImage,
    document: AbstractDocument,
    topic: Topic,
    write_partner: Callable[..., PartnerPage],
    write_page: Callable[..., StandardPage],
) -> Callable[[], list[Raw]]:
    """One stored block of each kind, of things that no other block shows."""

    def write() -> list[Raw]:
        name = uuid4().hex[:8]
        partner, page = write_partner(title=f"Verein {name}"), write_page(title=f"Rückblick {name}")
        city = City.objects.get_or_create(name="Halle", defaults={"ags": "15002000"})[0]
        place = Place.objects.create(name=f"Haus {name}", city=city, latitude=51.48, longitude=11.97)
        someone = Person.objects.create(given_name="Amina", family_name=name, public_profile=True, portrait=image)
        speech = {"speaker": someone.pk, "name": "", "role": "Vorsitzende", "partner": partner.pk}
        shown: Raw = {"image": image.pk, "alt": "Ein Podium", "decorative": False, "caption": "", "credit": ""}
        values = {
            "heading": {"text": "Wer dabei war", "level": "2"},
            "paragraph": f'<p>Siehe <a linktype="page" id="{page.pk}">Rückblick {name}</a>.</p>',
            "callout": {"kind": "call", "title": "Mitmachen", "text": "<p>Wir suchen Sprachlotsinnen.</p>"},
            "faq": {"title": "", "items": [{"question": "Was kostet es?", "answer": "<p>Nichts.</p>"}]},
            "figures": {
                "title": "",
                "items": [
                    {
                        "qualifier": "about",
                        "value": "50",
                        "label": "Gäste",
                        "as_of": "2018-05-31",
                        "source": "Zählung",
                        "source_url": "",
                    }
                ],
            },
            "table": {
                "table": {
                    "caption": "Zeiten",
                    "columns": [{"type": "text", "heading": "Tag"}, {"type": "text", "heading": "Zeit"}],
                    "rows": [{"values": ["Montag", "9 Uhr"]}],
                },
                "row_headings": True,
            },
            "timeline": {
                "title": "",
                "items": [{"date": "2018-05-31", "precision": "month", "text": "<p>Die erste Konferenz.</p>"}],
            },
            "glossary_term": {"term": "MO", "written_out": "Migrantenorganisation", "text": "<p>Ein Verein.</p>"},
            "easy_language": {"text": "<p>Alle dürfen kommen.</p>", "reviewer": "Büro", "reviewed_on": "2026-03-01"},
            "quote": {
                "text": "Wir bleiben",
                "kind": "direct",
                "release": "given",
                "source_page": page.pk,
                **speech,
            },
            "statement": {"text": "Projekte brauchen Zeit.", **speech},
            "speakers": {"title": "", "people": [speech, {"name": "Jan Muster", "role": "Gast"}], "portraits": True},
            "partner_list": {"title": "", "partners": [partner.pk], "logos": True},
            "contact": {"person": someone.pk, "partner": partner.pk, "purpose": "Anmeldung"},
            "outcomes": {"items": [{"text": "Netzwerke helfen.", "agreed_by": "die Teilnehmenden"}]},
            "agenda": {
                "items": [{"title": "Eröffnung", "kind": "opening", "start": "10:00", "speakers": [someone.pk]}]
            },
            "image": shown,
            "gallery": {"title": "", "images": [shown, shown]},
            "audio_video": {
                "title": "Ein Rundgang",
                "url": "https://youtu.be/dQw4w9WgXcQ",
                "poster": [shown],
                "transcript": "<p>Wir stehen im Eingang.</p>",
            },
            "embed": {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Ein Rundgang", "poster": [shown]},
            "map": {"title": "", "places": [place.pk], "poster": [shown]},
            "document": {"document_file": document.pk, "title": "", "accessible": True},
            "related": {"title": "", "pages": [page.pk, partner.pk], "topics": [topic.pk]},
            "call_to_action": {"lead": "", "text": "Platz sichern", "page": page.pk, "url": "", "style": "primary"},
            "karteikarte": {"titel": "einer fehlenden Erweiterung"},
        }
        return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in values.items()]

    return write


def test_every_block_is_as_described(
    every_block: Callable[[], list[Raw]], write_page: Callable[..., StandardPage]
) -> None:
    stored = every_block()
    assert {block["type"] for block in stored} - {"karteikarte"} == {name for name, *_rest in VOCABULARY} - set(STREAMS)
    items = [item.model_dump(mode="json") for item in stream_document(write_page(*stored).body)]
    assert [item["type"] for item in items] == [*(block["type"] for block in stored[:-1]), "unavailable"]
    described = stream_adapter().validate_json(json.dumps(items))
    assert stream_adapter().dump_python(described, mode="json") == items


def test_what_is_not_as_described_is_found(
    every_block: Callable[[], list[Raw]], write_page: Callable[..., StandardPage]
) -> None:
    items = [item.model_dump(mode="json") for item in stream_document(write_page(*every_block()).body)]
    for item in items:
        with pytest.raises(ValidationError):
            stream_adapter().validate_python([{**item, "value": {"nonsense": 1}}])
    with pytest.raises(ValidationError):
        stream_adapter().validate_python([{**items[0], "type": "karteikarte"}])


def test_the_description_tells_blocks_apart_by_their_type() -> None:
    schema = stream_adapter().json_schema(mode="serialization")
    kinds = set(schema["items"]["discriminator"]["mapping"])
    assert kinds >= {name for name, *_rest in VOCABULARY} | {"unavailable"}


def test_anchors_are_stable_and_each_stands_once(
    every_block: Callable[[], list[Raw]], write_page: Callable[..., StandardPage]
) -> None:
    page = write_page(*every_block())
    anchors = [item.anchor for item in stream_document(page.body)]
    assert len(set(anchors)) == len(anchors)
    assert anchors == [anchor_of(child) for child in StandardPage.objects.get(pk=page.pk).body]


def test_passages_lead_back_to_their_blocks(
    every_block: Callable[[], list[Raw]], write_page: Callable[..., StandardPage]
) -> None:
    stored = every_block()
    ids = {block["id"]: block["type"] for block in stored}
    passages = list(stream_passages(write_page(*stored).body))
    assert {ids[passage.block_id] for passage in passages} == {
        *(name for name, *_rest in VOCABULARY if name not in {"related", *STREAMS})
    }
    assert all(ids[passage.block_id] == passage.type and passage.text for passage in passages)


@pytest.mark.parametrize("use", ["api", "search", "page"])
def test_many_blocks_cost_no_more_queries_than_one_of_each(
    every_block: Callable[[], list[Raw]], write_page: Callable[..., StandardPage], use: str
) -> None:
    few, many = every_block(), [block for _ in range(4) for block in every_block()]

    def queries(blocks: list[Raw]) -> int:
        page = StandardPage.objects.get(pk=write_page(*blocks, title=f"Seite mit {len(blocks)}").pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            if use == "api":
                stream_document(page.body, page=page)
            elif use == "search":
                list(stream_passages(page.body))
            else:
                page.body.render_as_block(context={"page": page})
        return len(asked)

    queries(few)
    assert queries(many) == queries(few)


def test_paragraphs_resolve_their_own_links(write_page: Callable[..., StandardPage]) -> None:
    first, second = write_page(title="Erste"), write_page(title="Zweite")
    link = '<p><a linktype="page" id="{}">dorthin</a></p>'
    texts = [link.format(first.pk), "<p>Ohne.</p>", "", link.format(second.pk)]
    page = write_page(*({"type": "paragraph", "value": text, "id": str(at)} for at, text in enumerate(texts)))
    items = [item.value["html"] for item in stream_document(StandardPage.objects.get(pk=page.pk).body)]
    assert items == [
        f'<p><a href="{first.full_url}">dorthin</a></p>',
        "<p>Ohne.</p>",
        f'<p><a href="{second.full_url}">dorthin</a></p>',
    ]
    html = StandardPage.objects.get(pk=page.pk).body[3].render()
    assert second.url in html
    assert first.url not in html
