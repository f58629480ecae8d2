"""Nothing hidden is shown anywhere: every kind of thing in every state, against every answer that the house gives."""

from __future__ import annotations

import pytest

from tests.erasing.conftest import everything_stored
from tests.visibility.archive import Case, cases
from tests.visibility.conftest import Matrix
from tests.visibility.states import PUBLIC

CASES = cases()
HIDDEN = [case for case in CASES if case.state is not PUBLIC]

OF_EVERYTHING = {"API changes", "API list", "own item", "page of another"}
OF_PAGES = OF_EVERYTHING | {
    *(
        "API included",
        "API search",
        "feed",
        "feed of one",
        "old address",
        "old address in lookup",
        "own lookup",
        "own page",
    ),
    *("site list", "site search", "sitemap"),
}
OF_FACETS = {"chosen facet", "chosen facet in feed", "search facets"}
OF_FILES = {"API changes", "API list", "page of another", "file address"}
SHOWN = {
    "event": OF_PAGES | {"feed with former dates", "feed with former dates of one"},
    "partner": OF_PAGES | OF_FACETS,
    "news": OF_PAGES,
    "page": OF_PAGES,
    "press_release": OF_PAGES - {"site list"},
    "city_programme": OF_PAGES,
    "city": OF_EVERYTHING | OF_FACETS,
    "place": OF_EVERYTHING | {"API included"},
    "topic": OF_EVERYTHING | OF_FACETS | {"API included"},
    "programme": OF_EVERYTHING | OF_FACETS,
    "series": OF_EVERYTHING | OF_FACETS,
    "person": OF_EVERYTHING | OF_FACETS | {"API included", "file address"},
    "image": OF_FILES,
    "document": OF_FILES,
}
"""Where each kind is read while it is public: what is looked at can find what it looks for."""


@pytest.mark.parametrize("number", [case.words.number for case in HIDDEN], ids=[case.name for case in HIDDEN])
def test_what_is_hidden_is_read_nowhere(matrix: Matrix, number: int) -> None:
    assert matrix.after.of(case_of(matrix, number).hidden) == {}


@pytest.mark.parametrize("number", [case.words.number for case in HIDDEN], ids=[case.name for case in HIDDEN])
def test_what_is_hidden_is_not_offered_at_the_desk_to_those_who_may_not_see_it(matrix: Matrix, number: int) -> None:
    assert matrix.desk.of(case_of(matrix, number).hidden) == {}


@pytest.mark.parametrize("kind", SHOWN)
def test_what_is_public_is_read_wherever_it_belongs(matrix: Matrix, kind: str) -> None:
    case = next(case for case in matrix.cases if case.kind.name == kind and case.state is PUBLIC)
    read = {place for places in matrix.after.of(case.words.all).values() for place in places}
    assert SHOWN[kind] - read == set()
    assert not case.kind.is_file or "media folder" not in read
    if case.etag:
        assert "304" in read
    if case.etags_of_others:
        assert "304 of another" in read


def test_of_whom_was_erased_nothing_is_kept(matrix: Matrix) -> None:
    case = next(case for case in matrix.cases if case.state.is_erased)
    assert {table for table, row in everything_stored() if any(word in row for word in case.words.all)} == set()


def case_of(matrix: Matrix, number: int) -> Case:
    """The case of the number."""
    return next(case for case in matrix.cases if case.words.number == number)
