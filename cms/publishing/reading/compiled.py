"""Questions whose SQL is put together once for each shape: what differs from one to the next are values in their places.

To put the SQL of a list together takes Django several times as long as the database takes for the list.

    plan = plan_of(("titles", len(types)), lambda slot: Entry.objects.filter(type__in=[slot(TYPE) for _ in types]).values_list("title"))
    rows = plan.rows(types)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet

from cms.extend import registry
from cms.publishing.reading.memory import MEGABYTE, Memory

MakeSlot = Callable[["Field[Any, Any]"], "Slot"]
Converter = tuple[int, Sequence[Callable[..., Any]], Expression]


class Slot(Expression):
    """The place of a value, by its number, that is given when the question is asked."""

    def __init__(self, number: int, field: Field[Any, Any]) -> None:
        self.number = number
        super().__init__(output_field=field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter, which is the slot itself until then."""
        return "%s", (self,)


def parameter(moment: Any, connection: Any) -> Any:
    """What stands for the moment, or for its slot, in SQL that is written out."""
    return moment if isinstance(moment, Slot) else connection.ops.adapt_datetimefield_value(moment)


@dataclass(frozen=True)
class Plan:
    """The SQL of a question, its parameters with slots among them, and what makes values of Python of the database's."""

    sql: str
    parameters: Sequence[Any]
    converters: Sequence[Converter]

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database answers with these values in the slots."""
        given = [
            each.output_field.get_db_prep_value(values[each.number], connection) if isinstance(each, Slot) else each
            for each in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        for position, convert, expression in self.converters:
            found = [
                (*row[:position], _converted(row[position], convert, expression), *row[position + 1 :]) for row in found
            ]
        return found


def _converted(value: Any, converters: Sequence[Callable[..., Any]], expression: Expression) -> Any:
    for convert in converters:
        value = convert(value, expression, connection)
    return value


_plans = Memory[Hashable, Plan](most=8 * MEGABYTE, size=lambda plan: len(plan.sql))


def plan_of(shape: Hashable, make: Callable[[MakeSlot], QuerySet[Any, tuple[Any, ...]]]) -> Plan:
    """The plan of all questions of this shape. `make` gives one of them, a list of values of its columns in the order in which they
    are named, with a slot for each value that is not part of the shape, in the order in which the values are given later.
    """
    key = (connection.vendor, tuple(registry().public_types), shape)
    return _plans.get(key, lambda: _compiled(make))


def _compiled(make: Callable[[MakeSlot], QuerySet[Any, tuple[Any, ...]]]) -> Plan:
    made = 0

    def slot(field: Field[Any, Any]) -> Slot:
        nonlocal made
        made += 1
        return Slot(made - 1, field)

    compiler = make(slot).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = [(position, *each) for position, each in compiler.get_converters(columns).items()]
    return Plan(sql, parameters, converters)
