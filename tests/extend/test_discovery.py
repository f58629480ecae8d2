"""A plugin folder is found at settings time; a broken one is left out with a reason and stops nobody else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from cms.extend.discovery import Discovery, discover
from cms.extend.reasons import in_english

APPS = """
from cms.extend import Plugin

class TheConfig(Plugin):
    name = "{package}.{name}"
    label = "{name}"
    slug = "{slug}"
    title = "{name}"
    version = "1"
    cms_api = {cms_api}
    requires = {requires}
"""

Write = Callable[..., None]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = f"found_{tmp_path.name.replace('-', '_')}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    for module in [module for module in sys.modules if module.split(".")[0] == name]:
        del sys.modules[module]


@pytest.fixture
def write(tmp_path: Path, package: str) -> Write:
    def write(
        name: str, *, source: str = APPS, slug: str = "", cms_api: int = 1, requires: tuple[str, ...] = ()
    ) -> None:
        folder = tmp_path / package / name
        folder.mkdir()
        (folder / "__init__.py").touch()
        text = source.format(package=package, name=name, slug=slug or name, cms_api=cms_api, requires=requires)
        (folder / "apps.py").write_text(text)

    return write


@pytest.fixture
def find(tmp_path: Path, package: str) -> Callable[..., Discovery]:
    def find(*skip: str) -> Discovery:
        return discover(tmp_path / package, package=package, skip=skip)

    return find


def slugs(discovery: Discovery) -> list[str]:
    return [found.slug for found in discovery.found]


def reasons(discovery: Discovery) -> dict[str, str]:
    return {left.name: in_english(left.reason) for left in discovery.left}


def test_a_folder_with_a_plugin_is_found(write: Write, find: Callable[..., Discovery], package: str) -> None:
    write("presse")
    assert find().apps == [f"{package}.presse.apps.TheConfig"]


def test_a_missing_folder_means_no_plugins(tmp_path: Path) -> None:
    assert slugs(discover(tmp_path / "none", package="none")) == []


def test_a_plugin_that_cannot_be_imported_leaves_its_sibling_alone(
    write: Write, find: Callable[..., Discovery], package: str
) -> None:
    write("heil")
    write("kaputt", source="import gibt_es_nicht")
    discovery = find()
    assert slugs(discovery) == ["heil"]
    assert "gibt_es_nicht" in reasons(discovery)[f"{package}.kaputt.apps"]


def test_a_syntax_error_is_a_reason(write: Write, find: Callable[..., Discovery], package: str) -> None:
    write("kaputt", source="class :")
    assert "SyntaxError" in reasons(find())[f"{package}.kaputt.apps"]


def test_an_app_without_a_plugin_class_says_what_it_lacks(
    write: Write, find: Callable[..., Discovery], package: str
) -> None:
    write("leer", source="")
    assert "defines no subclass of cms.extend.Plugin" in reasons(find())[f"{package}.leer.apps"]


def test_what_a_plugin_requires_must_be_there_and_its_dependants_follow(
    write: Write, find: Callable[..., Discovery]
) -> None:
    write("a", requires=("b",))
    write("b", requires=("c",))
    write("d", requires=("content",))
    discovery = find()
    assert slugs(discovery) == ["d"]
    assert reasons(discovery) == {"a": "needs b", "b": "needs c"}


def test_a_reason_is_read_in_the_language_of_whoever_reads_it(write: Write, find: Callable[..., Discovery]) -> None:
    write("a", requires=("b",))
    (left,) = find().left
    with override("de"):
        assert str(left.reason) == "braucht Erweiterungen, die nicht geladen sind: b"


def test_another_contract_is_left_out(write: Write, find: Callable[..., Discovery]) -> None:
    write("alt", cms_api=0)
    assert reasons(find()) == {"alt": "needs contract 0, this installation speaks 1"}


def test_the_first_of_two_plugins_with_one_slug_wins(
    write: Write, find: Callable[..., Discovery], package: str, tmp_path: Path
) -> None:
    write("eins", slug="presse")
    write("zwei", slug="presse")
    discovery = find()
    assert discovery.apps == [f"{package}.eins.apps.TheConfig"]
    reason = reasons(discovery)[f"{package}.zwei.apps"]
    assert "its slug presse is taken by" in reason
    assert all(f"the folder {tmp_path / package / name}" in reason for name in ("eins", "zwei")), reason
    assert reason.endswith("If both are the same plugin, uninstall one of them")


def test_a_folder_that_an_installed_package_hides_is_left_out_with_the_places_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("site-packages", "eigene"):
        folder = tmp_path / place / "litfass_doppelt"
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "apps.py").write_text("from cms.extend import Plugin\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    discovery = discover(tmp_path / "none", own=tmp_path / "eigene")
    (left,) = [each for each in discovery.left if each.name == "litfass_doppelt.apps"]
    for place in ("site-packages", "eigene"):
        assert str(tmp_path / place / "litfass_doppelt") in str(left.reason)
    assert "uninstall one of them" in in_english(left.reason)


@pytest.mark.parametrize(("skip", "left"), [("a", ["b"]), ("*", [])])
def test_skipped_plugins_are_not_loaded(
    skip: str, left: list[str], write: Write, find: Callable[..., Discovery]
) -> None:
    write("a")
    write("b")
    discovery = find(skip)
    assert slugs(discovery) == left
    assert all(entry.wanted for entry in discovery.left)


def test_a_plugin_that_is_skipped_by_its_folders_name_is_not_even_imported(
    write: Write, find: Callable[..., Discovery], package: str
) -> None:
    write("kaputt", source="import gibt_es_nicht")
    (left,) = find("kaputt").left
    assert (left.name, left.wanted) == ("kaputt", True)
    assert f"{package}.kaputt" not in sys.modules


def test_plugins_of_ones_own_come_from_a_folder_outside_of_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    own = tmp_path / "eigene"
    (own / "stadtplan_eigen").mkdir(parents=True)
    (own / "stadtplan_eigen" / "__init__.py").touch()
    source = APPS.format(package="x", name="stadtplan_eigen", slug="stadtplan", cms_api=1, requires=())
    (own / "stadtplan_eigen" / "apps.py").write_text(source)
    (found,) = discover(tmp_path / "none", own=own).found
    assert (found.app, found.package) == ("stadtplan_eigen.apps.TheConfig", "stadtplan_eigen")
    assert found.source == str(own / "stadtplan_eigen")
