"""Nothing hidden is shown anywhere: every kind of thing in every state, against every answer that the house gives."""

from __future__ import annotations

import pytest

from tests.visibility.archive import Case, cases
from tests.visibility.conftest import Matrix
from tests.visibility.states import PUBLIC

CASES = cases()
HIDDEN = [case for case in CASES if case.state is not PUBLIC]


@pytest.mark.parametrize("number", [case.words.number for case in HIDDEN], ids=[case.name for case in HIDDEN])
def test_what_is_hidden_is_read_nowhere(matrix: Matrix, number: int) -> None:
    case = case_of(matrix, number)
    assert matrix.after.of(case.hidden) == {}


def case_of(matrix: Matrix, number: int) -> Case:
    """The case of the number."""
    return next(case for case in matrix.cases if case.words.number == number)
