"""The indices of a prefix and their aliases."""

from __future__ import annotations

import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Index

from cms.publishing.reading.sequence import Position
from search.analysis.vocabulary import Vocabulary, load
from search.engines.base import SCHEMA, START, IndexMissing
from search.engines.elasticsearch.index import IndexedThing

VOCABULARY, POSITION = "vocabulary", "position"
"""Documents in which an index keeps something about itself."""


class LiveIndex(NamedTuple):
    """An index that answers: its name, and how far it has read the ledger."""

    name: str
    position: Position


class Indices:
    """Each build is an index `<prefix>-<schema>-<build>` with an alias of its own, by which alone it is written.

    `<prefix>-<schema>-read` is the one that answers, `<prefix>-<schema>-former` the one before it; what has neither is being built,
    or has died while it was.
    """

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}-{SCHEMA}"
        self.read = f"{self._prefix}-read"
        self.former = f"{self._prefix}-former"
        self._known = re.compile(f"{re.escape(prefix)}-(\\d+)-(?:(?:write|words)-)?[0-9a-f]{{12}}")
        self._any = f"{prefix}-*"

    def create(self, vocabulary: Vocabulary) -> str:
        """A new index with this vocabulary, which has read nothing yet."""
        name = f"{self._prefix}-{secrets.token_hex(6)}"
        index = Index(name)
        index.settings(number_of_shards=1, refresh_interval=-1)
        index.aliases(**{writing(name): {}})
        index.document(IndexedThing)
        body = index.to_dict()
        body["mappings"]["_meta"] = {"schema": SCHEMA}
        self._client.indices.create(index=name, **body)
        self._keep(name, VOCABULARY, {"dump": b64encode(vocabulary.dump()).decode()})
        self.note(name, START)
        return name

    def note(self, name: str, position: Position) -> None:
        """Notes how far the index has read the ledger; never less than before."""
        self._keep(name, POSITION, position._asdict(), version=position.sequence, version_type="external_gte")

    def _keep(self, name: str, key: str, kept: dict[str, Any], **version: Any) -> None:
        client = self._client.options(ignore_status=409)
        client.index(index=writing(name), id=key, document={"kept": kept}, require_alias=True, **version)

    def answering(self, client: Elasticsearch) -> LiveIndex:
        """The index that answers; raises `IndexMissing` if it is none of this code's."""
        found = client.options(ignore_status=404).indices.get_mapping(index=self.read)
        mappings = {name: each["mappings"] for name, each in found.body.items() if self._known.fullmatch(name)}
        if len(mappings) != 1 or len(found.body) != 1:
            raise IndexMissing
        name, mapping = next(iter(mappings.items()))
        meta = mapping.get("_meta", {})
        if mapping.get("dynamic") != "strict" or meta.get("schema") != SCHEMA:
            raise IndexMissing("The search index was made by something else.")
        return LiveIndex(name, self._position(client, name))

    def vocabulary(self, client: Elasticsearch, name: str) -> Vocabulary:
        """The vocabulary that the index was built with."""
        with _as_written():
            return load(b64decode(client.get(index=name, id=VOCABULARY)["_source"]["kept"]["dump"]))

    def _position(self, client: Elasticsearch, name: str) -> Position:
        with _as_written():
            kept = client.get(index=name, id=POSITION)["_source"]["kept"]
            return Position(int(kept["sequence"]), str(kept["mark"]))

    def swap(self, new: str, old: str | None) -> None:
        """Lets the index answer in one call; the old one becomes the former."""
        # Of any index: one that somebody has put beside ours would be asked with it, and no pattern names one that is closed.
        actions: list[dict[str, Any]] = [
            {"remove": {"index": name, "alias": alias, "must_exist": False}}
            for alias in (self.read, self.former)
            for name in self._all_named(alias)
        ]
        actions.append({"add": {"index": new, "alias": self.read}})
        if old:
            actions.append({"add": {"index": old, "alias": self.former}})
        self._client.indices.update_aliases(actions=actions)

    def named(self, alias: str) -> str | None:
        """The index that the alias names."""
        return next((name for name in self._all_named(alias) if self._known.fullmatch(name)), None)

    def _all_named(self, alias: str) -> list[str]:
        found = self._client.options(ignore_status=404).indices.get_alias(name=alias)
        return [] if found.meta.status == HTTPStatus.NOT_FOUND else list(found.body)

    def tidy(self) -> None:
        """Removes those that no alias names, and those of older code."""
        found = self._client.indices.get(index=self._any, features="aliases", expand_wildcards=["open", "closed"]).body
        for name, each in found.items():
            older = self._known.fullmatch(name)
            if older and int(older[1]) <= SCHEMA and not {self.read, self.former} & set(each["aliases"]):
                self.remove(name)

    def clear(self) -> None:
        """Removes all."""
        for name in self._client.indices.get(
            index=self._any, features="aliases", expand_wildcards=["open", "closed"]
        ).body:
            if self._known.fullmatch(name):
                self.remove(name)

    def remove(self, name: str) -> None:
        """Removes the index."""
        self._client.options(ignore_status=404).indices.delete(index=name)


@contextmanager
def _as_written() -> Iterator[None]:
    """Raises `IndexMissing` where something else has written over what the index keeps about itself."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise IndexMissing("The search index was changed by something else.") from error


def writing(name: str) -> str:
    """The alias by which the index is written: with the index it goes, and nothing comes into being by writing."""
    return f"{name}-writing"
