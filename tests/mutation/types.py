"""What mypy says of the changes, for mutmut: `make check` refuses them, so that no test has to notice.

`python -m tests.mutation.types mypy PATH`, in the folder that mutmut has written; prints mypy's lines of JSON.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ORIGINAL = "__mutmut_orig"
ARTEFACTS = frozenset({"has-type", "no-redef", "unused-ignore", "var-annotated"})
"""What mutmut's own additions to a module bring about."""


def main(path: str) -> int:
    """Prints the errors that a change has brought in; those that the unchanged function has as well are none of it."""
    told = subprocess.run([sys.executable, "-m", "mypy", "--output=json", path], capture_output=True, text=True)
    errors = [error for line in told.stdout.splitlines() if line.strip() and (error := json.loads(line))]
    named = {file: functions(Path(file)) for file in {error["file"] for error in errors}}
    placed = [(error, function_at(named[error["file"]], error["line"])) for error in errors]
    known = {key(error, name) for error, name in placed if name.endswith(ORIGINAL)}
    for error, name in placed:
        changed = "__mutmut_" in name and not name.endswith(ORIGINAL)
        if changed and error["code"] not in ARTEFACTS and key(error, name) not in known:
            print(json.dumps(error))
    return 0


def functions(file: Path) -> list[tuple[range, str]]:
    """The lines of each function, with its name."""
    found = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)]
    return [(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.name) for node in found]


def function_at(found: list[tuple[range, str]], line: int) -> str:
    """The name of the changed function that the line stands in; empty if there is none."""
    return next((name for lines, name in found if line in lines and "__mutmut_" in name), "")


def key(error: dict[str, Any], name: str) -> tuple[str, str, str]:
    """The same for one error in the unchanged and in each changed form of a function."""
    return error["file"], name.partition("__mutmut_")[0], error["message"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[2]))
