"""What the order of events by their next date asks of the database, written out.

Django takes longer to put these expressions together, twice in each list, than the database takes for the whole list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.db.models import DateTimeField, DurationField, Expression, F, Func, IntegerField

from cms.content.schedule import LONG, RANK, Group
from cms.publishing.models import Entry, OccurrenceRow
from cms.publishing.reading.compiled import parameter

TIMES = OccurrenceRow._meta.db_table


class _AtMoment(Func):
    """What the times of an entry say at a moment."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment
        super().__init__(F("pk"), F("starts_at"), F("ends_at"), F("last_starts_at"))


class Beginning(_AtMoment):
    """When an entry begins, as seen from the moment: its next time, else the last one.

    What has no day yet counts by its end, and so does what has lasted for long beside it.
    """

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The first time ahead that is no old news, where there are several."""
        pk, starts_at, ends_at, last_starts_at = (compiler.compile(each)[0] for each in self.source_expressions)
        turns = _Turns(connection, self.moment)
        sql = (
            f"CASE WHEN {last_starts_at} IS NULL THEN {starts_at} WHEN {ends_at} <= %s THEN {last_starts_at}"
            f" ELSE COALESCE((SELECT MIN(turn.starts_at) {turns.ahead(pk)} AND NOT {turns.has_lasted('turn.')}), {ends_at}) END"
        )
        return sql, [turns.moment, turns.moment, *turns.lasting]


class GroupAt(_AtMoment):
    """The rank of the group in which an entry stands at the moment; empty without a time."""

    output_field = IntegerField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A single time says it alone; of several one with a day that is ahead, and no old news, is enough."""
        pk, starts_at, ends_at, last_starts_at = (compiler.compile(each)[0] for each in self.source_expressions)
        turns = _Turns(connection, self.moment)
        table = starts_at.rpartition(".")[0]
        sql = (
            f"CASE WHEN {starts_at} IS NULL THEN NULL WHEN {ends_at} <= %s THEN {RANK[Group.OVER]}"
            f" WHEN {last_starts_at} IS NULL"
            f" THEN CASE WHEN {turns.has_lasted(f'{table}.')} THEN {RANK[Group.LASTING]} ELSE {RANK[Group.COMING]} END"
            f" WHEN EXISTS(SELECT 1 {turns.ahead(pk)} AND NOT {turns.has_lasted('turn.')}) THEN {RANK[Group.COMING]}"
            f" WHEN EXISTS(SELECT 1 {turns.ahead(pk)}) THEN {RANK[Group.LASTING]} ELSE {RANK[Group.OPEN]} END"
        )
        return sql, [turns.moment, *turns.lasting, turns.moment, *turns.lasting, turns.moment]


class LastTurnOfEach(_AtMoment):
    """When the date of an entry to show may have changed last: one of several was over, or began to last long; empty if neither ever was."""

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The last of these moments among the times of the entry."""
        pk, turns = compiler.compile(self.source_expressions[0])[0], _Turns(connection, self.moment)
        turned = "CASE WHEN turn.ends_at <= %s THEN turn.ends_at ELSE turn.starts_at END"
        has_turned = f"(turn.ends_at <= %s OR {turns.has_lasted('turn.')})"
        sql = f"(SELECT MAX({turned}) FROM {turns.table} turn WHERE turn.entry_id = {pk} AND {has_turned})"  # noqa: S608
        return sql, [turns.moment, turns.moment, *turns.lasting]


class _Turns:
    """The pieces: what they ask of the times of an entry at a moment, and the parameters for that, in their order."""

    def __init__(self, connection: Any, moment: dt.datetime) -> None:
        self._connection = connection
        self.table = connection.ops.quote_name(TIMES)
        self.moment = parameter(moment, connection)
        self.lasting = (self.moment, DurationField().get_db_prep_value(LONG, connection))

    def ahead(self, pk: str) -> str:
        """The exact times of the entry that are not over; one parameter."""
        return f"FROM {self.table} turn WHERE turn.entry_id = {pk} AND turn.ends_at > %s AND turn.exact"

    def has_lasted(self, of: str) -> str:
        """Whether a time has begun and lasts long, which makes it no news; two parameters."""
        length, _ = self._connection.ops.subtract_temporals(
            "DateTimeField", (f"{of}ends_at", ()), (f"{of}starts_at", ())
        )
        return f"({of}starts_at <= %s AND {length} > %s)"


class LastTurn(Expression):
    """The last begin, or the last end, up to the moment: since the later of them the clock has not changed any `Beginning`.

    Of whole entries instead of their times: since then it has changed nothing of those that have one span.
    """

    SIDE = "<= %s ORDER BY %s DESC"

    def __init__(
        self,
        moment: dt.datetime,
        column: Literal["starts_at", "ends_at"],
        model: type[OccurrenceRow | Entry] = OccurrenceRow,
    ) -> None:
        self.moment, self.column, self.model = moment, column, model
        super().__init__(output_field=DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The scalar query."""
        table, column = map(connection.ops.quote_name, (self.model._meta.db_table, self.column))
        sql = f"(SELECT {column} FROM {table} WHERE {column} {self.SIDE} LIMIT 1)" % ("%s", column)  # noqa: S608
        return sql, (parameter(self.moment, connection),)


class NextTurn(LastTurn):
    """The first begin, or the first end, after the moment."""

    SIDE = "> %s ORDER BY %s"
