"""What a newcomer can rely on: files named after what they hold, nothing bound to one machine, one place for each connection."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ground.tree import imports, lines, tracked

FILES = tracked()
PYTHON = [path for path in FILES if path.suffix == ".py"]
OURS = {"blocks", "cms", "plugins", "search"}

VAGUE = re.compile(r"^(utils?|helpers?|common|misc|managers?|handlers?)$")
AT_THE_TOP = OURS | {
    "bench",
    "docs",
    "templates",
    "tests",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "README.md",
    "manage.py",
    "pyproject.toml",
}
# Written in pieces, so that this file does not break its own rules.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME"]) + r")\b")
REGISTRY = re.compile(
    r"\b("
    + "|".join(["pypi", "pythonhosted", "npmjs", "yarnpkg", "crates", "deb\\.debian", "maven", "rubygems"])
    + r")\.(org|com|io|apache)\b"
)
ONE_MACHINE = re.compile(r"(?<![\w.:/])/(work|root|farm|Users|home/\w+)/")


def test_no_file_is_named_after_nothing() -> None:
    assert [path for path in FILES if any(VAGUE.match(part) for part in (path.stem, *path.parent.parts))] == []


def test_the_top_level_holds_only_known_names() -> None:
    assert {path.parts[0] for path in FILES if not path.parts[0].startswith(".")} - AT_THE_TOP == set()


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [("unfinished", UNFINISHED), ("a registry's address", REGISTRY), ("a path of one machine", ONE_MACHINE)],
)
def test_no_line_is_unfinished_or_bound_to_one_place(rule: str, pattern: re.Pattern[str]) -> None:
    found = [f"{path}:{number}: {line.strip()[:100]}" for path, number, line in lines(FILES) if pattern.search(line)]
    assert found == [], rule


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "# TO" + "DO: later"),
        (REGISTRY, "--index-url https://py" + "pi.org/simple"),
        (REGISTRY, "https://repo.ma" + "ven.apache.org/maven2"),
        (ONE_MACHINE, 'open("/wo' + 'rk/main/x")'),
        (ONE_MACHINE, "cd /ro" + "ot/x"),
        (ONE_MACHINE, "in /home/" + "olga/litfass"),
    ],
)
def test_the_rules_notice_what_they_forbid(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", ["https://example.org/wo" + "rk/", "GET /api/v1/events", "maven", 'path("home/", home)']
)
def test_the_rules_let_ordinary_lines_pass(line: str) -> None:
    assert not any(pattern.search(line) for pattern in (UNFINISHED, REGISTRY, ONE_MACHINE))


def test_only_the_receivers_of_publishing_connect_wagtails_signals() -> None:
    importers = {
        path
        for path in PYTHON
        if path.parts[0] in OURS and any(re.match(r"wagtail\.(.+\.)?signals\b", name) for name in imports(path))
    }
    assert importers == {Path("cms/publishing/receivers.py")}
