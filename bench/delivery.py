"""20 complete events over our API and over stock Wagtail API v2 with `fields=*`, alternating, over the same 2,000 events."""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import dataclass, field
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import stock
from bench.archive import fill

EVENTS = 2_000
ROUNDS = 40
WANTED = 50
MOST_QUERIES = 2


@dataclass
class Way:
    """One way to get 20 events, and what each request took."""

    title: str
    path: str
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0

    def ask(self, client: Client) -> None:
        """Asks once and notes the CPU time of this process."""
        started = time.process_time()
        response = client.get(self.path)
        self.seconds.append(time.process_time() - started)
        if response.status_code != 200:
            raise SystemExit(f"{self.path}: {response.status_code} {response.content[:500]!r}")
        items = response.json()["items"]
        if len(items) != 20:
            raise SystemExit(f"{self.path}: {len(items)} items instead of 20")
        self.kilobytes = len(response.content) / 1024

    def count(self, client: Client) -> None:
        """Notes how many queries one request takes."""
        with CaptureQueriesContext(connection) as captured:
            client.get(self.path)
        self.queries = len(captured)

    @property
    def milliseconds(self) -> float:
        """CPU time of the request in the middle."""
        return median(self.seconds) * 1000


def main() -> int:
    """Measures, prints the table; 1 if a promise does not hold."""
    fill(EVENTS, _progress)
    stock.expose()
    ours = Way("Litfass /api/v1/events", "/api/v1/events?limit=20&locale=de")
    theirs = Way("Wagtail API v2, fields=*", "/api/v2/pages/?type=content.EventPage&fields=*&limit=20&locale=de")
    client = Client()
    for way in (ours, theirs):
        way.ask(client)
        way.count(client)
        way.seconds.clear()
    gc.collect()
    for _ in range(ROUNDS):
        theirs.ask(client)
        ours.ask(client)
    print(table([ours, theirs]))
    return verdict(ours, theirs)


def table(ways: list[Way]) -> str:
    """The ways as a Markdown table."""
    rows = [f"| {way.title} | {way.milliseconds:.2f} ms | {way.queries} | {way.kilobytes:.0f} kB |" for way in ways]
    return "\n".join(["", "| 20 of 2,000 events | CPU per request | queries | size |", "|---|---|---|---|", *rows, ""])


def verdict(ours: Way, theirs: Way) -> int:
    """0 if both promises hold, said in words."""
    times = theirs.milliseconds / ours.milliseconds
    print(
        f"{times:.0f} times less CPU (promised: {WANTED}), {ours.queries} queries (promised: at most {MOST_QUERIES})."
    )
    return int(times < WANTED or ours.queries > MOST_QUERIES)


def _progress(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        sys.stdout.write(f"\r  {done} of {total} events ")
        sys.stdout.flush()
