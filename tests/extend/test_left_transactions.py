"""A transaction that a plugin's code leaves open is rolled back: whoever ran it asks the database as before."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection, transaction

from cms.extend.limits import Misbehaved, limited
from cms.extend.models import JobRun

pytestmark = pytest.mark.django_db(transaction=True)

LONG = dt.timedelta(minutes=1)


def begin_a_transaction() -> None:
    transaction.atomic().__enter__()
    JobRun.objects.create(plugin="glocke", job="laut")


def break_a_transaction() -> None:
    begin_a_transaction()
    connection.close()


def begin_by_hand() -> None:
    transaction.set_autocommit(False)
    JobRun.objects.create(plugin="glocke", job="laut")


@pytest.mark.parametrize("leave", [begin_a_transaction, break_a_transaction, begin_by_hand])
def test_a_transaction_that_was_left_open_is_rolled_back_and_told(leave: Callable[[], None]) -> None:
    with pytest.raises(Misbehaved, match="Transaktion"):
        limited(LONG, leave)
    assert not JobRun.objects.exists()
    assert (connection.in_atomic_block, connection.get_autocommit()) == (False, True)
    with transaction.atomic():
        JobRun.objects.create(plugin="glocke", job="leise")
    assert JobRun.objects.count() == 1


def test_what_raises_within_a_transaction_that_it_left_open_has_its_own_error() -> None:
    def fail() -> None:
        begin_a_transaction()
        raise ConnectionError("niemand da")

    with pytest.raises(ConnectionError):
        limited(LONG, fail)
    assert not JobRun.objects.exists()


def test_the_transaction_around_it_stays_as_it_is() -> None:
    with transaction.atomic():
        JobRun.objects.create(plugin="glocke", job="laut")
        with suppress(Misbehaved):
            limited(dt.timedelta(seconds=0.1), time.sleep, 60)
    assert JobRun.objects.count() == 1
