"""What the order of events by their next date asks of the database, written out.

Django takes longer to put these expressions together, twice in each list, than the database takes for the whole list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.db.models import DateTimeField, DurationField, Expression, F, Func

from cms.content.schedule import LONG
from cms.publishing.models import OccurrenceRow

TIMES = OccurrenceRow._meta.db_table


class Beginning(Func):
    """When an entry begins, as seen from the moment: its next time, else the last one.

    What has no day yet counts by its end, and so does what has lasted for long beside it.
    """

    output_field = DateTimeField()

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment
        super().__init__(F("pk"), F("starts_at"), F("ends_at"), F("last_starts_at"))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The first time ahead that is no old news, where there are several; each `%s` but the last is the moment."""
        pk, starts_at, ends_at, last_starts_at = (compiler.compile(each)[0] for each in self.source_expressions)
        quote = connection.ops.quote_name
        turn = {name: f"turn.{quote(name)}" for name in ("entry_id", "starts_at", "ends_at", "exact")}
        length, _ = connection.ops.subtract_temporals("DateTimeField", (turn["ends_at"], ()), (turn["starts_at"], ()))
        ahead = (
            f"SELECT MIN({turn['starts_at']}) FROM {quote(TIMES)} turn WHERE {turn['entry_id']} = {pk}"  # noqa: S608
            f" AND {turn['ends_at']} > %s AND {turn['exact']} AND NOT ({turn['starts_at']} <= %s AND {length} > %s)"
        )
        sql = (
            f"CASE WHEN {last_starts_at} IS NULL THEN {starts_at} WHEN {ends_at} <= %s THEN {last_starts_at}"
            f" ELSE COALESCE(({ahead}), {ends_at}) END"
        )
        moment = connection.ops.adapt_datetimefield_value(self.moment)
        return sql, [moment, moment, moment, DurationField().get_db_prep_value(LONG, connection)]


class LastTurn(Expression):
    """The last begin, or the last end, up to the moment: since the later of them the clock has not changed any `Beginning`."""

    def __init__(self, moment: dt.datetime, column: Literal["starts_at", "ends_at"]) -> None:
        self.moment, self.column = moment, column
        super().__init__(output_field=DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The scalar query."""
        table, column = connection.ops.quote_name(TIMES), connection.ops.quote_name(self.column)
        sql = f"(SELECT {column} FROM {table} WHERE {column} <= %s ORDER BY {column} DESC LIMIT 1)"  # noqa: S608
        return sql, (connection.ops.adapt_datetimefield_value(self.moment),)
