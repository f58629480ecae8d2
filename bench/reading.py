"""What an answer of the API costs beside a bare Django view that sends the same bytes from memory, application and database together.

Both stand behind the server of `make up` and are asked over HTTP. `BENCH_DATABASE_URL` names an empty database on PostgreSQL, whose
CPU time counts; on SQLite the process works for both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import orjson
from django.core.management import call_command
from django.db import connection

from bench.archive import fill
from bench.serving import Served, database_seconds, served

EVENTS = 2_000
ROUNDS, REQUESTS = 7, 40
API = "/api/v1"
CARD = "title,url,start,end,cities,hero_image(src,alt)"
PORTS = 8471, 8472


@dataclass
class Question:
    """Addresses that are asked in turns, and what each answer cost in seconds of CPU, of ours and of the bare view with the same bytes.

    `most` is how many times the bare view it may take.
    """

    title: str
    address: Callable[[int], str]
    most: float
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    own: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    size: int = 0

    def row(self) -> str:
        """The line of the table."""
        own, database, bare = (median(each) * 1000 for each in (self.own, self.database, self.bare))
        return (
            f"| {self.title} | {own:.2f} | {database:.2f} | {self.size / 1024:.1f} kB | {bare:.2f} | "
            f"{self.times:.1f} × | {self.most:g} × |"
        )

    @property
    def cost(self) -> float:
        """Seconds of CPU of application and database."""
        return median(self.own) + median(self.database)

    @property
    def times(self) -> float:
        """How many times what the bare view takes."""
        return self.cost / median(self.bare)


def questions(server: Served) -> list[Question]:
    """What is asked, again and again the same or each time something new."""
    ids = [
        each["id"]
        for page in range(1, 6)
        for each in orjson.loads(server.ask(f"{API}/events?limit=100&page={page}&locale=de&fields=id", {})[2])["items"]
    ]
    listed = f"{API}/events?limit=20&locale=de"
    filtered = (
        f"{API}/events?city=halle-saale&start.gte=2016-01-01&start.lt=2019-01-01&limit=20&locale=de&fields={CARD}"
    )
    found = f"{API}/search?q=Migranten&facets=city,year&locale=de"
    item = f"{API}/events/{ids[0]}"
    known = {each: {"If-None-Match": server.ask(each, {})[1]["etag"]} for each in (item, listed)}
    return [
        Question("list of 20 complete events", lambda _: listed, 3),
        Question("item", lambda _: item, 3),
        Question("city and three years, 20 cards", lambda _: filtered, 4),
        Question("search, one word", lambda _: found, 25),
        Question("list, 304", lambda _: listed, 1, known[listed], 304),
        Question("item, 304", lambda _: item, 1, known[item], 304),
        Question("list, never asked before", lambda n: f"{listed}&updated.lt={_moment(n)}", 3),
        Question("item, never asked before", lambda n: f"{API}/events/{ids[n % len(ids)]}", 3),
        Question("filter, never asked before", lambda n: f"{filtered}&updated.lt={_moment(n)}", 4),
    ]


def _moment(number: int) -> str:
    return f"2100-01-01T00:00:00.{number:06}Z"


def main() -> int:
    """Measures, prints the table; 1 if a promise does not hold."""
    fill(EVENTS, lambda done, total: None)
    call_command("search", "rebuild", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return compare()


def measured() -> list[Question]:
    """What each question costs over a database that is filled."""
    with (
        tempfile.TemporaryDirectory() as bodies,
        served("cms.wsgi:application", PORTS[0], DJANGO_SETTINGS_MODULE="cms.settings", ALLOWED_HOSTS="*") as ours,
        served("bench.bare:application", PORTS[1], BENCH_BODIES=bodies) as plain,
    ):
        wanted = questions(ours)
        for number, each in enumerate(wanted):
            measure(each, ours, plain, Path(bodies) / str(number))
        return wanted


def compare() -> int:
    """The table."""
    wanted = measured()
    print(
        "\n| answer | CPU, ms | database | bytes | bare view | ratio | promised |\n|---|---|---|---|---|---|---|",
        *(each.row() for each in wanted),
        sep="\n",
    )
    return int(any(each.times > each.most for each in wanted))


def measure(question: Question, ours: Served, plain: Served, body: Path) -> None:
    """Asks in turns, so that both have the same machine."""
    asked = 0
    for _ in range(12):
        asked += 1
        status, _given, answer = ours.ask(question.address(asked), question.headers)
        if status != question.status:
            raise SystemExit(f"{question.address(asked)}: {status} {answer[:300]!r}")
    body.write_bytes(answer)
    question.size = len(answer)
    plain.ask(f"/{body.name}", {})
    for _ in range(ROUNDS):
        before, began = database_seconds(), ours.seconds()
        for _ in range(REQUESTS):
            asked += 1
            ours.ask(question.address(asked), question.headers)
        question.own.append((ours.seconds() - began) / REQUESTS)
        question.database.append((database_seconds() - before) / REQUESTS)
        began = plain.seconds()
        for _ in range(REQUESTS):
            plain.ask(f"/{body.name}", {})
        question.bare.append((plain.seconds() - began) / REQUESTS)
