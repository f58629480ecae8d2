"""Plugins are asked before something is saved and told afterwards; whatever they do wrong, it is saved as it was written."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from wagtail.models import Site

from cms.content import saving
from cms.content.models import City, HomePage, StandardPage
from cms.content.saving import failing
from cms.extend import AfterSave, BeforeSave, activation_cache, guard, registry
from cms.extend.models import Activation, PausedPoint
from cms.extend.points import Contributions
from cms.extend.registry import Registry, collect

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def give(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a plugin that is enabled for the site be asked about pages and cities."""
    monkeypatch.delenv("LITFASS_PLUGINS_STRICT", raising=False)
    # Wagtail may still remember the sites of a test before.
    Site.clear_site_root_paths_cache()
    Activation.objects.create(plugin="zusatz", site=home.get_site().pk, enabled=True)
    activation_cache.forget()

    def give(*, prepare: Any = None, follow_up: Any = None) -> None:
        plugin: Any = SimpleNamespace(slug="zusatz", **dict.fromkeys(vars(Contributions()), tuple))
        types = ("page", "city")
        if prepare:
            plugin.before_save = lambda: [BeforeSave(name="vor", types=types, prepare=prepare)]
        if follow_up:
            plugin.after_save = lambda: [AfterSave(name="nach", types=types, follow_up=follow_up)]
        known = Registry({**registry().contributions, "zusatz": collect(plugin)})
        monkeypatch.setattr(saving, "registry", lambda: known)

    return give


def page(home: HomePage) -> StandardPage:
    made: StandardPage = home.add_child(instance=StandardPage(title="Besuch", lead="  Wie man kommt.  "))
    return made


def stripped(thing: Any, draft: bool) -> None:
    thing.lead = thing.lead.strip()


def test_fields_may_be_changed(give: Any, home: HomePage) -> None:
    give(prepare=stripped)
    made = page(home)
    made.refresh_from_db()
    assert made.lead == "Wie man kommt."


def test_streams_may_be_changed(give: Any, home: HomePage) -> None:
    def with_text(thing: Any, draft: bool) -> None:
        thing.body = [("paragraph", "<p>Neu</p>")]

    give(prepare=with_text)
    assert [each.block_type for each in StandardPage.objects.get(pk=page(home).pk).body] == ["paragraph"]


def test_what_is_refused_is_not_saved(give: Any, home: HomePage) -> None:
    def refuse(thing: Any, draft: bool) -> None:
        raise ValidationError({"lead": "Zu kurz.", "gibt_es_nicht": "Auch."})

    give(prepare=refuse)
    with pytest.raises(ValidationError) as refused:
        page(home)
    assert refused.value.message_dict == {"lead": ["Zu kurz."], "__all__": ["Auch."]}


def test_a_draft_is_told_from_what_is_to_be_public(give: Any, home: HomePage) -> None:
    asked: list[bool] = []
    give(prepare=lambda thing, draft: asked.append(draft))
    made = page(home)
    asked.clear()
    made.minimal_clean()
    made.full_clean()
    assert asked == [True, False]


def test_records_are_asked_about_when_they_are_validated(give: Any) -> None:
    def named(thing: Any, draft: bool) -> None:
        thing.name = thing.name.title()

    give(prepare=named)
    city = City(name="halle", ags="15002000")
    city.full_clean()
    assert city.name == "Halle"


def in_place(thing: Any, draft: bool) -> None:
    thing.lead = "halb"
    thing.body.append(("paragraph", "<p>halb</p>"))
    raise RuntimeError("Kaputt")


def exits(thing: Any, draft: bool) -> None:
    thing.lead = "halb"
    raise SystemExit(3)


async def later(thing: Any, draft: bool) -> None:
    pass


