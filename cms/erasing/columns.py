"""Every column of the database that can hold text, whichever app it belongs to and whether its code is there or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

TEXT_FIELDS = {"CharField", "TextField", "JSONField", "SlugField", "URLField", "EmailField", "FileField"}

LEFT_ALONE = frozenset({"auth_permission", "auth_user", "django_content_type", "django_migrations", "django_session"})
"""Tables of Django's own; an account belongs to somebody who logs in, and is removed where accounts are kept."""

OF_THE_LEDGER = frozenset({"publishing_entry", "publishing_facetrow", "publishing_version"})
"""Tables whose rows follow content; they are brought up to date after it."""

AT_A_TIME = 200


@dataclass(frozen=True)
class Column:
    """A column with text, by the names that the database has for it."""

    table: str
    key: str
    name: str
    kind: str
    size: int | None

    def values(self) -> Iterator[tuple[Any, str]]:
        """Key and text of each row that has one, some at a time."""
        quote = connection.ops.quote_name
        text = f"SELECT {quote(self.key)}, CAST({quote(self.name)} AS text) FROM {quote(self.table)} WHERE {quote(self.name)} IS NOT NULL"
        order = f" ORDER BY {quote(self.key)} LIMIT {AT_A_TIME}"
        rows = self._rows(text + order)
        while rows:
            yield from ((key, value) for key, value in rows if value)
            rows = self._rows(f"{text} AND {quote(self.key)} > %s{order}", rows[-1][0])

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, str]]:
        with connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())

    def write(self, key: Any, text: str, *, spare: str) -> None:
        """Stores the text; where it must be the only one of its kind and is not, `spare` is added to it."""
        try:
            with transaction.atomic():
                self._write(key, self._fitting(text))
        except IntegrityError:
            self._write(key, self._fitting(text, spare))

    def _fitting(self, text: str, end: str = "") -> str:
        return text[: self.size - len(end)] + end if self.size else text + end

    def _write(self, key: Any, text: str) -> None:
        quote = connection.ops.quote_name
        value = "CAST(%s AS jsonb)" if self.kind == "JSONField" and connection.vendor == "postgresql" else "%s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {quote(self.table)} SET {quote(self.name)} = {value} WHERE {quote(self.key)} = %s", [text, key]
            )


def text_columns() -> list[Column]:
    """All of them, table by table, without those that are left alone or follow content."""
    hidden = {*LEFT_ALONE, *OF_THE_LEDGER, *_full_text_tables()}
    with connection.cursor() as cursor:
        tables = [each.name for each in connection.introspection.get_table_list(cursor) if each.type in ("t", "p")]
        return [column for table in sorted(tables) if table not in hidden for column in _columns(cursor, table)]


def _columns(cursor: Any, table: str) -> Iterator[Column]:
    keys = connection.introspection.get_primary_key_columns(cursor, table)
    if not keys or len(keys) != 1:
        return
    for each in connection.introspection.get_table_description(cursor, table):
        kind = _kind(each)
        if kind in TEXT_FIELDS and each.name != keys[0]:
            size = each.display_size if kind == "CharField" else None
            yield Column(table, keys[0], each.name, kind, size if size and size > 0 else None)


def _kind(column: Any) -> str:
    """The kind of field that Django would make of the column; "" for one that it does not know, such as PostgreSQL's search vectors."""
    try:
        return str(connection.introspection.get_field_type(column.type_code, column))
    except KeyError:
        return ""


def _full_text_tables() -> set[str]:
    """SQLite keeps a full-text index in tables beside the one that it belongs to, and brings them up to date by itself."""
    return {f"{name}{end}" for name in _virtual() for end in ("", "_data", "_idx", "_content", "_docsize", "_config")}


def _virtual() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%%'")
        return [name for (name,) in cursor.fetchall()]


def merge_full_text() -> None:
    """Lets SQLite's full-text indices forget words of rows that have changed; they keep them until they are merged."""
    for name in map(connection.ops.quote_name, _virtual()):
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
