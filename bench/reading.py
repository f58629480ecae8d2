"""What an answer of the API costs beside a bare Django view that sends the same bytes from memory, application and database together.

`BENCH_DATABASE_URL` names an empty database on PostgreSQL, whose CPU time counts; on SQLite the process works for both.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from bench.archive import fill

EVENTS = 2_000
ROUNDS = 60
API = "/api/v1"
CARD = "title,url,start,end,cities,hero_image(src,alt)"

Server = Callable[[dict[str, Any], Callable[..., Any]], Any]
sent: dict[str, bytes] = {}
"""What the bare view sends, by path."""


def bare(_request: HttpRequest, name: str) -> HttpResponse:
    """The bytes as they lie in memory."""
    return HttpResponse(sent[name], content_type="application/json")


urlpatterns = [path("<str:name>", bare)]


class BareRequest(WSGIRequest):
    """A request that knows no other address."""

    urlconf = __name__


@dataclass
class Question:
    """A request, what each answer cost in seconds of CPU, and what the bare view took for the same bytes."""

    title: str
    path: str
    most: float
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    own: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    def row(self) -> str:
        """The line of the table."""
        own, database, bare = (median(each) * 1000 for each in (self.own, self.database, self.bare))
        return (
            f"| {self.title} | {own:.2f} | {database:.2f} | {self.queries} | {self.size / 1024:.1f} kB | {bare:.2f} | "
            f"{self.times:.1f} × | {self.most:g} × |"
        )

    @property
    def times(self) -> float:
        """How many times what the bare view takes."""
        return (median(self.own) + median(self.database)) / median(self.bare)


def asked(server: Server, address: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """The answer of a WSGI application, as a server asks it."""
    answered: list[Any] = []
    route, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": route,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT": "application/json",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    response = server(environ, lambda status, given, *_: answered.extend((int(status.split()[0]), dict(given))))
    body = b"".join(response)
    response.close()
    return answered[0], answered[1], body


def database_seconds() -> float:
    """CPU time of the database's process that serves this one; 0 on SQLite."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def questions(server: Server) -> list[Question]:
    """What is asked, and how many times the bare view it may take."""
    (event,) = orjson.loads(asked(server, f"{API}/events?limit=1&locale=de", {})[2])["items"]
    item, listed = f"{API}/events/{event['id']}", f"{API}/events?limit=20&locale=de"
    filtered = (
        f"{API}/events?city=halle-saale&start.gte=2016-01-01&start.lt=2019-01-01&limit=20&locale=de&fields={CARD}"
    )
    known = {each: {"If-None-Match": asked(server, each, {})[1]["ETag"]} for each in (item, listed)}
    return [
        Question("list of 20 complete events", listed, 3),
        Question("item", item, 3),
        Question("city and three years, 20 cards", filtered, 4),
        Question("search, one word", f"{API}/search?q=Migranten&facets=city,year&locale=de", 25),
        Question("list, 304", listed, 1, known[listed], 304),
        Question("item, 304", item, 1, known[item], 304),
    ]


def main() -> int:
    """Measures, prints the table; 1 if a promise does not hold."""
    fill(EVENTS, lambda done, total: None)
    call_command("search", "rebuild", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ours = WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        plain = WSGIHandler()
    plain.request_class = BareRequest
    wanted = questions(ours)
    for each in wanted:
        measure(each, ours, plain)
    print(
        "\n| answer | CPU, ms | database | queries | bytes | bare view | ratio | promised |\n|---|---|---|---|---|---|---|---|"
    )
    print("\n".join(each.row() for each in wanted))
    return int(any(each.times > each.most for each in wanted))


def measure(question: Question, ours: Server, plain: Server) -> None:
    """Asks in turns, so that both have the same machine."""
    name = question.title.replace(" ", "-")
    for _ in range(5):
        status, _given, body = asked(ours, question.path, question.headers)
        if status != question.status:
            raise SystemExit(f"{question.path}: {status} {body[:300]!r}")
    sent[name] = body
    question.size = len(body)
    with CaptureQueriesContext(connection) as captured:
        asked(ours, question.path, question.headers)
    question.queries = len(captured)
    gc.collect()
    for _ in range(ROUNDS):
        before, began = database_seconds(), time.process_time()
        asked(ours, question.path, question.headers)
        question.own.append(time.process_time() - began)
        question.database.append(database_seconds() - before)
        began = time.process_time()
        asked(plain, f"/{name}", {})
        question.bare.append(time.process_time() - began)
