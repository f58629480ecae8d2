"""Every answer that the house gives to people who are not to see what is hidden, and the words that stand in each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.test import Client

from cms.content import models
from cms.extend import Exporter, registry
from search.service import facet_names
from tests.visibility.archive import Case
from tests.visibility.states import PUBLIC
from tests.visibility.words import FOUND

MOST = 100
FACETS = ("city", "programme", "topic", "partner", "person", "series")
"""Facets whose values are things of the kind of that name."""


FILES = ("file address", "media folder")
"""Where an answer is a file, whose bytes hold no words."""


@dataclass
class Sightings:
    """Where each word was read."""

    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    cursor: str = ""

    def read(self, surface: str, text: str, *, without: Iterable[str] = ()) -> None:
        """Notes the words of an answer; what the question itself said is no news."""
        for own in without:
            text = text.replace(own, "")
        for word in FOUND.findall(text.casefold()):
            self.places[word].add(surface)

    def of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """The words that were read anywhere, each with the places."""
        return {word: sorted(self.places[word]) for word in sorted(words) if self.places.get(word)}


def look_everywhere(cases: list[Case], client: Client, *, since: str = "") -> Sightings:
    """Asks everything that can be asked; changes from the beginning, and since a cursor."""
    seen = Sightings()
    _read_changes(seen, client, "")
    if since:
        _read_changes(seen, client, since)
    for surface, address in (*_lists(), *_site(), *_searches(cases), *_witnesses(cases)):
        _ask(seen, client, surface, address)
    for case in cases:
        _ask_for(seen, client, case)
    return seen


def warm_up(client: Client) -> Sightings:
    """Lets the house remember what it remembers, while everything is public, and notes how far the changes were read."""
    seen = Sightings()
    _read_changes(seen, client, "")
    for surface, address in _searches([]):
        if surface == "search facets":
            _ask(seen, client, surface, address)
    return seen


def _ask(seen: Sightings, client: Client, surface: str, address: str) -> None:
    """Reads the answer and all its further pages."""
    while address:
        response = client.get(address)
        assert response.status_code < 500, address
        text = body_of(response)
        assert response.status_code == 200, f"{address}: {text[:500]}"
        seen.read(surface, text + str(dict(response.headers.items() - {("Link", "")})), without=())
        address = _next(response, address) if surface.startswith("API") else ""


def _next(response: Any, address: str) -> str:
    if "json" not in response.headers["Content-Type"]:
        return ""
    found = response.json()
    following = (found.get("links") or {}).get("next") or found.get("next") or ""
    return str(following) if str(following).startswith("http") else ""


def _read_changes(seen: Sightings, client: Client, since: str) -> None:
    """Follows the changes to their end; a tombstone says at which path a thing stood."""
    more = True
    while more:
        found = client.get("/api/v1/changes", {"limit": MOST} | ({"since": since} if since else {})).json()
        for item in found["items"]:
            seen.read("API changes", json.dumps(item), without=[item.get("path") or "-"])
        since, more = found["next"], found["more"]
    seen.cursor = since


def body_of(response: Any) -> str:
    """The whole answer as text."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return data.decode("utf-8", "replace")


def _lists() -> Iterator[tuple[str, str]]:
    for public in registry().public_types.values():
        if public.listed:
            yield "API list", f"/api/v1/{public.plural}?limit={MOST}&locale=de"
    for include in ("partners", "people", "city-programmes", "news", "pages", "cities", "places", "topics"):
        yield "API included", f"/api/v1/events?limit={MOST}&locale=de&include={include}"
    yield (
        "API included",
        f"/api/v1/pages?limit={MOST}&locale=de&include=events,news,partners,people,topics,press-releases,city-programmes",
    )
    yield "API press", "/api/v1/press/contacts"
    yield "API entrance", "/api/v1/"


