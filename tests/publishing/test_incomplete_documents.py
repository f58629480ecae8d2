"""What a plugin failed to give when something was published comes by itself, as soon as the plugin works again."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from cms.content.models import EventPage
from cms.devkit.testing import temporarily
from cms.extend import ApiField, Plugin, activation_cache
from cms.extend.limits import limited
from cms.extend.models import Activation
from cms.management.commands import worker
from cms.publishing import incomplete_documents
from cms.publishing.models import Entry, IncompleteDocument
from cms.publishing.scheduled import run_due
from cms.publishing.serialising import key_of
from cms.publishing.work import work
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]


class MapPlugin(Plugin):
    """Gives each event a field, while its register answers."""

    name = slug = label = title = "stadtplan"
    version = "1.0"
    answers = hangs = False
    asked = 0

    def api_fields(self) -> Iterable[ApiField]:
        """The place on the map."""
        yield ApiField(name="stadtplan_feld", types=("event",), annotation=str, value=self.square)

    @classmethod
    def square(cls, event: EventPage) -> str:
        """Its square on the map."""
        cls.asked += 1
        time.sleep(60 * cls.hangs)
        if not cls.answers:
            raise ConnectionError("Das Register antwortet nicht")
        return "B4"


@pytest.fixture
def city_map(home: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[MapPlugin]]:
    """The plugin, whose register does not answer."""
    monkeypatch.setattr(MapPlugin, "answers", False)
    monkeypatch.setattr(MapPlugin, "asked", 0)
    Activation.objects.create(plugin="stadtplan", site=home.get_site().pk, enabled=True)
    activation_cache.forget()
    with temporarily(MapPlugin):
        yield MapPlugin


def later(monkeypatch: pytest.MonkeyPatch, *, minutes: float) -> None:
    """Lets so much time pass."""
    now = incomplete_documents.timezone.now() + dt.timedelta(minutes=minutes)
    monkeypatch.setattr(incomplete_documents.timezone, "now", lambda: now)


def field(event: EventPage) -> Any:
    return json.loads(entry_of(event).document)["stadtplan_feld"]


def test_a_field_that_failed_comes_by_itself(
    event: Make, city_map: type[MapPlugin], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = event()
    assert field(page) is None
    city_map.answers = True
    run_due()
    assert field(page) is None
    later(monkeypatch, minutes=16)
    run_due()
    assert field(page) == "B4"
    assert not IncompleteDocument.objects.exists()


def test_a_clock_that_was_put_back_holds_nothing_up(event: Make, city_map: type[MapPlugin]) -> None:
    page = event()
    IncompleteDocument.objects.update(due_at=timezone.now() + dt.timedelta(days=365))
    city_map.answers = True
    run_due()
    assert field(page) == "B4"


def test_what_still_fails_waits_twice_as_long(
    event: Make, city_map: type[MapPlugin], monkeypatch: pytest.MonkeyPatch
) -> None:
    event()
    asked = city_map.asked
    later(monkeypatch, minutes=16)
    run_due()
    run_due()
    assert city_map.asked == asked + 1
    later(monkeypatch, minutes=20)
    run_due()
    assert city_map.asked == asked + 1
    later(monkeypatch, minutes=11)
    run_due()
    assert city_map.asked == asked + 2
    later(monkeypatch, minutes=50)
    run_due()
    assert city_map.asked == asked + 2
    later(monkeypatch, minutes=11)
    run_due()
    assert city_map.asked == asked + 3


def test_while_the_point_is_paused_nothing_is_tried(
    event: Make, city_map: type[MapPlugin], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        event(f"Abend {number}")
    assert incomplete_documents.guard.paused() == {"stadtplan api_fields.stadtplan_feld.value"}
    city_map.answers = True
    later(monkeypatch, minutes=60)
    run_due()
    assert IncompleteDocument.objects.count() == 5
    incomplete_documents.guard.resume("stadtplan", "api_fields.stadtplan_feld.value")
    run_due()
    assert not IncompleteDocument.objects.exists()
    assert not Entry.objects.filter(type="event", document__contains='"stadtplan_feld":null').exists()


def test_a_thing_that_is_gone_is_forgotten(
    event: Make, city_map: type[MapPlugin], monkeypatch: pytest.MonkeyPatch
) -> None:
    event().delete()
    later(monkeypatch, minutes=16)
    run_due()
    assert not IncompleteDocument.objects.exists()


def test_what_has_waited_longest_comes_first(event: Make) -> None:
    first, second = (key_of(event(theme)) for theme in ("Zuerst", "Danach"))
    IncompleteDocument.objects.all().delete()
    now = timezone.now()
    for key, minutes in ((first, 1), (second, 2)):
        IncompleteDocument.objects.create(
            content_type_id=key[0],
            object_pk=key[1],
            point="a page_types.b.document",
            due_at=now - dt.timedelta(minutes=minutes),
        )
    assert incomplete_documents.due(10) == [second, first]


def test_only_who_lacks_a_whole_document_is_heard_of_by_nobody(event: Make) -> None:
    page = event()
    key = key_of(page)
    row = IncompleteDocument.objects.create(
        content_type_id=key[0], object_pk=key[1], point="a facets.b.values", due_at=timezone.now()
    )
    assert not incomplete_documents.lacks_document(page)
    row.point = "a page_types.b.document"
    row.save()
    assert incomplete_documents.lacks_document(page)


def test_what_hangs_is_broken_off_and_stands_among_the_work(
    event: Make, city_map: type[MapPlugin], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incomplete_documents.guard, "LONGEST", dt.timedelta(seconds=0.2))
    monkeypatch.setattr(MapPlugin, "hangs", True)
    assert field(limited(dt.timedelta(hours=1), event)) is None
    (waiting,) = [each for each in work() if each.kind == "document"]
    assert waiting.name == "stadtplan api_fields.stadtplan_feld.value (1)"
    assert (waiting.failures, "wurde abgebrochen" in waiting.trouble) == (1, True)
    assert waiting.next_try_at is not None


@pytest.mark.usefixtures("city_map")
def test_a_worker_that_begins_tries_at_once(event: Make) -> None:
    """Somebody may have mended the plugin."""
    page = event()
    assert incomplete_documents.due(9) == []
    rounds = worker.Rounds(turn=0)
    rounds.are_over = True
    worker._go_on(rounds, 0)
    assert incomplete_documents.due(9) == [key_of(page)]