def breaks_the_database(thing: Any, draft: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gibt_es_nicht")


def sets(name: str, value: Any) -> Any:
    def change(thing: Any, draft: bool) -> None:
        setattr(thing, name, value)

    return change


class Strange(ValidationError):
    """One that cannot say what it refuses."""

    @property
    def message_dict(self) -> dict[str, list[str]]:
        raise ZeroDivisionError

    @property
    def messages(self) -> list[str]:
        raise ZeroDivisionError


def strange(thing: Any, draft: bool) -> None:
    raise Strange("x")


@pytest.mark.parametrize(
    "prepare",
    [
        in_place,
        exits,
        breaks_the_database,
        strange,
        lambda thing, draft: "Nein",
        lambda thing, draft: 1 / 0,
        sets("title", None),
        sets("lead", 5 * "x" * 100),
        sets("lead", object()),
        sets("pk", 4711),
        sets("live", False),
        sets("path", "0001"),
        sets("locale_id", 99),
        sets("go_live_at", "gestern"),
        sets("body", 5),
    ],
)
def test_what_fails_before_changes_nothing_and_everything_is_saved(give: Any, home: HomePage, prepare: Any) -> None:
    give(prepare=prepare)
    made = page(home)
    stored = StandardPage.objects.get(pk=made.pk)
    assert (stored.title, stored.lead, list(stored.body), stored.live) == ("Besuch", "  Wie man kommt.  ", [], True)
    assert failing(made) == {"zusatz"}


def test_what_fails_again_and_again_is_paused(give: Any, home: HomePage) -> None:
    give(prepare=in_place)
    made = page(home)
    for _ in range(guard.FAILURES):
        made.save()
    assert PausedPoint.objects.get().point == "before_save.vor.prepare"


def test_a_disabled_plugin_is_not_asked(give: Any, home: HomePage) -> None:
    give(prepare=stripped)
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    assert page(home).lead == "  Wie man kommt.  "


def test_what_was_saved_is_told_once_after_the_commit(
    give: Any, home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[str] = []
    give(follow_up=lambda thing: told.append(thing.title))
    with django_capture_on_commit_callbacks(execute=True):
        made = page(home)
        made.title = "Besuch bei uns"
        made.save_revision().publish()
        assert not told
    assert told == ["Besuch bei uns"]


def test_drafts_are_told_as_they_were_written(
    give: Any, home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    made = page(home)
    told: list[str] = []
    give(follow_up=lambda thing: told.append(thing.title))
    made.title = "Nur ein Entwurf"
    with django_capture_on_commit_callbacks(execute=True):
        made.save_revision()
    assert told == ["Nur ein Entwurf"]


@pytest.mark.parametrize(
    "follow_up",
    [lambda thing: 1 / 0, lambda thing: "etwas", lambda thing: exit(3), lambda thing: thing.delete() or 1 / 0],
)
def test_what_fails_afterwards_leaves_all_saved(
    give: Any, home: HomePage, follow_up: Any, django_capture_on_commit_callbacks: Any
) -> None:
    give(follow_up=follow_up)
    with django_capture_on_commit_callbacks(execute=True):
        made = page(home)
    assert StandardPage.objects.filter(pk=made.pk).exists()
    assert failing(made) == {"zusatz"}


def test_what_takes_long_is_paused(
    give: Any, home: HomePage, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(guard, "BUDGET", 0.001)
    give(follow_up=lambda thing: time.sleep(0.002))
    for _ in range(guard.FAILURES):
        with django_capture_on_commit_callbacks(execute=True):
            made = page(home)
            made.delete()
            made = page(home)
    assert PausedPoint.objects.get().point == "after_save.nach.follow_up"


@pytest.mark.parametrize("wrong", [later, 5, lambda: None, lambda thing: None])
def test_what_is_no_function_of_both_is_refused_at_the_start(wrong: Any) -> None:
    with pytest.raises(TypeError, match="give prepare as"):
        BeforeSave(name="vor", types=("page",), prepare=wrong)


def test_the_database_stays_usable(give: Any, home: HomePage) -> None:
    def doubled(thing: Any, draft: bool) -> None:
        raise IntegrityError

    give(prepare=doubled)
    page(home)
    assert StandardPage.objects.count()


def test_who_is_told_after_the_commit_has_a_name_for_the_log(
    give: Any, home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    give(follow_up=lambda thing: None)
    with django_capture_on_commit_callbacks() as told:
        page(home)
    # Django names what fails, and fails itself if there is no name.
    assert "Saved.tell" in [each.__qualname__ for each in told]
