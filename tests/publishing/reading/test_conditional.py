"""What is said about an answer beside its body."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse

from cms.publishing.reading.conditional import ResponseMeta, depends_on_language, respond

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


def test_an_answer_without_a_tag_has_no_time_either() -> None:
    meta = ResponseMeta(etag='"a"', modified=NOON)
    assert (meta.without_tag().etag, meta.without_tag().modified) == (None, None)


def test_only_what_was_negotiated_depends_on_the_language() -> None:
    assert not depends_on_language(HttpResponse())
    assert not depends_on_language(respond("", ResponseMeta(etag="a")))
    assert depends_on_language(respond("", ResponseMeta(etag="a", negotiated=True)))
