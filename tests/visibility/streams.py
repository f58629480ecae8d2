"""Streams that name a thing in every way that blocks have."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from wagtail.models import Page

from cms.content import models


def stream(*blocks: tuple[str, Any]) -> str:
    """A stream as it is stored."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks])


def of(word: str) -> str:
    """A stream of one paragraph."""
    return stream(("paragraph", f"<p>Der Leuchtturm: {word}.</p>"))


def naming(thing: Any) -> list[tuple[str, Any]]:
    """Blocks that name the thing in every way that its kind allows."""
    key = thing.pk
    if isinstance(thing, Page):
        blocks = [
            ("paragraph", f'<p>Siehe <a linktype="page" id="{key}">den Bericht darüber</a>.</p>'),
            ("callout", {"text": f'<p>Mehr im <a linktype="page" id="{key}">ausführlichen Bericht</a>.</p>'}),
            ("related", {"title": "Mehr", "pages": [key], "topics": []}),
            ("quote", quote(name="Olga Ebert", source_page=key)),
        ]
        if isinstance(thing, models.PartnerPage):
            blocks += [
                ("contact", {"partner": key, "purpose": "Anmeldung"}),
                ("quote", quote(name="Olga Ebert", partner=key)),
                ("statement", {"text": "Es geht voran.", "name": "die Gruppe", "partner": key}),
                ("speakers", {"title": "", "people": [{"name": "Jan Muster", "role": "Gast", "partner": key}]}),
                ("press_contact", {"name": "Jana Ruf", "phone": "0345 1", "partner": key}),
            ]
        return blocks
    if isinstance(thing, models.Person):
        return [
            ("contact", {"person": key, "purpose": "Anmeldung"}),
            ("quote", quote(speaker=key)),
            ("statement", {"text": "Es geht voran.", "speaker": key}),
            ("speakers", {"title": "", "people": [{"speaker": key, "role": "Gast"}], "portraits": True}),
        ]
    if isinstance(thing, models.Topic):
        return [("related", {"title": "Mehr", "pages": [], "topics": [key]})]
    if isinstance(thing, models.CreditedImage):
        picture = {"image": key, "alt": "Ein Plakat", "credit": "Foto: Jana Beispiel"}
        return [("image", {"image": key, "alt": "Ein Plakat"}), ("gallery", {"title": "", "images": [picture]})]
    if hasattr(thing, "file"):
        return [
            ("document", {"document_file": key, "title": ""}),
            ("quote", quote(name="Olga Ebert", source_document=key)),
            ("paragraph", f'<p>Hier steht <a linktype="document" id="{key}">das ganze Programm</a>.</p>'),
        ]
    return []


def quote(**fields: Any) -> dict[str, Any]:
    """A quotation as it is stored."""
    return {
        "text": "Ohne Ehrenamt wäre die Stadt ärmer",
        "kind": "direct",
        "language": "de",
        "release": "given",
        **fields,
    }
