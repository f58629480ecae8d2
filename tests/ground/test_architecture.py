"""What the code cites stands in docs/architecture.md, and what stands there is so."""

from __future__ import annotations

import re

from cms.settings.env import ROOT
from tests.ground.tree import tracked

PAGE = (ROOT / "docs" / "architecture.md").read_text()
ROWS = set(re.findall(r"^\| ([VTP]\d+) \|", PAGE, re.MULTILINE))
SOURCES = ("blocks", "cms", "plugins", "search", "templates")
TEXTS = {
    str(path): (ROOT / path).read_text()
    for path in tracked()
    if path.parts[0] in SOURCES and path.suffix in {".py", ".html"}
}


def test_each_rule_that_the_code_cites_stands_in_a_table() -> None:
    cited = {
        (code, path)
        for path, text in TEXTS.items()
        for group in re.findall(r"\(((?:[VTP]\d+)(?:, [VTP]\d+)*)\)", text)
        for code in group.split(", ")
    }
    assert len(cited) > 20
    assert {(code, path) for code, path in cited if code not in ROWS} == set()


def test_each_numbered_check_stands_there_and_no_other() -> None:
    used = {name for text in TEXTS.values() for name in re.findall(r"litfass\.[EW]\d{3}", text)}
    assert set(re.findall(r"`(litfass\.[EW]\d{3})`", PAGE)) == used


def test_each_room_stands_there_and_no_other() -> None:
    rooms = PAGE.partition("## Rooms")[2].partition("## Promises")[0]
    named = {
        name.rstrip("/")
        for row in re.findall(r"^\|(.*?)\|", rooms, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", row)
    }
    packages = {f"cms.{path.parent.name}" for path in ROOT.glob("cms/*/__init__.py")}
    assert named - {"cms.urls", "cms.wsgi", "cms.asgi"} == packages | {"blocks", "plugins", "search"}


def test_decisions_are_numbered_in_order_and_listed() -> None:
    folder = ROOT / "docs" / "adr"
    files = sorted(path.name for path in folder.glob("0*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    lines = (folder / "README.md").read_text().splitlines()
    for number, name in enumerate(files, start=1):
        title = (folder / name).read_text().partition("\n")[0].removeprefix(f"# {number}. ")
        assert f"{number}. [{title}]({name})" in lines
