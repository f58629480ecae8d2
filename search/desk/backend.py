"""The backend that Wagtail asks: the same questions and answers on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from wagtail.search.backends.base import BaseSearchBackend, BaseSearchQueryCompiler, BaseSearchResults
from wagtail.search.query import MatchAll

from cms.public.users import OF_OTHERS
from search.desk.index import ALL, NAMES, PUBLIC, DeskIndex, grammar, matching
from search.desk.words import asked


class Question(BaseSearchQueryCompiler):
    """A question about things that everybody may know; all of its words have to be met."""

    DEFAULT_OPERATOR = "and"
    column = PUBLIC

    def check(self) -> None:
        """Nothing: the database itself answers, which understands every condition and every order."""

    def found(self) -> QuerySet[Any]:
        """The things that are meant, those first that are called so; of others' things, those that everybody may know so."""
        things: QuerySet[Any] = self.queryset
        if isinstance(self.query, MatchAll):
            return things
        if not (question := asked(self.query, grammar())):
            return things.none()
        model = things.model
        things = things.filter(pk__in=matching(model, self.column, question))
        if self.column != PUBLIC and OF_OTHERS in things.query.annotations:
            things = things.filter(Q(**{OF_OTHERS: False}) | Q(pk__in=matching(model, PUBLIC, question)))
        if self.order_by_relevance:
            called_so = Case(When(pk__in=matching(model, NAMES, question), then=0), default=1)
            things = things.order_by(called_so, *model._meta.ordering, "-pk")
        return things


class StaffQuestion(Question):
    """A question of those who work on the things, which are found by their drafts, too."""

    column = ALL


class Answer(BaseSearchResults):
    """What was found."""

    supports_facet = True

    def get_queryset(self) -> QuerySet[Any]:
        """The part that is wanted."""
        found: QuerySet[Any] = self.query_compiler.found()
        return found[self.start : self.stop]

    def _do_search(self) -> list[Any]:
        return list(self.get_queryset())

    def _do_count(self) -> int:
        return self.get_queryset().order_by().count()

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many of all that were found have each value of the field, the most frequent first."""
        rows = self.query_compiler.found().order_by().values(field_name).annotate(number=Count("pk"))
        return OrderedDict((row[field_name], row["number"]) for row in rows.order_by("-number"))


def _rebuilder(index: DeskIndex) -> DeskIndex:
    return index


class DeskSearch(BaseSearchBackend):
    """Finds pages, records, images and files at the desk by German words, as the archive search does."""

    query_compiler_class = Question
    autocomplete_query_compiler_class = StaffQuestion
    index_class = DeskIndex
    results_class = Answer
    rebuilder_class = staticmethod(_rebuilder)
