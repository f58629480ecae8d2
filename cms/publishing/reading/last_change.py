"""The ledger's last change, alone or in the same query as the rows beside it, and so seen at the same moment."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.db.models import Expression, Field

from cms.publishing.models import Entry

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When the last change was where nothing was ever published."""


def last_change() -> dt.datetime:
    """When the ledger changed last."""
    return Entry.objects.order_by("-sequence").values_list("updated_at", flat=True).first() or BEGINNING


class OfLastChange(Expression):
    """A column of the entry that changed last.

    Says in SQL what a Subquery would; putting that one together took longer than the database takes for the whole list.
    """

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(output_field=cast("Field[Any, Any]", Entry._meta.get_field(column)))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The scalar query."""
        quoted = connection.ops.quote_name
        table, column, order = quoted(Entry._meta.db_table), quoted(self.column), quoted("sequence")
        return f"(SELECT {column} FROM {table} ORDER BY {order} DESC LIMIT 1)", ()  # noqa: S608 - names, no values
