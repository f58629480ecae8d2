"""`GET /press/contacts`: whom the press may call, over all releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from cms.public.cards import Card
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.items import documents_of_type
from cms.publishing.reading.parameters import refuse_unknown
from plugins.press.contact import PressContactValue

router = Router()


class NamedContact(PressContactValue):
    """A press contact, and the latest release that names it."""

    release: Card = Field(description="The release.")


class PressContacts(BaseModel):
    """All press contacts, those of the latest release first, each once."""

    items: list[NamedContact] = Field(description="Those of the latest release first.")


@router.get("/contacts", response=PressContacts, operation_id="list_press_contacts", summary="Whom the press may call")
def read_contacts(request: HttpRequest) -> HttpResponse:
    """The contacts named in public press releases."""
    refuse_unknown(request.GET, ())
    rows = documents_of_type("press_release")
    meta = ResponseMeta(etag=etag_of([etag for etag, _ in rows]), keys=("api", "press-releases"))
    if same := not_modified(request, meta):
        return same
    found = contacts(orjson.loads(document) for _, document in rows)
    return respond(PressContacts(items=list(found)).model_dump_json(), meta)


def contacts(releases: Iterable[Any]) -> Iterator[NamedContact]:
    """The contacts in the documents of releases, each with the first release that names it."""
    seen: set[tuple[str | None, ...]] = set()
    for release in releases:
        for block in release["body"]:
            if block["type"] != "press_contact":
                continue
            contact = NamedContact(
                **block["value"], release=Card(**{name: release[name] for name in Card.model_fields})
            )
            key = (contact.name, contact.phone, contact.email)
            if key not in seen:
                seen.add(key)
                yield contact