def _site() -> Iterator[tuple[str, str]]:
    for index in (
        models.HomePage,
        models.EventIndexPage,
        models.PartnerIndexPage,
        models.NewsIndexPage,
        models.CityProgrammeIndexPage,
    ):
        path = index.objects.order_by("path").first().get_url_parts()[2]
        yield "site list", path
        yield "site list", f"{path}?page=2"
    yield "site list", f"{models.EventIndexPage.objects.first().get_url_parts()[2]}?year=2018"
    for exporter in _feeds():
        for kind in ("", *(exporter.types or (each.name for each in registry().page_types if each.listed))):
            yield _named(exporter), f"/feeds/{exporter.name}" + (f"?type={kind}" if kind else "")
    yield "sitemap", "/sitemap.xml"
    yield "robots", "/robots.txt"


def _feeds() -> list[Exporter]:
    return [each for each in registry().exporters.values() if each.public]


def _named(exporter: Exporter) -> str:
    """Feeds that remember what was withdrawn read former versions."""
    return "feed with former dates" if exporter.remembers else "feed"


def _searches(cases: list[Case]) -> Iterator[tuple[str, str]]:
    facets = ",".join(facet_names())
    for page in range(1, 9):
        yield (
            "API search",
            f"/api/v1/search?q=Leuchtturm&limit=50&locale=de&facets={facets}&include=document&page={page}",
        )
    for page in range(1, 30):
        yield "site search", f"/suche/?q=Leuchtturm&page={page}"
    yield "search facets", f"/api/v1/search?q=&limit=1&locale=de&facets={facets}"


def _witnesses(cases: list[Case]) -> Iterator[tuple[str, str]]:
    """The documents and pages of those that name the things."""
    for case in cases:
        for witness in case.witnesses:
            if hasattr(witness, "url_path"):
                yield "page of another", str(type(witness).objects.get(pk=witness.pk).get_url_parts()[2])


def _ask_for(seen: Sightings, client: Client, case: Case) -> None:
    """Asks for the thing itself, by each address that somebody may know."""
    for surface, address, own in (*_addresses(case), *_file_addresses(case)):
        response = client.get(address)
        assert response.status_code < 500, address
        headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
        asked = [address, quote(address, safe=""), quote(address), *own]
        seen.read(surface, headers + body_of(response), without=asked)
        if surface in FILES and response.status_code == 200 and "html" not in response.headers["Content-Type"]:
            seen.read(surface, case.words.text)
        if case.etag and surface == "own item":
            again = client.get(address, headers={"If-None-Match": case.etag})
            seen.read("304", "" if again.status_code != 304 else case.words.text)
    for address, etag in case.etags_of_others.items():
        again = client.get(address, headers={"If-None-Match": etag})
        seen.read("304 of another", "" if again.status_code != 304 else case.words.text)


def _addresses(case: Case) -> Iterator[tuple[str, str, list[str]]]:
    """Surface, address, and what the answer may repeat of the question: a tombstone says at which path a thing stood."""
    stood = [case.words.slug] if case.state.was_public and case.state is not PUBLIC else []
    if case.api_path:
        yield "own item", case.api_path, stood
    if case.path:
        yield "own page", case.path, [case.path]
        yield "own lookup", f"/api/v1/lookup?path={case.path}", [case.words.slug] if case.state is not PUBLIC else []
        yield "old address", case.old_path, []
        yield "old address in lookup", f"/api/v1/lookup?path={case.old_path}", stood
        for exporter in _feeds():
            yield f"{_named(exporter)} of one", f"/feeds/{exporter.name}?id={case.id}", []
    if case.kind.name in FACETS:
        chosen = f"{case.kind.name}={case.words.slug}"
        yield "chosen facet", f"/suche/?{chosen}", [case.words.slug]
        for exporter in _feeds():
            yield f"chosen facet in {_named(exporter)}", f"/feeds/{exporter.name}?{chosen}", [case.words.slug]


def _file_addresses(case: Case) -> Iterator[tuple[str, str, list[str]]]:
    for address in case.files:
        surface = "media folder" if address.startswith("/media/") else "file address"
        yield surface, address, [case.words.file]


__all__ = ["Sightings", "body_of", "look_everywhere"]
