"""Which index answers, which was before it, and what of others is left alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from elasticsearch import NotFoundError

from cms.publishing.reading.sequence import Position
from search.analysis.vocabulary import Vocabulary
from search.engines.base import SCHEMA, START, IndexMissing
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.indices import POSITION, VOCABULARY, Indices, writing
from tests.search.corpus import ARCHIVE, vocabulary_of

pytestmark = pytest.mark.elastic

MADE_BY_OTHERS, CHANGED = (rf"^The search index was {what} by something else\. " for what in ("made", "changed"))


@pytest.fixture
def indices(server: ElasticsearchEngine) -> Indices:
    """The indices of a prefix, of which there are none yet."""
    return server.indices


@pytest.fixture
def create(indices: Indices) -> Callable[..., str]:
    """Makes an index that nobody has filled."""

    def create() -> str:
        return indices.create(vocabulary_of(ARCHIVE))

    return create


@pytest.fixture
def foreign(server: ElasticsearchEngine) -> Iterator[str]:
    """An index of somebody else, whose name begins as ours do."""
    name = f"{prefix(server.indices)}-press-{secrets.token_hex(6)}"
    server.client.indices.create(index=name)
    yield name
    server.client.options(ignore_status=404).indices.delete(index=name)


Create = Callable[..., str]


def prefix(indices: Indices) -> str:
    return indices.read.rsplit("-", 2)[0]


def all_names(server: ElasticsearchEngine) -> set[str]:
    found = server.client.indices.get(index=f"{prefix(server.indices)}-*", expand_wildcards=["open", "closed"])
    return set(found.body)


def of_schema(server: ElasticsearchEngine, number: int, *aliases: str) -> str:
    """An index as code of another day has made it."""
    name = f"{prefix(server.indices)}-{number}-{secrets.token_hex(6)}"
    server.client.indices.create(index=name, aliases={alias: {} for alias in aliases})
    return name


def test_a_new_one_knows_what_it_is_built_from_has_read_nothing_and_does_not_answer(
    server: ElasticsearchEngine, indices: Indices, create: Create
) -> None:
    name = create()
    stored = server.client.indices.get(index=name)[name]
    assert name.startswith(f"{prefix(indices)}-{SCHEMA}-")
    assert list(stored["aliases"]) == [writing(name)]
    assert stored["mappings"]["dynamic"] == "strict"
    assert stored["mappings"]["_meta"] == {"schema": SCHEMA}
    assert stored["settings"]["index"]["number_of_shards"] == "1"
    assert stored["settings"]["index"]["refresh_interval"] == "-1"
    assert indices.vocabulary(server.client, name).counts == vocabulary_of(ARCHIVE).counts
    with pytest.raises(IndexMissing):
        indices.answering(server.client)


def test_each_has_a_name_of_its_own(create: Create) -> None:
    assert create() != create()


def test_what_it_keeps_about_itself_is_no_thing(server: ElasticsearchEngine, create: Create) -> None:
    name = create()
    server.client.indices.refresh(index=name)
    assert server.client.count(index=name, query={"exists": {"field": "deleted"}})["count"] == 0


def test_its_position_never_runs_backwards(server: ElasticsearchEngine, indices: Indices, create: Create) -> None:
    name = create()
    indices.swap(name, None)
    assert indices.answering(server.client) == (name, START)
    for sequence, mark, expected in ((5, "a", (5, "a")), (3, "b", (5, "a")), (5, "b", (5, "b")), (8, "c", (8, "c"))):
        indices.note(name, Position(sequence, mark))
        assert indices.answering(server.client) == (name, expected)


def test_noting_in_one_that_was_removed_brings_nothing_into_being(
    server: ElasticsearchEngine, indices: Indices, create: Create
) -> None:
    name = create()
    indices.remove(name)
    with pytest.raises(NotFoundError):
        indices.note(name, Position(5))
    assert all_names(server) == set()


def test_the_one_that_takes_over_answers_and_the_one_before_is_the_former(
    server: ElasticsearchEngine, indices: Indices, create: Create
) -> None:
    first, second, third = create(), create(), create()
    indices.swap(first, None)
    assert (indices.named(indices.read), indices.named(indices.former)) == (first, None)
    indices.swap(second, first)
    assert (indices.named(indices.read), indices.named(indices.former)) == (second, first)
    indices.swap(third, second)
    assert (indices.named(indices.read), indices.named(indices.former)) == (third, second)
    assert indices.answering(server.client).name == third


def test_what_somebody_put_under_the_alias_leaves_it(
    server: ElasticsearchEngine, indices: Indices, create: Create, foreign: str
) -> None:
    first, second = create(), create()
    indices.swap(first, None)
    for alias in (indices.read, indices.former):
        server.client.indices.put_alias(index=foreign, name=alias)
    assert indices.named(indices.read) == first
    with pytest.raises(IndexMissing, match="no search index that this version can use"):
        indices.answering(server.client)
    indices.swap(second, first)
    assert server.client.indices.get_alias(index=foreign)[foreign]["aliases"] == {}
    assert indices.answering(server.client).name == second


def test_nothing_is_named_by_an_alias_of_others_alone(
    server: ElasticsearchEngine, indices: Indices, foreign: str
) -> None:
    server.client.indices.put_alias(index=foreign, name=indices.read)
    assert indices.named(indices.read) is None
    with pytest.raises(IndexMissing, match="no search index that this version can use"):
        indices.answering(server.client)


@pytest.mark.parametrize(
    "mappings",
    [
        {},
        {"dynamic": "strict"},
        {"dynamic": "strict", "_meta": {}},
        {"dynamic": "strict", "_meta": {"schema": SCHEMA - 1}},
        {"dynamic": "strict", "_meta": {"schema": SCHEMA + 1}},
        {"dynamic": "true", "_meta": {"schema": SCHEMA}},
        {"_meta": {"schema": SCHEMA}},
    ],
)
def test_one_of_another_form_does_not_answer(
    server: ElasticsearchEngine, indices: Indices, mappings: dict[str, Any]
) -> None:
    name = f"{prefix(indices)}-{SCHEMA}-{secrets.token_hex(6)}"
    server.client.indices.create(index=name, mappings=mappings, aliases={indices.read: {}})
    with pytest.raises(IndexMissing, match=MADE_BY_OTHERS):
        indices.answering(server.client)


def test_one_that_does_not_say_how_far_it_has_read_cannot_be_used(
    server: ElasticsearchEngine, indices: Indices
) -> None:
    name = f"{prefix(indices)}-{SCHEMA}-{secrets.token_hex(6)}"
    mappings = {"dynamic": "strict", "_meta": {"schema": SCHEMA}}
    server.client.indices.create(index=name, mappings=mappings, aliases={indices.read: {}})
    with pytest.raises(NotFoundError):
        indices.answering(server.client)
    assert server.status().missing


@pytest.mark.parametrize("kept", [{}, {"dump": 5}, {"dump": "?"}, {"dump": "aGFsbG8="}, None])
def test_a_vocabulary_that_somebody_wrote_over_is_told(
    server: ElasticsearchEngine, indices: Indices, create: Create, kept: Any
) -> None:
    name = create()
    server.client.index(index=name, id=VOCABULARY, document={"kept": kept})
    with pytest.raises(IndexMissing, match=CHANGED):
        indices.vocabulary(server.client, name)


@pytest.mark.parametrize("kept", [{}, {"sequence": "many"}, {"sequence": None}, {"sequence": 1}, None])
def test_a_position_that_somebody_wrote_over_is_told(
    server: ElasticsearchEngine, indices: Indices, create: Create, kept: Any
) -> None:
    name = create()
    indices.swap(name, None)
    server.client.index(index=name, id=POSITION, document={"kept": kept})
    with pytest.raises(IndexMissing, match=CHANGED):
        indices.answering(server.client)


def test_tidying_removes_what_no_alias_names_and_nothing_of_others_or_of_newer_code(
    server: ElasticsearchEngine, indices: Indices, create: Create, foreign: str
) -> None:
    present, former, dead, closed = create(), create(), create(), create()
    indices.swap(former, None)
    indices.swap(present, former)
    server.client.indices.close(index=closed)
    older = of_schema(server, SCHEMA - 1)
    newer = of_schema(server, SCHEMA + 1)
    yesterday = f"{prefix(indices)}-5-words-{secrets.token_hex(6)}"
    server.client.indices.create(index=yesterday)
    assert {dead, closed, older, yesterday} < all_names(server)
    indices.tidy()
    assert all_names(server) == {present, former, newer, foreign}


def test_those_of_older_code_go_even_where_their_own_alias_names_them(
    server: ElasticsearchEngine, indices: Indices
) -> None:
    of_schema(server, SCHEMA - 1, f"{prefix(indices)}-{SCHEMA - 1}-read")
    indices.tidy()
    assert all_names(server) == set()


def test_clearing_removes_all_that_is_ours_open_or_closed(
    server: ElasticsearchEngine, indices: Indices, create: Create, foreign: str
) -> None:
    present, closed = create(), create()
    indices.swap(present, None)
    server.client.indices.close(index=closed)
    of_schema(server, SCHEMA + 1)
    indices.clear()
    assert all_names(server) == {foreign}


def test_an_index_that_is_gone_may_be_removed_again(indices: Indices, create: Create) -> None:
    name = create()
    indices.remove(name)
    indices.remove(name)


def test_another_prefix_has_indices_of_its_own(server: ElasticsearchEngine, create: Create) -> None:
    own = create()
    other = Indices(server.client, f"{prefix(server.indices)}x")
    name = other.create(Vocabulary())
    try:
        server.indices.tidy()
        assert other.named(other.read) is None
        other.swap(name, None)
        assert own not in all_names(server)
        assert other.answering(server.client).name == name
    finally:
        other.clear()
