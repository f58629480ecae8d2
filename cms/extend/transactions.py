"""What code of plugins may do within the transaction of whoever calls it: store things, and no more.

It does not end the transaction, and what it wants done after the commit fails for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils.translation import gettext_lazy as _

from cms.extend.interrupts import Interrupted
from cms.extend.limits import Misbehaved
from cms.extend.outages import is_out_of_reach
from cms.extend.strictness import is_strict
from cms.extend.telling import shown

ENDING = re.compile(
    r"(?:(?:\s|;|--[^\n]*\n|/\*.*?\*/)*(?:BEGIN|START|END)|"
    r"(?:\A|.*;)(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:COMMIT|ABORT|PREPARE\s+TRANSACTION|ROLLBACK(?!(?:\s+(?:WORK|TRANSACTION))?\s+TO)))\b",
    re.IGNORECASE | re.DOTALL,
)
"""Statements that begin or end a transaction, alone or after others; savepoints do neither, and functions end by END."""
Carefully = Callable[[Callable[[], object]], object]


class Ended(Misbehaved):
    """Code of a plugin ended the transaction that it was called in."""

    def __init__(self) -> None:
        super().__init__(_("It ended the transaction that it was called in, and what had been stored there is lost."))


class AfterCommit:
    """What code of a plugin wants done after the commit, called with care."""

    def __init__(self, wanted: Callable[[], object], carefully: Carefully) -> None:
        self.__qualname__ = shown(wanted)
        self.wanted, self.carefully = wanted, carefully

    def __call__(self) -> None:
        self.carefully(self.wanted)


def wanted_after_commit() -> list[Any]:
    """What is to be done after the commit, as it was asked for."""
    waiting: list[Any] = connection.run_on_commit
    return [each.wanted if isinstance(each, AfterCommit) else each for _, each, _ in waiting]


@contextmanager
def kept(carefully: Carefully, *, has_savepoint: bool) -> Iterator[None]:
    """Lets code of a plugin run in the transaction that is open; with a savepoint, so that what fails leaves nothing behind.

    What it wants done after the commit is done by `carefully`, which is given the function. Raises `Ended` if it got round what refuses
    to end the transaction.
    """
    ours = connections[DEFAULT_DB_ALIAS]
    known, was_lost = len(ours.run_on_commit), ours.needs_rollback
    try:
        with transaction.atomic() if has_savepoint else nullcontext(), _no_end(ours):
            yield
    except BaseException as error:
        if ours.needs_rollback and not was_lost and not isinstance(error, Interrupted):
            if is_out_of_reach(error):
                raise
            raise Ended from error
        raise
    finally:
        waiting: list[Any] = ours.run_on_commit
        if len(waiting) > known:
            waiting[known:] = [_with_care(carefully, *entry) for entry in waiting[known:]]
    if ours.needs_rollback and not was_lost:
        raise Ended


def _with_care(carefully: Carefully, savepoints: set[str], wanted: Any, is_robust: object) -> tuple[Any, ...]:
    function = wanted if isinstance(wanted, AfterCommit) else AfterCommit(wanted, carefully)
    return savepoints, function, is_robust or not is_strict()


@contextmanager
def _no_end(ours: Any) -> Iterator[None]:
    """Refuses to end the transaction, whichever way; what stands around questions to the database is given back."""
    if _refuse_statements in ours.execute_wrappers:
        yield
        return
    around, driver = list(ours.execute_wrappers), getattr(ours.connection, "__dict__", {})
    ours.execute_wrappers.append(_refuse_statements)
    ours.close = _refuse
    driver.update(REFUSED)
    try:
        yield
    finally:
        ours.execute_wrappers[:] = around
        vars(ours).pop("close", None)
        for name in REFUSED:
            driver.pop(name, None)


def _refuse_statements(execute: Callable[..., Any], sql: Any, *given: Any) -> Any:
    if isinstance(sql, str) and ENDING.match(sql):
        _refuse()
    return execute(sql, *given)


def _refuse(*given: object) -> None:
    raise transaction.TransactionManagementError("A plugin may not end the transaction in which it is called.")


REFUSED: Mapping[str, Callable[..., None]] = dict.fromkeys(("commit", "rollback", "close"), _refuse)
"""Of the driver's connection."""
