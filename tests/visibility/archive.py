"""An archive in which each kind of thing stands in each state, next to one of its kind that is public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.utils import generate_signature
from wagtail.models import Page

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.extend import public_id, registry
from cms.public.image_address import image_path
from cms.publishing import ledger
from cms.publishing.synchronising import synchronise
from tests.visibility.states import DRAFT, PUBLIC, SCHEDULED, STATES, State
from tests.visibility.things import KINDS, Kind, witnesses
from tests.visibility.words import Words

TOMORROW = dt.timedelta(days=1)


@dataclass
class Case:
    """A thing of a kind in a state, with the words by which it is known, and those that name it."""

    kind: Kind
    state: State
    words: Words
    thing: Any = None
    id: Any = None
    path: str = ""
    etag: str = ""
    etags_of_others: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    witnesses: list[Any] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Kind and state."""
        return f"{self.kind.name}: {self.state.name}"

    @property
    def old_path(self) -> str:
        """An address at which it stood once."""
        return f"/alt/{self.words.number}"

    @property
    def api_path(self) -> str:
        """Where the API has it, if it has it."""
        return "" if self.kind.is_file else api_path(self.thing)

    @property
    def hidden(self) -> frozenset[str]:
        """The words that nobody may read."""
        return self.words.all - ({self.words.name} if self.state.is_named else set())


def api_path(thing: Any) -> str:
    """Where the API has the thing; "" if it has it nowhere."""
    public = registry().type_of(type(thing))
    return f"/api/v1/{public.plural}/{public_id(thing)}" if public else ""


def cases() -> list[Case]:
    """Each kind in each state that it can be in."""
    every = [(kind, state) for kind in KINDS for state in (PUBLIC, *STATES) if state.of(kind)]
    return [Case(kind, state, Words(number)) for number, (kind, state) in enumerate(every, start=1)]


def fill(found: list[Case]) -> models.HomePage:
    """Everything is made and, but for drafts, published; the witnesses name it."""
    home = ensure_initial_site("http://testserver", locale="de")
    with ledger.bulk():
        halle = models.City.objects.create(name="Halle", slug="halle", ags="05999999")
        models.Place.objects.create(name="Literaturhaus", slug="literaturhaus", city=halle)
        # What stays public comes last: feeds hold the newest alone.
        for some in ([case for case in found if case.state is not PUBLIC], [*of_kind(found, PUBLIC)]):
            for case in some:
                make(case)
            for case in some:
                bear_witness(case)
    return home


def make(case: Case) -> None:
    """Makes the thing."""
    thing = case.kind.make(case.words)
    store(thing, case.kind.below, case.state)
    case.thing = type(thing).objects.get(pk=thing.pk)
    if case.kind.is_file:
        return
    case.id = public_id(case.thing)
    if isinstance(case.thing, Page):
        case.path = str(case.thing.get_url_parts()[2])
        Redirect.objects.create(old_path=case.old_path, redirect_page=case.thing)


def store(thing: Any, below: type[Page] | None, state: State) -> None:
    """Stores the thing, public at once unless the state says otherwise."""
    waits = DRAFT in state.fields or SCHEDULED in state.fields
    if waits:
        thing.live = False
    if SCHEDULED in state.fields:
        thing.go_live_at = timezone.now() + TOMORROW
    if below is None:
        thing.save()
    else:
        below.objects.order_by("path").first().add_child(instance=thing)
    if waits:
        revision = thing.save_revision()
        if SCHEDULED in state.fields:
            revision.publish()
    elif below is not None:
        synchronise(thing)


def bear_witness(case: Case) -> None:
    """Lets public things name this one; one that is to be deleted is named in texts alone, since lines would keep it."""
    for thing, below in witnesses(case.thing, case.words.number):
        if case.state.is_final and not isinstance(thing, models.StandardPage):
            continue
        store(thing, below, PUBLIC)
        case.witnesses.append(thing)


def remember(found: list[Case], client: Client) -> None:
    """What readers got while it was public: the tags of answers, also of those that named it."""
    for case in found:
        if case.api_path and case.state.was_public:
            case.etag = client.get(case.api_path).headers.get("ETag", "")
        for path in filter(None, map(api_path, case.witnesses)):
            answer = client.get(path)
            if any(word in answer.content.decode() for word in case.hidden):
                case.etags_of_others[path] = answer.headers["ETag"]
        case.files = list(addresses_of_files(case, client))


def addresses_of_files(case: Case, client: Client) -> Iterator[str]:
    """Where the file was got while it was public, in each way, and where it lies; each size of an image is made for it."""
    # With the record goes what says whose portrait it is: then it is an image like others.
    portrait = getattr(case.thing, "portrait", None) if not case.state.is_final else None
    image = {"person": portrait, "image": case.thing}.get(case.kind.name)
    if image:
        for spec in ("width-800|format-jpeg", "original"):
            signed = reverse("wagtailimages_serve", args=[generate_signature(image.pk, spec), image.pk, spec])
            for address in (image_path(image, spec), f"{signed}{case.words.file}.jpg"):
                assert client.get(address).getvalue(), address
                yield address
        for stored in (image, *image.renditions.all()):
            yield f"/media/{stored.file.name}"
    elif case.kind.name == "document":
        yield from (urlsplit(case.thing.url).path, f"/media/{case.thing.file.name}")


def happen(found: list[Case]) -> None:
    """What takes each thing out of the public happens."""
    for case in found:
        case.state.happens(type(case.thing).objects.get(pk=case.thing.pk))


def of_kind(found: list[Case], state: State) -> Iterator[Case]:
    """The cases in this state."""
    return (case for case in found if case.state is state)


__all__ = ["Case", "cases", "fill", "happen", "of_kind", "remember"]
