"""Reactions are told once of what happens from now on; one that fails waits, repeats that one alone and disturbs nobody."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Replace
from django.utils import timezone, translation
from wagtail.models import Page, Site

from cms.content.models import City
from cms.dormant import park
from cms.dormant.stored_streams import refresh_documents
from cms.extend import Change, Reaction, Trigger, activation_cache, guard, registry
from cms.extend.limits import limited
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry
from cms.publishing import consumer_runner, dependants, plugin_reactions
from cms.publishing.models import Cursor, Entry
from cms.publishing.rebuilding import rebuild
from cms.publishing.serialising import key_of
from cms.publishing.work import work

Make = Callable[..., Any]


class Bell:
    """A reaction that notes what it is told, and fails while it is told titles that it cannot bear."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.unbearable: set[str] = set()

    def __call__(self, change: Change) -> None:
        if change.title in self.unbearable:
            raise ConnectionError(f"niemand hört von {change.title}")
        self.told.append((change.state, change.title))


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def other() -> Bell:
    return Bell()


@pytest.fixture
def network(event: Make, monkeypatch: pytest.MonkeyPatch, bell: Bell, other: Bell) -> Make:
    """Something was published before; then two reactions to publications come in, one of them to a single city."""
    event("Schon lange da")
    given = Contributions(
        triggers=(Trigger(plugin="glocke", name="glocke.stadt", label="Stadt", when=lambda c: c.type == "city"),),
        reactions=(
            Reaction(plugin="glocke", name="laut", label="Laut", to=("published", "withdrawn"), react=bell),
            Reaction(plugin="glocke", name="leise", label="Leise", to=("glocke.stadt", "unbekannt"), react=other),
        ),
    )
    with_bells = Registry({**registry().contributions, "glocke": given})
    monkeypatch.setattr(plugin_reactions, "registry", lambda: with_bells)
    for site in Site.objects.all():
        Activation.objects.create(plugin="glocke", site=site.pk, enabled=True)
    activation_cache.forget()
    consumer_runner.catch_up_all()
    return event


def later(monkeypatch: pytest.MonkeyPatch, **delay: float) -> None:
    """Lets time pass for the consumers."""
    now = timezone.now() + dt.timedelta(**delay)
    monkeypatch.setattr(consumer_runner.timezone, "now", lambda: now)


def test_a_new_reaction_is_told_nothing_of_the_past(network: Make, bell: Bell) -> None:
    consumer_runner.catch_up_all()
    assert bell.told == []


def test_it_is_told_of_what_is_published_and_withdrawn(network: Make, bell: Bell) -> None:
    page = network("Offene Werkstatt")
    consumer_runner.catch_up_all()
    assert bell.told[-1] == ("live", page.title)
    page.unpublish()
    consumer_runner.catch_up_all()
    consumer_runner.catch_up_all()
    assert bell.told[-2:] == [("live", page.title), ("withdrawn", "")]


def test_what_is_published_first_of_all_is_told_too(network: Make, bell: Bell) -> None:
    Cursor.objects.filter(consumer__startswith="reactions.").delete()
    connection.run_on_commit = []
    page = network("Erste Meldung")
    consumer_runner.catch_up_all()
    assert page.title in [title for _state, title in bell.told]
    assert not any("Schon lange da" in title for _state, title in bell.told)


