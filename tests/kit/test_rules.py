"""Each rule of the contract notices what breaks it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Info, Warning
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, create_model
from wagtail.blocks import CharBlock, StructBlock

from blocks.base import ContentBlock, text_of
from blocks.durable import DurableStructBlock
from cms.devkit.conformity import checks, content, folder, points, shapes
from cms.devkit.conformity.rules import RULES, faults
from cms.devkit.conformity.subject import Subject
from cms.devkit.testing import temporarily
from cms.extend import ApiField, ApiRoute, Block, Facet, Job, Plugin, SearchField, registry
from tests.loaded import require


class Value(BaseModel):
    text: str


class Wordless(BaseModel):
    text: str = ""


class Silent(ContentBlock):
    text = CharBlock()
    note = CharBlock(required=False)

    def document(self, value: Any) -> Any:
        return create_model("Said", text=str, note=str)(text=value["text"], note=text_of(value["note"]))

    class Meta:
        preview_value = {"text": "Am Markt"}


class Careless(StructBlock):
    text = CharBlock()


class Forgetful(DurableStructBlock):
    text = CharBlock()

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        return {**super().get_prep_value(value), "text": f"{value['text']}!"}


SHARED = DurableStructBlock([("text", CharBlock())])
COUNTER: list[int] = []


def subject(slug: str = "atlas", path: Path | None = None, **given: Any) -> Subject:
    """A plugin with these attributes, and methods that give these descriptors."""
    methods = {
        name: (lambda self, items=value: items() if callable(items) else items)
        if name in ("blocks", "facets", "jobs", "api_fields", "api_routes", "reactions", "search_fields")
        else value
        for name, value in given.items()
    }
    kind = type("Atlas", (Plugin,), {"title": "Atlas", "version": "1.0", "slug": slug, "label": slug, **methods})
    plugin = kind("atlas", sys.modules[__name__])
    if path:
        plugin.path = str(path)
    return Subject(plugin)


def block(
    name: str, make: Callable[[], Any] = lambda: DurableStructBlock([("text", CharBlock())]), **more: Any
) -> Block:
    return Block(**{"name": name, "block": make, "schema": Value, **more})


def facet(name: str, **more: Any) -> Facet:
    return Facet(**{"name": name, "label": _("City"), "types": ("event",), "values": lambda thing: (), **more})


def changing() -> Iterable[Facet]:
    COUNTER.append(1)
    return [facet(f"atlas_{len(COUNTER)}")]


BROKEN = [
    (points.label_is_the_slug, {"label": "karten"}, "the label is 'karten'"),
    (points.class_and_methods_say_what_they_are_for, {"title": " "}, "title is empty"),
    (points.class_and_methods_say_what_they_are_for, {}, "Atlas has no docstring"),
    (points.class_and_methods_say_what_they_are_for, {"blocks": []}, "blocks has no docstring"),
    (points.names_are_plain, {"blocks": [facet("atlas_x")]}, "let it give Block"),
    (points.contributions_are_the_same_each_time, {"facets": changing}, "facets gave"),
    (points.names_are_plain, {"blocks": [block("atlas-kasten")]}, "'atlas-kasten'"),
    (points.names_bear_the_slug, {"blocks": [block("kasten")]}, "'kasten' does not begin with 'atlas'"),
    (points.labels_can_be_read, {"facets": [facet("atlas_x", label="Stadt")]}, "not marked for translation"),
    (points.routes_begin_with_a_slash, {"api_routes": [ApiRoute(prefix="atlas", router=None)]}, "'atlas' does not"),
    (
        points.jobs_leave_time_between,
        {"jobs": [Job(name="atlas_x", label=_("City"), every=timedelta(seconds=1), run=print)]},
        "runs every 0:00:01",
    ),
    (shapes.what_partners_get_says_what_it_means, {"blocks": [block("atlas_x")]}, "atlas_x.text has no description"),
    (
        shapes.what_partners_get_says_what_it_means,
        {"api_fields": [ApiField(name="atlas_x", types=("page",), annotation=int, value=len)]},
        "atlas_x has no description",
    ),
    (shapes.what_is_absent_is_null, {"blocks": [block("atlas_x", schema=Wordless)]}, "atlas_x.text is empty unless"),
    (shapes.what_is_absent_is_null, {"blocks": [block("atlas_x", Silent)]}, "atlas_x.note is empty in its preview"),
    (content.blocks_are_durable, {"blocks": [block("atlas_x", Careless)]}, "atlas_x is a Careless"),
    (content.blocks_are_fresh_each_time, {"blocks": [block("atlas_x", lambda: SHARED)]}, "atlas_x"),
    (content.blocks_store_and_read_the_same, {"blocks": [block("atlas_x", Forgetful)]}, "then"),
]


@pytest.mark.parametrize(("rule", "given", "fault"), [pytest.param(*case, id=case[0].__name__) for case in BROKEN])
def test_a_rule_notices_what_breaks_it(rule: Any, given: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in faults(subject(**given), rule)), faults(subject(**given), rule)


def test_rules_about_the_folder_notice_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "templates" / "base").mkdir(parents=True)
    (tmp_path / "wagtail_hooks.py").write_text(
        "from cms.extend.registry import build\nhooks.register('construct_main_menu', build)\n"
    )
    given = subject(path=tmp_path)
    noticed = {rule.__name__ for rule in (*folder.SHOWN, *folder.TIDY) if faults(given, rule)}
    assert noticed == {
        "has_tests",
        "has_a_readme",
        "hooks_only_add_views",
        "templates_bear_its_name",
        "comes_in_through_the_front_door",
        "says_how_to_remove_it",
    }


def test_what_the_system_checks_say_of_a_plugin_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        Warning("The plugin atlas names 'karte' in facets.atlas_x, which there is not.", id="litfass.W002"),
        Warning("Zu alt.", obj=subject().plugin, id="models.W042"),
        Warning("The plugin karten names 'x' in facets.karten_x, which there is not.", id="litfass.W002"),
        Info("The plugin atlas is well.", id="atlas.I001"),
    ]
    monkeypatch.setattr(checks, "run_checks", lambda: told)
    checks.messages.cache_clear()
    try:
        found = faults(subject(), checks.system_checks_find_nothing)
    finally:
        checks.messages.cache_clear()
    assert found == ["litfass.W002: The plugin atlas names 'karte' in facets.atlas_x, which there is not."]


def test_a_text_without_german_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('_("Street map")\n')
    assert any("Street map" in fault for fault in faults(subject(path=tmp_path), folder.speaks_german))


def test_a_plugin_that_cannot_even_be_asked_is_at_fault() -> None:
    def fail() -> None:
        raise ValueError("Stadt fehlt")

    assert faults(subject(blocks=fail), points.names_are_plain) == ["cannot be asked: ValueError('Stadt fehlt')"]


def test_there_are_at_least_twenty_rules_each_with_a_name_of_its_own() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES) >= 20


def test_a_plugin_can_be_there_for_the_length_of_one_test() -> None:
    class Brief(Plugin):
        name = slug = label = title = "brief"
        version = "1.0"

        def search_fields(self) -> Iterable[SearchField]:
            yield SearchField(name="brief_x", types=("event",), text=str)

    def named() -> list[str]:
        return [field.name for field in registry().search_fields]

    with temporarily(Brief):
        assert "brief_x" in named()
    assert "brief_x" not in named()


def test_a_plugin_can_be_away_for_the_length_of_one_test() -> None:
    require("press")
    with temporarily(without=["press"]):
        assert "press" not in registry().contributions
    assert "press" in registry().contributions
