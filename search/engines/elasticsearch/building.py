"""Builds an index beside the one that answers."""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch import Elasticsearch

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.engines.base import START, Refusal
from search.engines.elasticsearch.bulk import Bulk, actions_of
from search.engines.elasticsearch.errors import explained
from search.engines.elasticsearch.indices import Indices, writing

PATIENCE = 60.0
"""Seconds that a call may take: nobody waits for it."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 10.0, 10.0)
"""Seconds between tries, until the build is given up."""


class ElasticsearchBuild:
    """An index that no alias names until it takes over."""

    def __init__(self, client: Elasticsearch, indices: Indices, vocabulary: Vocabulary) -> None:
        self._client = client.options(request_timeout=PATIENCE)
        self._indices = indices
        self._analyzers = Analyzers(vocabulary)
        with explained():
            self.name = indices.create(vocabulary)
        self._bulk = Bulk(client, writing(self.name), patience=PATIENCE, pauses=PAUSES)
        self.answers = False

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Brings these things to their present state."""
        actions, refused = actions_of(documents, withdrawals, self._analyzers)
        with explained():
            refused += self._bulk.write(actions)
            if upto.sequence:
                self._indices.note(self.name, upto)
        return refused

    def count(self) -> int:
        """How many things it holds."""
        with explained():
            self._client.indices.refresh(index=self.name)
            return counted(self._client, self.name)

    def take_over(self) -> None:
        """Lets the index answer in place of the present one, in one call."""
        with explained():
            self._client.indices.put_settings(index=self.name, settings={"index": {"refresh_interval": None}})
            self._client.indices.refresh(index=self.name)
            self._indices.swap(self.name, self._indices.named(self._indices.read))
            self.answers = True
            self._indices.tidy()


def counted(client: Elasticsearch, index: str) -> int:
    """How many things the index holds."""
    return int(client.count(index=index, query={"term": {"deleted": False}})["count"])
