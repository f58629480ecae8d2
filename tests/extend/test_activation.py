"""A plugin is switched on and off for a site; one that refuses stays off, and nothing holds one back from being switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.utils.translation import override

from cms.extend import is_enabled
from cms.extend.activation import CannotSwitch, disable, enable
from cms.extend.discovery import Discovery, Left
from cms.extend.models import Activation
from cms.extend.reasons import in_english
from tests.loaded import require

require("press")

from plugins.press.apps import PressConfig as press  # noqa: E402, N813

pytestmark = pytest.mark.django_db


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """Expects a refusal with this reason, as it is said in English."""
    with pytest.raises(CannotSwitch) as refusal:
        yield
    assert re.search(reason, in_english(refusal.value.reason))


@pytest.fixture
def off(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Press, disabled by default; what it was told."""
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(press, "enabled_by_default", False)
    monkeypatch.setattr(press, "on_enable", lambda self, site: told.append(("on", site)))
    monkeypatch.setattr(press, "on_disable", lambda self, site: told.append(("off", site)))
    return told


def test_a_plugin_is_enabled_for_one_site_at_once_and_told_so(off: list[tuple[str, int]]) -> None:
    assert enable("press", 7)
    assert (is_enabled("press", 7), is_enabled("press", 8)) == (True, False)
    assert disable("press", 7)
    assert not is_enabled("press", 7)
    assert off == [("on", 7), ("off", 7)]


def test_what_holds_already_is_not_told_again(off: list[tuple[str, int]]) -> None:
    assert not disable("press", 7)
    enable("press", 7)
    assert not enable("press", 7)
    assert off == [("on", 7)]


def test_a_plugin_that_refuses_stays_disabled_with_its_reason(
    off: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, site: int) -> None:
        Activation.objects.create(plugin="spur", site=site, enabled=True)
        raise ValueError("Presseverteiler fehlt")

    monkeypatch.setattr(press, "on_enable", refuse)
    with refused("Presseverteiler fehlt"):
        enable("press", 7)
    assert not is_enabled("press", 7)
    assert not Activation.objects.exists()


def test_nothing_holds_a_plugin_back_from_being_disabled(
    off: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: object, site: int) -> None:
        raise ValueError("geht nicht")

    enable("press", 7)
    monkeypatch.setattr(press, "on_disable", fail)
    assert disable("press", 7)
    assert not is_enabled("press", 7)
    assert "geht nicht" in caplog.text


@pytest.mark.parametrize("error", [SystemExit(3), GeneratorExit(), KeyboardInterrupt()], ids=repr)
def test_one_that_ends_the_process_refuses_or_is_disabled(
    off: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def leave(self: object, site: int) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(press, "on_enable", leave)
        with refused(re.escape(repr(error))):
            enable("press", 7)
    assert not is_enabled("press", 7)
    enable("press", 7)
    monkeypatch.setattr(press, "on_disable", leave)
    assert disable("press", 7)
    assert not is_enabled("press", 7)


@pytest.mark.parametrize("slug", ["content", "desk"])
def test_the_core_cannot_be_switched(slug: str) -> None:
    with refused("belongs to the core"):
        disable(slug, 1)


def test_an_unknown_plugin_is_refused_with_those_that_are_there() -> None:
    with refused(r"There is no plugin atlas\. Loaded are: .*press"):
        enable("atlas", 1)


def test_a_plugin_that_was_left_out_is_refused_with_its_reason(settings: object) -> None:
    settings.PLUGINS = Discovery((), (Left("plugins.atlas.apps", "needs karten"),))  # type: ignore[attr-defined]
    with refused("atlas is left out: needs karten"):
        enable("atlas", 1)


def test_a_refusal_is_read_in_the_language_of_whoever_reads_it(settings: object) -> None:
    settings.PLUGINS = Discovery((), (Left("plugins.atlas.apps", "needs karten"),))  # type: ignore[attr-defined]
    with pytest.raises(CannotSwitch) as refusal:
        enable("atlas", 1)
    with override("de"):
        assert str(refusal.value).startswith("Die Erweiterung atlas ist nicht geladen: ")


def test_a_plugin_that_contributes_nothing_cannot_be_enabled(
    off: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.extend import registry

    monkeypatch.setitem(registry().dropped, "press", "ValueError: kaputt")
    with refused("kaputt"):
        enable("press", 7)


def test_every_app_of_the_tree_but_the_plugins_is_core() -> None:
    from cms.extend.inventory import loaded

    assert all(plugin.name.startswith("plugins.") for plugin in loaded())
    assert apps.get_app_config("desk").name == "cms.admin"


@pytest.mark.plugin("feeds")
def test_a_plugin_is_switched_together_with_what_it_needs(
    off: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "requires", ("content", "feeds"))
    disable("feeds", 7)
    with refused("press needs feeds, disabled here; enable that first"):
        enable("press", 7)
    enable("feeds", 7)
    assert enable("press", 7)
    with refused("feeds is needed by press; disable that first"):
        disable("feeds", 7)
    assert is_enabled("feeds", 7)
    assert disable("press", 7)
    assert disable("feeds", 7)