def test_it_is_told_in_the_language_of_the_thing(network: Make, bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = []
    monkeypatch.setattr(Bell, "__call__", lambda self, change: spoken.append(translation.get_language()))
    network("Abend")
    with translation.override("fr"):
        consumer_runner.catch_up_all()
        City.objects.create(name="Leipzig", ags="14713000")
        consumer_runner.catch_up_all()
    # What belongs to all languages is told in that of the installation.
    assert set(spoken) == {"de"}


def test_a_plugins_own_trigger_is_waited_for_by_name(network: Make, other: Bell) -> None:
    network("Offene Werkstatt")
    City.objects.create(name="Kiel", ags="01002000")
    consumer_runner.catch_up_all()
    assert other.told == [("live", "Kiel")]


def test_a_failure_repeats_only_that_one(
    network: Make, bell: Bell, other: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell.unbearable = {"Kiel"}
    for name, ags in (("Bremen", "04011000"), ("Kiel", "01002000"), ("Lübeck", "01003000")):
        City.objects.create(name=name, ags=ags)
    consumer_runner.catch_up_all()
    assert bell.told == [("live", "Bremen")]
    assert [title for _state, title in other.told] == ["Bremen", "Kiel", "Lübeck"]
    bell.unbearable = set()
    later(monkeypatch, minutes=1)
    consumer_runner.catch_up_all()
    assert [title for _state, title in bell.told] == ["Bremen", "Kiel", "Lübeck"]


def test_one_that_hangs_is_broken_off_and_disturbs_nobody(
    network: Make, other: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin_reactions, "LONGEST", dt.timedelta(seconds=0.2))
    called = Bell.__call__

    def hang(self: Bell, change: Change) -> None:
        if self is not other:
            time.sleep(60)
        called(self, change)

    monkeypatch.setattr(Bell, "__call__", hang)
    City.objects.create(name="Kiel", ags="01002000")
    consumer_runner.catch_up_all()
    assert other.told == [("live", "Kiel")]
    cursor = Cursor.objects.get(pk="reactions.glocke.laut")
    assert (cursor.failures, "dauerte länger als" in cursor.last_error) == (1, True)


def test_one_that_fails_waits_longer_each_time(network: Make, bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    bell.unbearable = {"Kiel"}
    City.objects.create(name="Kiel", ags="01002000")

    def failures() -> int:
        consumer_runner.catch_up_all()
        return Cursor.objects.get(pk="reactions.glocke.laut").failures

    assert failures() == 1
    assert failures() == 1
    later(monkeypatch, seconds=11)
    assert failures() == 2
    later(monkeypatch, seconds=15)
    assert failures() == 2
    later(monkeypatch, seconds=10)
    assert failures() == 3


@pytest.mark.parametrize("error", [SystemExit(4), KeyboardInterrupt()], ids=repr)
def test_one_that_ends_the_process_has_failed_and_stops_nobody(
    network: Make, bell: Bell, other: Bell, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def leave(change: Change) -> None:
        raise error

    monkeypatch.setattr(bell, "unbearable", set())
    monkeypatch.setattr(Bell, "__call__", lambda self, change: leave(change) if self is bell else None)
    network("Fest")
    consumer_runner.catch_up_all()
    cursors = Cursor.objects.filter(failures=1, claim="", last_error__contains=repr(error))
    assert cursors.count() == 1


def test_its_error_stands_in_the_status(network: Make, bell: Bell) -> None:
    bell.unbearable = {"Kiel"}
    City.objects.create(name="Kiel", ags="01002000")
    consumer_runner.catch_up_all()
    told = StringIO()
    call_command("publishing", "status", stdout=told)
    behind, trouble = (line for line in told.getvalue().splitlines() if "reactions.glocke.laut" in line)
    assert "1 behind" in behind
    assert "niemand hört von Kiel" in trouble


def test_where_its_plugin_is_disabled_nothing_happens(network: Make, bell: Bell) -> None:
    Activation.objects.filter(plugin="glocke").update(enabled=False)
    activation_cache.forget()
    page = network("Ohne Glocke")
    consumer_runner.catch_up_all()
    assert bell.told == []
    Activation.objects.filter(plugin="glocke").update(enabled=True)
    activation_cache.forget()
    page.title = "Mit Glocke"
    page.save_revision().publish()
    consumer_runner.catch_up_all()
    assert ("live", "Mit Glocke") in bell.told


def test_what_changed_while_it_waited_is_told_as_it_is_now(network: Make, bell: Bell) -> None:
    city = City.objects.create(name="Kiel", ags="01002000")
    entry = Entry.objects.get(type="city", title="Kiel")
    city.name = "Kiel an der Förde"
    city.save()
    follower = next(each for each in plugin_reactions.reactions() if each.name == "reactions.glocke.laut")
    follower.handle([entry])
    assert bell.told == []


def test_the_core_says_that_something_was_published_or_withdrawn() -> None:
    assert {"published", "withdrawn"} <= set(registry().triggers)


@pytest.fixture
def published(network: Make, bell: Bell) -> Any:
    """An event that everybody was told of."""
    page = network("Offene Werkstatt")
    consumer_runner.catch_up_all()
    bell.told.clear()
    return page


def heard(bell: Bell) -> list[tuple[str, str]]:
    consumer_runner.catch_up_all()
    return bell.told


def parked(page: Any) -> None:
    """What happens to a live page when its plugin goes."""
    pages = Page.objects.filter(pk=page.pk)
    pages.update(live=False)
    with transaction.atomic():
        park.withdraw(pages.values(*park.IDENTITY))


def returned(page: Any) -> None:
    """What happens to it when its plugin is back."""
    Page.objects.filter(pk=page.pk).update(live=True)
    rebuild()


def test_that_a_plugin_went_and_came_back_is_told_to_no_reaction(published: Any, bell: Bell) -> None:
    for _ in range(2):
        parked(published)
        assert Entry.objects.get(object_pk=str(published.pk)).state == "withdrawn"
        assert heard(bell) == []
        returned(published)
        assert Entry.objects.get(object_pk=str(published.pk)).state == "live"
        assert heard(bell) == []


def test_nor_that_it_came_back_with_another_document(published: Any, bell: Bell) -> None:
    parked(published)
    Page.objects.filter(pk=published.pk).update(title="Neue Fassung")
    returned(published)
    assert heard(bell) == []


def test_nor_that_it_is_found_again_before_everything_is_built_anew(published: Any, bell: Bell) -> None:
    parked(published)
    Page.objects.filter(pk=published.pk).update(live=True)
    dependants.refresh([key_of(published)])
    assert Entry.objects.get(object_pk=str(published.pk)).state == "live"
    assert heard(bell) == []


def test_nor_that_documents_are_built_anew_or_lose_what_a_plugin_gave(published: Any, bell: Bell) -> None:
    Entry.objects.filter(object_pk=str(published.pk)).update(
        document=Replace("document", Value("Werkstatt"), Value("X"))
    )
    rebuild()
    Page.objects.filter(pk=published.pk).update(title="Anders")
    refresh_documents([(type(published), published.pk)])
    assert "Anders" in Entry.objects.get(object_pk=str(published.pk)).document
    assert heard(bell) == []


def test_what_somebody_does_afterwards_is_told_again(published: Any, bell: Bell) -> None:
    parked(published)
    returned(published)
    page = published.specific_class.objects.get(pk=published.pk)
    page.title = "Geändert"
    page.save_revision().publish()
    assert heard(bell) == [("live", "Geändert")]
    page.unpublish()
    assert heard(bell)[1:] == [("withdrawn", "")]
    page.save_revision().publish()
    assert heard(bell)[2:] == [("live", "Geändert")]


def test_who_had_not_heard_of_it_before_the_plugin_went_hears_of_it_when_it_is_back(
    network: Make, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(bell)
    bell.told.clear()
    page = network("Offene Werkstatt")
    bell.unbearable = {page.title}
    heard(bell)
    bell.told.clear()
    parked(page)
    bell.unbearable = set()
    later(monkeypatch, minutes=1)
    heard(bell)
    assert (("live", page.title) in bell.told, ("withdrawn", "") in bell.told) == (False, False)
    returned(page)
    assert heard(bell).count(("live", page.title)) == 1
    rebuild()
    assert heard(bell).count(("live", page.title)) == 1


def rebuilt_differently(page: Any, title: str) -> None:
    """Its document is built anew and comes out otherwise, which nobody is to be told of."""
    Page.objects.filter(pk=page.pk).update(title=title)
    refresh_documents([(type(page), page.pk)])


def test_who_waits_is_told_once_however_often_it_is_built_anew_meanwhile(
    network: Make, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = network("Offene Werkstatt")
    bell.unbearable = {"Offene Werkstatt", "Erste", "Zweite"}
    heard(bell)
    bell.told.clear()
    rebuilt_differently(page, "Erste")
    rebuilt_differently(page, "Zweite")
    bell.unbearable = set()
    later(monkeypatch, minutes=1)
    assert heard(bell) == [("live", "Zweite")]


def test_who_was_told_waits_for_nothing_that_is_built_anew_afterwards(
    network: Make, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = network("Offene Werkstatt")
    bell.unbearable = {"Offene Werkstatt"}
    heard(bell)
    bell.told.clear()
    rebuilt_differently(page, "Erste")
    later(monkeypatch, minutes=1)
    assert heard(bell) == [("live", "Erste")]
    rebuilt_differently(page, "Zweite")
    assert heard(bell) == [("live", "Erste")]


@pytest.mark.parametrize("how", ["raises", "hangs"])
def test_while_a_trigger_cannot_tell_its_reactions_wait_and_miss_nothing(
    network: Make, bell: Bell, other: Bell, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """What is before it is told all the same, and to others everything."""
    known = plugin_reactions.registry()
    own = known.triggers["glocke.stadt"]

    def when(change: Change) -> bool:
        if change.title == "Kiel":
            if how == "hangs":
                time.sleep(60)
            raise ConnectionError("niemand da")
        return own.when(change)

    monkeypatch.setattr(guard, "LONGEST", dt.timedelta(seconds=0.2))
    broken = replace(own, when=guard.Guarded("glocke", "triggers.glocke.stadt.when", when))
    monkeypatch.setitem(known.triggers, "glocke.stadt", broken)  # type: ignore[arg-type]
    for name, ags in (("Bremen", "04011000"), ("Kiel", "01002000"), ("Lübeck", "01003000")):
        City.objects.create(name=name, ags=ags)
    limited(dt.timedelta(hours=1), consumer_runner.catch_up_all)
    assert [title for _state, title in bell.told] == ["Bremen", "Kiel", "Lübeck"]
    assert [title for _state, title in other.told] == ["Bremen"]
    (waiting,) = [each for each in work() if each.name == "reactions.glocke.leise"]
    said = "niemand da" if how == "raises" else "wurde abgebrochen"
    assert "triggers.glocke.stadt.when" in waiting.trouble
    assert (waiting.failures, said in waiting.trouble, waiting.next_try_at is not None) == (1, True, True)
    monkeypatch.setitem(known.triggers, "glocke.stadt", own)  # type: ignore[arg-type]
    later(monkeypatch, minutes=1)
    consumer_runner.catch_up_all()
    assert [title for _state, title in other.told] == ["Bremen", "Kiel", "Lübeck"]
