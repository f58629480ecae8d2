"""A parameter reads what is given for it, refuses the rest with what is allowed, and says the same of itself in OpenAPI."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.publishing.reading.parameters import (
    FilterError,
    Parameter,
    Parameters,
    list_of,
    once,
    one_of,
    refuse_others,
    shown,
    some_of,
    text,
    whole_number,
)

LIMIT = whole_number("limit", "How many.", highest=100, default=25)
PAGE = whole_number("page", "Which one.", highest=500)
SORT = one_of("sort", "In which order.", ("title", "start"), default="title")
WHEN = one_of("when", "When.", ("past", "upcoming"))
FALLBACK = some_of("fallback", "Which languages.", ("de", "en", "ar"))
WORDS = text("q", "Words.", longest=5, required=True)
PATH = text("path", "Where it stands.", default="/")


def read(parameter: Parameter, query: str) -> Any:
    return parameter.read(QueryDict(query))


@pytest.mark.parametrize(
    ("parameter", "query", "value"),
    [
        (LIMIT, "limit=1", 1),
        (LIMIT, "limit=100", 100),
        (LIMIT, f"limit={'0' * 28}17", 17),
        (LIMIT, "", 25),
        (PAGE, "", None),
        (SORT, "sort=start", "start"),
        (SORT, "", "title"),
        (WHEN, "", None),
        (FALLBACK, "fallback=en", ("en",)),
        (FALLBACK, "fallback=en, de,en", ("en", "de")),
        (FALLBACK, "", ()),
        (WORDS, "q=Feste", "Feste"),
        (PATH, "", "/"),
        (PATH, f"path={'x' * 2000}", "x" * 2000),
    ],
    ids=lambda given: given.name if isinstance(given, Parameter) else None,
)
def test_what_is_given_is_read(parameter: Parameter, query: str, value: Any) -> None:
    assert read(parameter, query) == value


@pytest.mark.parametrize(
    ("parameter", "query", "error"),
    [
        (LIMIT, "limit=0", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (LIMIT, "limit=101", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (LIMIT, f"limit={'0' * 30}", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (LIMIT, "limit=-1", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (LIMIT, "limit=٣", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (LIMIT, "limit=²", ("out_of_range", "limit: give a whole number between 1 and 100.", ("1…100",))),
        (
            LIMIT,
            f"limit={'0' * 29}17",
            ("malformed", "limit: at most 30 characters, no NUL and no half characters.", ()),
        ),
        (LIMIT, "limit=1&limit=1", ("repeated", "limit: give it once.", ())),
        (SORT, "sort=Title", ("unknown_value", "sort: 'Title' is no possible value.", ("title", "start"))),
        (FALLBACK, "fallback=de;en", ("unknown_value", "fallback: 'de;en' is no possible value.", ("de", "en", "ar"))),
        (FALLBACK, "fallback=", ("unknown_value", "fallback: '' is no possible value.", ("de", "en", "ar"))),
        (WORDS, "q=Festes", ("malformed", "q: at most 5 characters, no NUL and no half characters.", ())),
        (WORDS, "q=", ("missing", "q is missing. Words.", ())),
        (WORDS, "", ("missing", "q is missing. Words.", ())),
        (
            PATH,
            f"path={'x' * 2001}",
            ("malformed", "path: at most 2000 characters, no NUL and no half characters.", ()),
        ),
    ],
    ids=lambda given: given.name if isinstance(given, Parameter) else "",
)
def test_the_rest_is_refused_with_what_is_allowed(parameter: Parameter, query: str, error: tuple[Any, ...]) -> None:
    with pytest.raises(FilterError) as refused:
        read(parameter, query)
    assert refused.value == FilterError(parameter.name, *error)
    assert str(refused.value) == error[1]


@pytest.mark.parametrize(
    ("parameter", "schema"),
    [
        (LIMIT, {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}),
        (PAGE, {"type": "integer", "minimum": 1, "maximum": 500}),
        (SORT, {"type": "string", "enum": ["title", "start"], "default": "title"}),
        (WHEN, {"type": "string", "enum": ["past", "upcoming"]}),
        (FALLBACK, {"type": "string", "pattern": "^(de|en|ar)(,(de|en|ar))*$"}),
        (WORDS, {"type": "string"}),
    ],
    ids=lambda given: given.name if isinstance(given, Parameter) else "",
)
def test_openapi_says_the_same(parameter: Parameter, schema: dict[str, Any]) -> None:
    assert parameter.openapi() == {
        "in": "query",
        "name": parameter.name,
        "required": parameter is WORDS,
        "description": parameter.text,
        "schema": schema,
    }


def test_openapi_is_english_whoever_asks() -> None:
    described = Parameters([text("a", _("Filter")), text("b", _("yes"))])  # type: ignore[arg-type]  # lazy texts are texts
    with translation.override("de"):
        assert [each["description"] for each in described.openapi()["parameters"]] == ["Filter", "yes"]
        assert str(_("yes")) == "ja"


def test_all_are_read_at_once_and_any_other_is_refused() -> None:
    table = Parameters([LIMIT, FALLBACK])
    assert table.read(QueryDict("fallback=ar")) == {"limit": 25, "fallback": ("ar",)}
    with pytest.raises(FilterError) as refused:
        table.read(QueryDict("limit=1&Limit=2"))
    assert refused.value == FilterError(
        "Limit", "unknown_parameter", "There is no parameter 'Limit'.", ("limit", "fallback")
    )


def test_what_is_told_back_is_short_and_whole() -> None:
    assert shown("x" * 51) == "x" * 50
    assert shown("\ud800a") == "?a"
    with pytest.raises(FilterError, match="'xxx"):
        refuse_others("q", ["x" * 60], ["a"])
    assert list_of(["a", "b"])["pattern"] == "^(a|b)(,(a|b))*$"
    assert once("q", ["x" * 2000]) == "x" * 2000
