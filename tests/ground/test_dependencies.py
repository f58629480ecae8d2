"""Nobody gets a package without a reason, and nobody misses one that the code needs."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from cms.settings.env import ROOT
from tests.ground.tree import imports, tracked

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OURS = {"bench", "blocks", "cms", "plugins", "search", "tests"}


def name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


RUNTIME = {name(requirement) for requirement in PROJECT["project"]["dependencies"]}
DEV = {name(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}
LOCKS = {"runtime.txt": RUNTIME, "dev.txt": RUNTIME | DEV}


def pinned(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / ".lock" / lock).read_text(), re.MULTILINE))


def needed_by(paths: list[Path]) -> set[str]:
    """The packages that bring the modules imported by the files."""
    modules = {module.split(".")[0] for path in paths for module in imports(path)} - OURS - set(sys.stdlib_module_names)
    bring = packages_distributions()
    return {name(bring[module][0]) for module in modules if module in bring}


def python(*, tests: bool) -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and "migrations" not in path.parts and is_for_tests(path) is tests
    ]


def is_for_tests(path: Path) -> bool:
    """Whether nothing that runs needs the file: tests, benches, the kit for plugins' tests, and plugins' own tests."""
    kit = path.is_relative_to("cms/devkit") or (path.parts[0] == "plugins" and "tests" in path.parts)
    return kit or path.parts[0] in {"tests", "bench"}


def test_the_page_of_dependencies_gives_a_reason_for_each_and_for_no_other() -> None:
    run, _, build = (ROOT / "docs/dependencies.md").read_text().partition("## To build and test")
    assert (set(re.findall(r"^\| ([a-z][\w-]+) \|", run, re.MULTILINE))) == RUNTIME
    assert (set(re.findall(r"^\| ([a-z][\w-]+) \|", build, re.MULTILINE))) == DEV


def test_what_the_product_imports_is_declared() -> None:
    assert needed_by(python(tests=False)) - RUNTIME == set()


def test_what_tests_import_is_declared() -> None:
    assert needed_by(python(tests=True)) - RUNTIME - DEV == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_files_pin_every_declared_package_with_hashes(lock: str) -> None:
    text = (ROOT / ".lock" / lock).read_text()
    assert LOCKS[lock] - set(pinned(lock)) == set(), "run make lock"
    assert all("--hash=sha256:" in entry for entry in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if "==" in entry)


def test_both_lock_files_pin_the_same_versions() -> None:
    dev = pinned("dev.txt")
    assert {package: version for package, version in pinned("runtime.txt").items() if dev.get(package) != version} == {}
