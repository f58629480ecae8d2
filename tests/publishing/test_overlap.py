"""However publishes overlap: numbers become visible in order, and no reader skips one."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from cms.publishing.ledger import next_sequence
from cms.publishing.models import Counter


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_a_second_publisher_waits_for_the_first_ones_commit() -> None:
    Counter.objects.create(pk=1)
    taken: list[tuple[str, int]] = []
    has_number, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            taken.append(("slow", next_sequence()))
            has_number.set()
            may_commit.wait(10)
        connection.close()

    def quick() -> None:
        has_number.wait(10)
        with transaction.atomic():
            taken.append(("quick", next_sequence()))
        connection.close()

    threads = [threading.Thread(target=target) for target in (slow, quick)]
    for thread in threads:
        thread.start()
    has_number.wait(10)
    threads[1].join(0.5)
    assert taken == [("slow", 1)]
    may_commit.set()
    for thread in threads:
        thread.join(10)
    assert taken == [("slow", 1), ("quick", 2)]


@pytest.mark.django_db
def test_a_number_that_is_rolled_back_is_given_again() -> None:
    first = next_sequence()

    def fail() -> None:
        with transaction.atomic():
            next_sequence()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert next_sequence() == first + 1
