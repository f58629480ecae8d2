"""What each page of the site costs over the demo archive: CPU time of the process and queries per request.

python -m bench.site                          # this checkout
python -m bench.site --against ../before      # in turns with another one, each with its own archive
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent.parent
TURNS = 8
AT_A_TIME = 10
NOISE = 1.1
PAGES = {
    "front page": "/",
    "calendar": "/veranstaltungen/",
    "calendar of a year": "/veranstaltungen/?year=2018",
    "calendar of a city": "/veranstaltungen/?city=kiel",
    "event": "/veranstaltungen/wem-nuetzt-das-archiv-konferenz-in-dortmund/",
    "partners": "/partner/",
    "partner": "/partner/dachverband-vielstimmig/",
    "city programme": "/programme-vor-ort/verein-mit-zukunft-in-kiel/",
    "list of news": "/meldungen/",
    "piece of news": "/meldungen/2-100-menschen-bei-den-koffergeschichten/",
    "standard page": "/ueber-das-netzwerk/",
    "search": "/suche/",
    "search for a word": "/suche/?q=Konferenz",
    "search for a person": "/suche/?person=adaeze-okwuosa",
    "front page in English": "/en/",
    "sitemap": "/sitemap.xml",
    "Atom feed": "/feeds/atom",
}


@dataclass
class Checkout:
    """A version of the repository in a process of its own, and what its pages have cost so far."""

    folder: Path
    process: subprocess.Popen[str] = field(init=False)
    queries: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def start(self, scratch: str) -> None:
        """Lets it fill its archive."""
        own = tempfile.mkdtemp(dir=scratch)
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "bench" / "answering.py")],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "TMPDIR": own, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> None:
        """Until it is ready to answer."""
        assert self.process.stdout
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit(f"{self.folder} does not start, see above.")

    def ask(self, name: str, path: str) -> None:
        """Asks for the page a few times."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps([path, AT_A_TIME]), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if answer["status"] == 200:
            self.queries[name] = answer["queries"]
            self.seconds.setdefault(name, []).extend(answer["seconds"])

    def milliseconds(self, name: str) -> float:
        """CPU time of the request in the middle."""
        return median(self.seconds[name]) * 1000

    def stop(self) -> None:
        """Lets it go."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def main(arguments: Sequence[str] = ()) -> int:
    """Measures, prints the table; 1 if a page does not answer, or takes clearly longer than in the other checkout."""
    parser = ArgumentParser(prog="python -m bench.site", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="PATH", help="another checkout of this repository")
    against: Path | None = parser.parse_args(arguments).against
    checkouts = [Checkout(folder.resolve()) for folder in ([HERE, against] if against else [HERE])]
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as scratch:
        for each in checkouts:
            each.start(scratch)
        for each in checkouts:
            each.wait()
        for _ in range(TURNS):
            for name, path in PAGES.items():
                for each in checkouts:
                    each.ask(name, path)
        for each in checkouts:
            each.stop()
    print(table(checkouts))
    return verdict(checkouts)


def verdict(checkouts: Sequence[Checkout]) -> int:
    """0 if all is well, said in words."""
    ours = checkouts[0]
    missing = [name for name in PAGES if name not in ours.seconds]
    slower = [name for name in PAGES if any(_times(name, ours, other) > NOISE for other in checkouts[1:])]
    if missing:
        print(f"No answer: {', '.join(missing)}.")
    if slower:
        print(f"More than {NOISE} times as long: {', '.join(slower)}.")
    return int(bool(missing or slower))


def _times(name: str, ours: Checkout, other: Checkout) -> float:
    """How many times the other one's CPU a page takes; 0 where one of them has no such page."""
    known = name in ours.seconds and name in other.seconds
    return ours.milliseconds(name) / other.milliseconds(name) if known else 0


def table(checkouts: Sequence[Checkout]) -> str:
    """The pages as a Markdown table, with how many times the other checkout's cost each takes if there is one."""
    columns = ["page", "CPU", "queries", *(["CPU there", "queries there", "ratio"] if len(checkouts) > 1 else [])]
    rows = [columns, ["---"] * len(columns)]
    for name in PAGES:
        row = [name]
        for each in checkouts:
            known = name in each.seconds
            row += [f"{each.milliseconds(name):.1f} ms", str(each.queries[name])] if known else ["–", "–"]
        rows.append([*row, *(f"{_times(name, checkouts[0], other):.2f}" for other in checkouts[1:])])
    return "\n".join(["", *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
