"""Changes one room of the code in many small ways and says which changes no test notices: `make mutation ROOM=cms/public`.

mutmut makes the changes, in a copy of the tree that lies in .mutation/. A second run asks again only for those that no test has noticed
so far, unless the code has changed.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.run import SETTINGS

ROOT = Path(__file__).parents[2]
WORK = ROOT / ".mutation"
MUTMUT = Path(sys.executable).with_name("mutmut")
SOURCES = ("blocks", "cms", "plugins", "search")

ROOMS = {
    "cms/public": (
        "tests/visibility/test_answer.py",
        "tests/visibility/test_drafts_of_records.py",
        "tests/files/test_addresses.py",
        "tests/files/test_old_addresses.py",
    ),
    "cms/content/time.py": (
        "tests/content/test_time.py",
        "tests/content/test_schedule.py",
        "tests/content/test_rules_for_events.py",
    ),
    "cms/content/schedule.py": ("tests/content/test_schedule.py", "tests/site/test_dates.py"),
    "cms/extend/guard.py": ("tests/extend",),
    "cms/extend/leases.py": ("tests/extend/test_leases.py",),
    "cms/extend/pauses.py": ("tests/extend/test_leases.py",),
    "cms/publishing": ("tests/publishing", "tests/api/test_changes.py", "tests/files/test_full_disk.py"),
    "cms/publishing/reading": (
        "tests/publishing/reading",
        "tests/publishing/test_meant_slugs.py",
        "tests/api/test_changes.py",
        "tests/api/test_conditional.py",
        "tests/api/test_description.py",
        "tests/api/test_languages.py",
        "tests/api/test_lists.py",
        "tests/api/test_lookup.py",
        "tests/schedule/test_twins.py",
    ),
    "cms/publishing/reading/grammar.py": ("tests/publishing/reading/test_grammar.py", "tests/publishing/test_slugs.py"),
    "cms/publishing/publish_scheduled.py": ("tests/publishing/test_scheduled.py",),
    "cms/publishing/serialising.py": (
        "tests/publishing/test_serialising.py",
        "tests/publishing/test_what_is_written.py",
    ),
    "cms/publishing/slugs.py": ("tests/publishing/test_slugs.py",),
    "cms/publishing/incomplete_documents.py": ("tests/publishing/test_incomplete_documents.py",),
    "cms/publishing/work.py": ("tests/publishing/test_work.py",),
    "search/analysis": ("tests/search/analysis",),
    "search/correction.py": ("tests/search/asking/test_correction.py",),
    "search/evaluation": ("tests/search/evaluation",),
    "search/evaluation/measures.py": ("tests/search/evaluation/test_measures.py",),
    "search/evaluation/reading.py": ("tests/search/evaluation/test_reading.py",),
    "search/highlighting.py": ("tests/search/asking/test_window.py", "tests/search/test_passages.py"),
    "search/occasions.py": ("tests/search/asking/test_occasions.py",),
    "search/plan.py": ("tests/search/asking/test_plan.py",),
    "search/query_syntax.py": ("tests/search/asking/test_query_syntax.py",),
    "search/recency.py": ("tests/search/asking/test_recency.py",),
    "search/engines/embedded": ("tests/search/embedded", "tests/search/contract"),
    "search": (
        "tests/search/asking",
        "tests/search/test_dates_of_things.py",
        "tests/search/test_documents.py",
        "tests/search/test_fields.py",
        "tests/search/test_index_consumers.py",
        "tests/search/test_indexing.py",
        "tests/search/test_keeping.py",
        "tests/search/test_labels.py",
        "tests/search/test_schema.py",
        "tests/search/test_service.py",
        "tests/search/test_standing.py",
        "tests/search/test_the_index_and_the_ledger.py",
    ),
}
"""What is changed, and the tests that must notice. What lies within another room is not changed with that one."""

ELSEWHERE = ("search/engines/elasticsearch/*",)
"""What only a server can try."""

AT_START = re.compile(r"\.x_(connect|core_\w+|register\w*)__|ǁready__")
"""What runs once, while the program starts: mutmut's processes are copies of one in which it has run, unchanged."""


def main(arguments: list[str]) -> int:
    """The exit code of mutmut, whose survivors are listed at the end."""
    rooms = [room.rstrip("/") for room in arguments] or list(ROOMS)
    for room in rooms:
        if not tests_of(room):
            print(f"There are no tests for {room}; ROOM is one of, or lies within: {', '.join(ROOMS)}", file=sys.stderr)
            return 2
    return max(run(room) for room in rooms)


