"""Whether an error tells of the database rather than of who asked it."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError, connection


class TransactionLost(OperationalError):
    """A plugin ended the transaction within which it was called, so that nothing of it is stored."""


def is_away(error: BaseException) -> bool:
    """Whether the database was busy, restarted or could not be reached; a mistake in a question to it is none of that."""
    if isinstance(error, TransactionLost):
        return True
    if connection.vendor == "sqlite":
        return isinstance(error, OperationalError) and "locked" in str(error)
    return isinstance(error, OperationalError | InterfaceError)


def is_out_of_reach(error: BaseException) -> bool:
    """Whether nobody can ask the database just now, so that who did is not to blame."""
    if not is_away(error) or isinstance(error, TransactionLost) or connection.vendor == "sqlite":
        return is_away(error)
    raw = connection.connection
    return raw is None or bool(raw.closed)
