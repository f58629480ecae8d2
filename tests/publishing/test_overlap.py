"""However publishes overlap: numbers become visible in order, and no reader skips one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from wagtail.models import Locale, Page

from cms.content.initial_site import ensure_initial_site
from cms.content.models import EventIndexPage, EventTopic, Topic
from cms.extend import public_id
from cms.publishing import ledger
from cms.publishing.ledger import next_sequence
from cms.publishing.models import Counter, Entry
from cms.publishing.rebuilding import differences
from tests.content import making


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_a_second_publisher_waits_for_the_first_ones_commit() -> None:
    Counter.objects.update_or_create(pk=1, defaults={"value": 0})
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


@contextmanager
def uncommitted(act: Callable[[], object]) -> Iterator[None]:
    """Another process has done this, and commits after the block."""
    is_done, may_commit = threading.Event(), threading.Event()

    def run() -> None:
        with transaction.atomic():
            act()
            is_done.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    is_done.wait(10)
    try:
        yield
    finally:
        may_commit.set()
        thread.join(10)


def begun(act: Callable[[], object]) -> threading.Thread:
    """A thread that does this; returned once it is done, or waits for somebody."""

    def run() -> None:
        with transaction.atomic():
            act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(1)
    return thread


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("known", [True, False], ids=["a ledger with entries", "a new ledger"])
def test_who_holds_the_ledger_holds_it_alone(known: bool) -> None:
    if known:
        Counter.objects.get_or_create(pk=1)
    else:
        Counter.objects.all().delete()
    with uncommitted(ledger.lock_sequence):
        second = begun(ledger.lock_sequence)
        assert second.is_alive()
    second.join(10)
    assert not second.is_alive()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_who_publishes_while_something_is_renamed_shows_the_new_name() -> None:
    if not Page.get_first_root_node():
        Page.add_root(title="Root", slug="root", locale=Locale.objects.create(language_code="de"))
    ensure_initial_site("http://testserver", locale="de")
    topic = Topic.objects.create(name="Wohnen")
    event = making.event("Zusammen wohnen", topic_items=[EventTopic(topic=topic)])
    event.live = False
    EventIndexPage.objects.get().add_child(instance=event)
    event.save_revision()

    def rename() -> None:
        topic.name = "Bauen"
        topic.save()

    with uncommitted(rename):
        publishing = begun(event.latest_revision.publish)
    publishing.join(20)
    assert "Bauen" in Entry.objects.get(pk=public_id(event)).document
    assert not list(differences())
