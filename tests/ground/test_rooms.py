"""Each arrow that the plan of the house forbids is refused by one of the contracts that `make check` runs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from importlinter import configuration
from importlinter.application.app_config import settings
from importlinter.application.use_cases import lint_imports, read_user_options

PLUGIN = "plugins.press.documents"
BREACHES = (
    # A plugin that comes in by a window.
    *(
        (PLUGIN, f"cms.extend.{name}")
        for name in ("guard", "activation_cache", "models", "registry", "points", "activation")
    ),
    # Somebody else's plugin, and the room for authors.
    (PLUGIN, "plugins.calendar.apps"),
    (PLUGIN, "cms.devkit.testing.fixtures"),
    # Rooms that climb.
    ("blocks.base", "cms.content.models.event"),
    ("cms.extend.guard", "cms.public.visibility"),
    ("cms.public.visibility", "blocks.image"),
    ("cms.content.models.event", "cms.publishing.ledger"),
    ("cms.content.models.event", "cms.dormant.models"),
    ("cms.publishing.receivers", "cms.dormant.park"),
    ("cms.dormant.reconcile", "search.indexing"),
    ("cms.dormant.middleware", "cms.admin.choosers"),
    ("cms.publishing.ledger", "search.indexing"),
    ("search.indexing", "cms.api.items"),
    ("cms.site.calendar", "plugins.press.models"),
    ("cms.api.items", "cms.launch.archive"),
    ("cms.launch.safe_start", "cms.devkit.check"),
    # Rooms side by side.
    ("cms.api.items", "cms.site.calendar"),
    ("cms.site.calendar", "cms.admin.apps"),
    ("cms.admin.apps", "cms.api.items"),
    # What only some may know.
    ("cms.site.lists", "cms.publishing.models"),
    ("search.indexing", "cms.publishing.models"),
    ("search.indexing", "elasticsearch"),
    ("cms.extend.guard", "wagtail"),
)


@pytest.fixture(scope="module")
def graph() -> Any:
    """All imports of the house, as import-linter reads them."""
    configuration.configure()
    return settings.GRAPH_BUILDER.build(
        root_package_names=read_user_options().session_options["root_packages"],
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )


@dataclass(frozen=True)
class Planted:
    """Takes the place of what reads the imports."""

    graph: Any

    def build(self, **options: Any) -> Any:
        """The imports with those that were planted."""
        return self.graph


def is_kept(graph: Any) -> bool:
    """Whether a house with these imports keeps all contracts."""
    before = settings.GRAPH_BUILDER
    settings.configure(GRAPH_BUILDER=Planted(graph))
    try:
        return lint_imports(no_logo=True, is_debug_mode=True)
    finally:
        settings.configure(GRAPH_BUILDER=before)


def test_the_house_itself_breaks_none(graph: Any) -> None:
    assert is_kept(graph)


@pytest.mark.parametrize(("importer", "imported"), BREACHES)
def test_a_planted_breach_is_refused(graph: Any, importer: str, imported: str) -> None:
    planted = deepcopy(graph)
    assert {importer, imported} <= planted.modules, "there is no such module any more; plant the breach elsewhere"
    planted.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
    assert not is_kept(planted)


def test_nothing_is_excused() -> None:
    contracts = read_user_options().contracts_options
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []
