"""Writes streams from the data files' short notation, e.g. `{ heading = "Ergebnisse" }`, one method per block.

The first key names the block and holds what it is about; the others are its further fields. Blocks of plugins are written in full,
as `{ block = "press_contact", value = { … } }`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid5

from django.utils import timezone
from wagtail.models import Page

from cms.content.demo.loading.files import document_file
from cms.content.demo.loading.images import poster_image
from cms.content.demo.loading.loaded_objects import LoadedObjects
from cms.content.models import Affiliation, Person

Given = Mapping[str, Any]
Raw = dict[str, Any]


class StreamWriter:
    """Writes the streams of one page."""

    def __init__(self, loaded: LoadedObjects, page: Page) -> None:
        self.loaded, self.page = loaded, page
        self.day = getattr(page, "day", None) or getattr(page, "published_on", None) or timezone.localdate()

    def stream(self, name: str, notation: Iterable[Given]) -> str:
        """The named stream as it is stored; its blocks keep their ids each time."""
        seed = self.page.translation_key
        return json.dumps(
            [{**self._block(given), "id": str(uuid5(seed, f"{name}/{at}"))} for at, given in enumerate(notation)]
        )

    def _block(self, given: Given) -> Raw:
        kind = next(iter(given))
        if kind == "block":
            return {"type": given["block"], "value": self._resolved(given["value"])}
        return {"type": kind, "value": getattr(self, f"_{kind}")(given)}

    def _resolved(self, value: Given) -> Raw:
        """The value of any block, written in full; references to things become their keys."""
        return {name: self.loaded[each].pk if each in self.loaded.things else each for name, each in value.items()}

    def _heading(self, given: Given) -> Raw:
        return {"text": given["heading"], "level": str(given.get("level", 2))}

    def _paragraph(self, given: Given) -> str:
        return _html(given["paragraph"])

    def _callout(self, given: Given) -> Raw:
        return {"text": _html(given["callout"]), "kind": given["kind"]}

    def _quote(self, given: Given) -> Raw:
        return {
            "text": given["quote"],
            "kind": given.get("kind", "direct"),
            "language": given.get("language") or self.page.locale.language_code,
            "translation": given.get("translation", ""),
            "source": given.get("source", ""),
            "said_on": str(given["said_on"]) if "said_on" in given else None,
            "release": "given",
            **self._speech(given),
        }

    def _statement(self, given: Given) -> Raw:
        return {"text": given["statement"], **self._speech(given)}

    def _speech(self, given: Given) -> Raw:
        key = given.get("speaker") or given.get("person")
        person = self.loaded[f"person:{key}"] if key else None
        roles = given.get("roles") or (self._roles_of_the_day(person) if person else [])
        partner = self.loaded.get(f"partner:{given.get('partner', '')}")
        return {
            "speaker": person.pk if person else None,
            "name": given.get("name", ""),
            "role": "; ".join(roles),
            "partner": partner.pk if partner else None,
        }

    def _roles_of_the_day(self, person: Person) -> list[str]:
        return [_with_organisation(held) for held in person.affiliations_on(self.day)][:1]

    def _outcomes(self, given: Given) -> Raw:
        items = [item if isinstance(item, dict) else {"text": item} for item in given["outcomes"]]
        return {
            "title": "",
            "items": [{"agreed_by": given["agreed_by"], "open": False, **item} for item in items],
        }

    def _agenda(self, given: Given) -> Raw:
        return {"items": [self._agenda_item(item) for item in given["agenda"]]}

    def _agenda_item(self, item: Given) -> Raw:
        people = [self.loaded[f"person:{key}"].pk for key in item.get("speakers", [])]
        return {"start": None, "end": None, "question": "", "room": "", "language": "", **item, "speakers": people}

    def _speakers(self, given: Given) -> Raw:
        people = [
            {
                "speaker": each.person_id,
                "name": each.name_text,
                "role": "; ".join(each.role_list or self._roles_of_the_day(each.person)),
                "partner": each.partner_id,
                "kind": each.kind,
            }
            for each in self.page.contributions.all()
        ]
        return {"title": "", "people": people, "portraits": True}

    def _image(self, given: Given) -> Raw:
        return self._picture(given["image"], caption=given.get("caption", ""))

    def _picture(self, word: str, *, caption: str = "") -> Raw:
        """The poster of the word; its description is German, and in other languages it decorates."""
        image = poster_image(word)
        assert image is not None
        german = self.page.locale.language_code == "de"
        alt = image.description if german else ""
        return {"image": image.pk, "alt": alt, "decorative": not german, "caption": caption, "credit": ""}

    def _gallery(self, given: Given) -> Raw:
        return {
            "title": given.get("caption", ""),
            "images": [self._picture(word) for word in given["gallery"]],
        }

    def _document(self, given: Given) -> Raw:
        stored = document_file(title=given["document"], name=given["file"], text=given["content"])
        return {"document_file": stored.pk, "title": "", "language": "de", "accessible": True}

    def _contact(self, given: Given) -> Raw:
        kind, _, _key = given["contact"].partition(":")
        value: Raw = {"person": None, "partner": None, "purpose": given["purpose"], "email": "", "phone": ""}
        return {**value, kind: self.loaded[given["contact"]].pk}

    def _related(self, given: Given) -> Raw:
        topics = [ref for ref in given["related"] if ref.startswith("topic:")]
        pages = [ref for ref in given["related"] if ref not in topics]
        return {
            "title": "",
            "pages": [self.loaded[ref].pk for ref in pages],
            "topics": [self.loaded[ref].pk for ref in topics],
        }


def _with_organisation(held: Affiliation) -> str:
    """The role with its organisation, unless it names that already."""
    known = not held.organisation or held.organisation in held.role
    return held.role if known else f"{held.role}, {held.organisation}"


def _html(text: str) -> str:
    return text if text.startswith("<ul>") else f"<p>{text}</p>"