def tests_of(room: str) -> tuple[str, ...]:
    """The tests of the narrowest known room that the given path lies within."""
    known = [name for name in ROOMS if f"{room}/".startswith(f"{name}/")]
    return ROOMS[max(known, key=len)] if known else ()


def rooms_within(room: str) -> list[str]:
    """The rooms that have tests of their own and lie within this one."""
    return [name for name in ROOMS if name.startswith(f"{room}/")]


def pattern(room: str) -> str:
    """What mutmut calls the files of a room."""
    return room if room.endswith(".py") else f"{room}/*"


def run(room: str) -> int:
    """Runs the mutants of one room and lists those that survive."""
    folder = WORK / room.replace("/", "-").removesuffix(".py")
    left = list(survivors(folder)) if is_as_copied(folder, room) else []
    if not left:
        shutil.rmtree(folder, ignore_errors=True)
    copy_tree(folder)
    with (folder / "pyproject.toml").open("a") as file:
        file.write("\n[tool.mutmut]\n")
        file.writelines(f"{name} = {json.dumps(value)}\n" for name, value in configuration(room).items())
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    ended = subprocess.run([MUTMUT, "run", *left], cwd=folder, env=environment)
    if ended.returncode:
        return ended.returncode
    alive = [
        name for name in survivors(folder) if not (AT_START.search(name) and is_noticed_at_start(name, folder, room))
    ]
    print(f"\n=== What no test noticed in {room}; mutmut show NAME, in {folder}, shows the change ===")
    print("\n".join(alive))
    return 0


def is_noticed_at_start(name: str, folder: Path, room: str) -> bool:
    """Whether tests fail in a process that has the change from its first line on."""
    environment = {key: value for key, value in os.environ.items() if key not in SETTINGS} | {"MUTANT_UNDER_TEST": name}
    options = configuration(room)["pytest_add_cli_args"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *options, *tests_of(room)]
    return subprocess.run(command, cwd=folder / "mutants", env=environment, capture_output=True).returncode != 0


def survivors(folder: Path) -> list[str]:
    """The names of the changes that no test has noticed so far, those not tried yet included."""
    if not (folder / "mutants").is_dir():
        return []
    told = subprocess.run([MUTMUT, "results"], cwd=folder, capture_output=True, text=True, check=True).stdout
    listed = [line.partition(":") for line in told.splitlines()]
    return [name.strip() for name, colon, state in listed if colon and "type check" not in state]


def is_as_copied(folder: Path, room: str) -> bool:
    """Whether the code of the room is the one that was changed last time."""
    files = [ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py")
    copies = [(file, folder / file.relative_to(ROOT)) for file in files]
    return all(copy.is_file() and filecmp.cmp(file, copy, shallow=False) for file, copy in copies)


def configuration(room: str) -> dict[str, Any]:
    """What mutmut is told of a room."""
    return {
        "source_paths": SOURCES,
        "only_mutate": [pattern(room)],
        "do_not_mutate": ["*/migrations/*", "*/management/*", *ELSEWHERE, *map(pattern, rooms_within(room))],
        "also_copy": ["manage.py", "templates", "docs", "CHANGELOG.md", "README.md"],
        "pytest_add_cli_args_test_selection": tests_of(room),
        "pytest_add_cli_args": [
            "-p",
            "tests.mutation.database",
            "-p",
            "no:cacheprovider",
            # They wait for processes, which takes long and depends on the machine.
            "--ignore=tests/publishing/worker",
            # They reach everything, and say of nothing alone whether it is right.
            "--ignore=tests/publishing/test_many_lines.py",
            "-m",
            "not browser and not elastic",
        ],
        # What is written to the log is for people, and no test reads its words.
        "do_not_mutate_patterns": [r"^\s*log\.(debug|info|warning|error|exception)\("],
        "type_check_command": [sys.executable, "-m", "tests.mutation.types", "mypy", room],
        "use_git_change_detection": False,
        # Of tests that take a minute together, fifteen minutes would be waited for a loop.
        "timeout_multiplier": 3.0,
        "timeout_constant": 10.0,
    }


def copy_tree(folder: Path) -> None:
    """Brings the copy up to date with what git knows of here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
