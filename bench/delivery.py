"""What our API answers, beside what stock Wagtail API v2 answers to the same question, alternating, over the same 2,000 events."""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import dataclass, field
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import stock
from bench.archive import fill
from cms.content.models import EventPage
from cms.extend import public_id

EVENTS = 2_000
ROUNDS = 40
MOST_QUERIES = 2
OURS, THEIRS = "/api/v1", "/api/v2/pages"
OF_EVENTS = f"{THEIRS}/?type=content.EventPage&limit=20&locale=de"


@dataclass
class Way:
    """An address, and what each request took."""

    path: str
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0

    def ask(self, client: Client) -> None:
        """Asks once and notes the CPU time of this process."""
        started = time.process_time()
        response = client.get(self.path)
        self.seconds.append(time.process_time() - started)
        if response.status_code != 200 or not response.json().get("items", True):
            raise SystemExit(f"{self.path}: {response.status_code} {response.content[:500]!r}")
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

    @property
    def cells(self) -> str:
        """Its part of a line of the table."""
        return f"{self.milliseconds:.2f} ms | {self.queries} | {self.kilobytes:.0f} kB"


@dataclass
class Pair:
    """A question, asked of both, and how many times less CPU ours is to take."""

    title: str
    ours: Way
    theirs: Way
    wanted: float

    @property
    def times(self) -> float:
        """How many times less it takes."""
        return self.theirs.milliseconds / self.ours.milliseconds

    def measure(self, client: Client) -> None:
        """Asks both in turns."""
        for way in (self.ours, self.theirs):
            for _ in range(3):
                way.ask(client)
            way.count(client)
            way.seconds.clear()
        gc.collect()
        for _ in range(ROUNDS):
            self.theirs.ask(client)
            self.ours.ask(client)


def main() -> int:
    """Measures, prints the table; 1 if a promise does not hold."""
    fill(EVENTS, _progress)
    call_command("update_index", verbosity=0)
    call_command("search", "rebuild", verbosity=0)
    stock.expose()
    pairs, client = questions(), Client()
    print("\n\n| answer | ours, CPU | queries | size | stock, CPU | queries | size | times less | promised |")
    print(f"|{'---|' * 9}")
    for pair in pairs:
        pair.measure(client)
        print(f"| {pair.title} | {pair.ours.cells} | {pair.theirs.cells} | {pair.times:.0f} × | {pair.wanted} × |")
    print(f"\nPromised as well: at most {MOST_QUERIES} queries for each of ours but the search.")
    few = all(pair.ours.queries <= MOST_QUERIES for pair in pairs if "search" not in pair.title)
    return int(not few or any(pair.times < pair.wanted for pair in pairs))


def questions() -> list[Pair]:
    """What partners ask for, as either can say it; stock filters by another column, since `format` has another meaning there."""
    event = EventPage.objects.filter(locale__language_code="de", live=True)[:1].get()
    cards = "title,format,theme,lead,hero_image"
    return [
        Pair("20 complete events", Way(f"{OURS}/events?limit=20&locale=de"), Way(f"{OF_EVENTS}&fields=*"), wanted=150),
        Pair("one event", Way(f"{OURS}/events/{public_id(event)}"), Way(f"{THEIRS}/{event.pk}/?fields=*"), wanted=25),
        Pair(
            "20 cards, by one filter",
            Way(f"{OURS}/events?format=conference&fields=card&limit=20&locale=de"),
            Way(f"{OF_EVENTS}&attendance=onsite&fields={cards}"),
            wanted=60,
        ),
        Pair(
            "search, one word",
            Way(f"{OURS}/search?q=Konferenz&locale=de&type=event"),
            Way(f"{OF_EVENTS}&search=Konferenz&fields={cards}"),
            wanted=10,
        ),
    ]


def _progress(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        sys.stdout.write(f"\r  {done} of {total} events ")
        sys.stdout.flush()
