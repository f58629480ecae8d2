"""The Elasticsearch engine: an alias over the index that answers, and another over all that are written."""

from __future__ import annotations

import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import Index
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary, load
from search.documents import SearchDocument, Withdrawal
from search.engines.base import SCHEMA, Answer, EngineError, Status
from search.engines.elasticsearch.asking import request
from search.engines.elasticsearch.index import IndexedThing, stored, tombstone
from search.plan import Plan
from search.query import SearchQuery

MAX_WINDOW = 10_000
RETRIES = 3
PATIENCE = 3.0
"""Seconds in which a question must be answered: people wait for it, and for those that come before a thing is written."""
REST = 30.0
"""Seconds for which a server that answered too late is left alone, so that not everybody waits for it anew."""


class ElasticsearchEngine:
    """Indices named by prefix, schema and build; the alias `<prefix>-read` points at the one that answers.

    `<prefix>-write-*` stands for all that the consumer writes to: beside the answering index also one that is being built.
    """

    name = "elasticsearch"

    def __init__(self, url: str, *, prefix: str) -> None:
        self.client = Elasticsearch(url, request_timeout=10, retry_on_timeout=False, max_retries=1)
        self._impatient = self.client.options(request_timeout=PATIENCE)
        self._rests_until = 0.0
        self.prefix = f"{prefix}-{SCHEMA}"
        self.alias = f"{self.prefix}-read"
        self._vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())

    def write(self, documents: Sequence[SearchDocument], withdrawals: Sequence[Withdrawal]) -> None:
        """Brings these things to their present state in every index, with the ledger's sequence as version."""
        with self._answering():
            targets = self._indices() or [self._first()]
            for target in targets:
                analyzers = Analyzers(self._vocabulary_of(target))
                actions = [_indexing(target, each, analyzers) for each in documents]
                actions += [_action(target, each.id, each.sequence, tombstone(each)) for each in withdrawals]
                self._write(actions)
                self.client.indices.refresh(index=target)

    def rebuild(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> int:
        """A new index, written to by the consumer from its first moment on; one call swaps it in, then the old ones go."""
        with self._answering():
            target = self._create(vocabulary)
            try:
                analyzers = Analyzers(vocabulary)
                self._write(_indexing(target, each, analyzers) for each in documents)
                self.client.indices.refresh(index=target)
            except BaseException:
                self._remove(target)
                raise
            self._swap(target)
            return self._count(target)

    def _swap(self, target: str) -> None:
        """Lets the index answer in one call, and removes the others."""
        old = [name for name in self._indices() if name != target]
        removed = [{"remove_index": {"index": name}} for name in old]
        self.client.indices.update_aliases(actions=[*removed, {"add": {"index": target, "alias": self.alias}}])
        for name in old:
            self.client.options(ignore_status=404).indices.delete(index=_vocabulary_index(name))

    def _remove(self, name: str) -> None:
        for index in (name, _vocabulary_index(name)):
            self.client.options(ignore_status=404).indices.delete(index=index)

    def _first(self) -> str:
        target = self._create(Vocabulary())
        self.client.indices.put_alias(index=target, name=self.alias)
        return target

    def _create(self, vocabulary: Vocabulary) -> str:
        name = f"{self.prefix}-write-{secrets.token_hex(6)}"
        words = Index(_vocabulary_index(name), using=self.client)
        words.settings(number_of_shards=1)
        words.create()
        self.client.indices.put_mapping(index=_vocabulary_index(name), dynamic="false")
        self.client.index(
            index=_vocabulary_index(name),
            id="1",
            document={"dump": b64encode(vocabulary.dump()).decode()},
            refresh=True,
        )
        index = Index(name, using=self.client)
        index.settings(number_of_shards=1)
        index.document(IndexedThing)
        index.create()
        return name

    def _write(self, actions: Iterable[dict[str, Any]]) -> None:
        """Writes what is not older than what is stored; raises for anything else that an item's answer tells."""
        results = streaming_bulk(
            self.client, actions, raise_on_error=False, max_retries=RETRIES, initial_backoff=0.5, yield_ok=False
        )
        for _ok, item in results:
            outcome = next(iter(item.values()))
            if outcome["status"] != 409:
                raise EngineError(f"Elasticsearch refused {outcome['_id']}: {outcome.get('error')}")

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan; nothing beyond the first 10,000."""
        if query.offset + query.page_size > MAX_WINDOW:
            return Answer((), 0)
        with self._answering():
            answer = request(plan, query).using(self._impatient).index(self.alias).execute().to_dict()
        hits = answer["hits"]
        ids = tuple((UUID(hit["_id"]), float(hit["_score"] or 0.0)) for hit in hits["hits"])
        return Answer(ids, hits["total"]["value"], _facets(answer.get("aggregations", {})))

    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the answering index; an empty one without an index."""
        with self._answering():
            targets = list(self._impatient.options(ignore_status=404).indices.get_alias(name=self.alias).body)
            name = next((target for target in targets if target.startswith(self.prefix)), "")
            return self._vocabulary_of(name) if name else Vocabulary()

    def _vocabulary_of(self, name: str) -> Vocabulary:
        if self._vocabulary[0] != name:
            kept = self._impatient.get(index=_vocabulary_index(name), id="1")["_source"]
            self._vocabulary = (name, load(b64decode(kept["dump"])))
        return self._vocabulary[1]

    def _indices(self) -> list[str]:
        return sorted(self._impatient.indices.get(index=f"{self.prefix}-write-*", features="aliases").body)

    def _count(self, index: str) -> int:
        return int(self.client.count(index=index, query={"term": {"deleted": False}})["count"])

    def status(self) -> Status:
        """How the index stands."""
        try:
            with self._answering():
                return Status(self.name, self._count(self.alias), usable=True)
        except EngineError as error:
            return Status(self.name, 0, usable=False, detail=str(error))

    def wipe(self) -> None:
        """Nothing: an index that was built anew has taken the old one's place, which the server deletes."""

    def clear(self) -> None:
        """Removes all indices of this prefix and schema."""
        with self._answering():
            for name in self._indices():
                self._remove(name)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Raises the client's errors as `EngineError`, and one at once while the server rests."""
        if time.monotonic() < self._rests_until:
            raise EngineError("Elasticsearch answered too late just now; it is asked again shortly.")
        try:
            yield
        except NotFoundError as error:
            raise EngineError(
                "There is no search index that this version can use; run `manage.py search rebuild`."
            ) from error
        except (ApiError, TransportError, BulkIndexError) as error:
            if isinstance(error, ConnectionTimeout):
                self._rests_until = time.monotonic() + REST
            raise EngineError(f"Elasticsearch cannot do it now: {error}") from error


def _vocabulary_index(name: str) -> str:
    return name.replace("-write-", "-words-")


def _indexing(index: str, document: SearchDocument, analyzers: Analyzers) -> dict[str, Any]:
    return _action(index, document.id, document.sequence, stored(document, analyzers.of(document.language)))


def _action(index: str, identity: UUID, sequence: int, source: dict[str, Any]) -> dict[str, Any]:
    return {
        "_op_type": "index",
        "_index": index,
        "_id": str(identity),
        "version": sequence,
        "version_type": "external_gte",
        "_source": source,
    }


def _facets(aggregations: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {bucket["key"].partition("=")[2]: bucket["doc_count"] for bucket in within["values"]["buckets"]}
        for name, within in aggregations.items()
    }
