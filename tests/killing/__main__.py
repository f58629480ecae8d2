"""The long run: `python -m tests.killing --steps 500 --kills 20`, with `--database` and `--search` for servers; it takes half an hour."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.killing.house import House, Story, run_command, step_clock
from tests.killing.journal import noted


def main() -> int:
    """Prints what was done, how often who was killed, and what is wrong afterwards; 1 if something is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20, help="of each process")
    parser.add_argument("--database", default="", help="address of an empty database; SQLite without it")
    parser.add_argument("--search", default="", help="address of Elasticsearch; the embedded search without it")
    parser.add_argument(
        "--interrupt", default="", help="a command that is run twice, such as one that restarts the database"
    )
    parser.add_argument("--keep", type=Path, help="folder for the data, which stay there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="litfass-killing-") as folder:
        house = House(given.keep or Path(folder) / "data", given.database, given.search)
        events = [step_clock(1), step_clock(-1), step_clock(-1), step_clock(1)]
        if given.interrupt:
            events = [run_command(given.interrupt), *events, run_command(given.interrupt)]
        story = Story(house, given.steps, given.kills, events)
        began = time.monotonic()
        wrong = story.run()
        answers = Counter(step["status"] for step in noted(house.steps) if step["status"])
    print(f"{given.steps} steps in {time.monotonic() - began:.0f} s, answers {dict(answers)}, killed {story.killed}")
    print("\n".join(wrong) or "All that was begun is finished.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
