"""What the desk costs an editor, with the demo archive and with 20,000 events and 5,000 people, each in a process of its own that are asked in turns."""

from __future__ import annotations

import gc
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import cycle, islice
from statistics import median
from typing import Any
from uuid import uuid4

FEW, MANY = 100, 20_000
A_PERSON = 4
"""Events for each person."""
MOST_TIMES = 2.0
DAYS = 10 * 365
TURNS, AT_A_TIME = 5, 5
PAGES = {
    "start page": "/admin/",
    "explorer": "/admin/pages/{index}/",
    "explorer, the last page": "/admin/pages/{index}/?p={last}",
    "explorer, by date": "/admin/pages/{index}/?ordering=first_day",
    "explorer, search": "/admin/pages/{index}/?q=Beteiligung",
    "explorer, search of a part": "/admin/pages/{index}/?q=haus",
    "explorer, search by date": "/admin/pages/{index}/?q=Verein&ordering=-first_day",
    "explorer, of a city": "/admin/pages/{index}/?city={city}",
    "explorer, of a year": "/admin/pages/{index}/?year=2019",
    "explorer, over and without report": "/admin/pages/{index}/?report=no",
    "search": "/admin/pages/search/?q=Halle",
    "chooser of pages": "/admin/choose-page/{index}/?page_type=content.eventpage",
    "chooser of pages, search": "/admin/choose-page/search/?page_type=content.eventpage&q=Halle",
    "chooser of people": "/admin/snippets/choose/content/person/",
    "chooser of people, search": "/admin/snippets/choose/content/person/results/?q=Dr.",
    "list of people": "/admin/snippets/content/person/",
    "list of people, search": "/admin/snippets/content/person/?q=a",
    "chooser of images": "/admin/images/chooser/",
    "form of an event": "/admin/pages/{event}/edit/",
    "form of a new event": "/admin/pages/add/content/eventpage/{index}/",
}


@dataclass
class Archive:
    """An installation of so many events in a process of its own, and what its pages have cost so far."""

    count: int
    process: subprocess.Popen[str] = field(init=False)
    queries: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def start(self, scratch: str) -> None:
        """Lets it fill itself."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.desk", str(self.count)],
            env={**os.environ, "TMPDIR": tempfile.mkdtemp(dir=scratch), "BENCH_DATABASE_URL": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> None:
        """Until it is ready to answer."""
        if self._read() != "ready":
            raise SystemExit(f"The archive of {self.count} events does not start, see above.")

    def ask(self, name: str) -> None:
        """Opens the page a few times."""
        assert self.process.stdin
        print(json.dumps(name), file=self.process.stdin, flush=True)
        answer = self._read()
        self.queries[name], self.sizes[name] = answer["queries"], answer["size"]
        self.seconds.setdefault(name, []).extend(answer["seconds"])

    def _read(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline() or "null")

    def milliseconds(self, name: str) -> float:
        """CPU time of the request in the middle."""
        return median(self.seconds[name]) * 1000

    def stop(self) -> None:
        """Lets it go."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def main() -> int:
    """Measures, prints the table; 1 if a page takes clearly longer in the large archive."""
    few, many = archives = (Archive(FEW), Archive(MANY))
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as scratch:
        for each in archives:
            each.start(scratch)
        for each in archives:
            each.wait()
        for _ in range(TURNS):
            for name in PAGES:
                for each in archives:
                    each.ask(name)
        for each in archives:
            each.stop()
    print(
        f"\n| page | kB | CPU, {FEW:,} | {MANY:,} | times | queries, {FEW:,} | {MANY:,} |\n|---|---|---|---|---|---|---|"
    )
    times = {name: many.milliseconds(name) / few.milliseconds(name) for name in PAGES}
    for name in PAGES:
        cpu = f"{few.milliseconds(name):.0f} ms | {many.milliseconds(name):.0f} ms | {times[name]:.2f}"
        print(f"| {name} | {many.sizes[name] / 1000:.0f} | {cpu} | {few.queries[name]} | {many.queries[name]} |")
    print(f"\nPromised: at most {MOST_TIMES} times.")
    return int(max(times.values()) > MOST_TIMES)


def answer(count: int) -> None:
    """Fills the archive, then opens pages until nobody asks any more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

    import django

    django.setup()
    logging.disable(logging.ERROR)

    from django.apps import apps
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.archive import fill
    from cms.content.models import City, EventIndexPage, EventOccurrence, EventPage, Person

    call_command("collectstatic", interactive=False, verbosity=0)
    fill(count, lambda done, wanted: None)
    multiply(Person, count // A_PERSON)
    spread(EventOccurrence)
    import_module("cms.content.migrations.0003_days_of_events").fill(apps, None)
    started = time.monotonic()
    call_command("update_index", verbosity=0)
    print(f"The index of {count:,} events takes {time.monotonic() - started:.0f} s.", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    index = EventIndexPage.objects.get(locale__language_code="de").pk
    event = EventPage.objects.child_of(EventIndexPage.objects.get(pk=index)).order_by("path").first()
    city = City.objects.get(name="Halle").pk
    client = Client()
    client.force_login(User.objects.create_superuser("leitung"))

    def seconds(path: str) -> float:
        started = time.process_time()
        client.get(path)
        return time.process_time() - started

    print(json.dumps("ready"), file=answers, flush=True)
    for line in sys.stdin:
        path = PAGES[json.loads(line)].format(index=index, event=event.pk, last=count // 50, city=city)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}.")
        gc.collect()
        costs = {"queries": len(captured), "size": len(response.content)}
        print(json.dumps(costs | {"seconds": [seconds(path) for _ in range(AT_A_TIME)]}), file=answers, flush=True)


def multiply(people: Any, count: int) -> None:
    """Copies people, without their roles, until there are so many."""
    originals = list(people.objects.order_by("pk"))
    copies = []
    for number, original in enumerate(islice(cycle(originals), max(count - len(originals), 0))):
        values = {field.attname: getattr(original, field.attname) for field in people._meta.concrete_fields}
        own = {"id": None, "uuid": uuid4(), "slug": f"{original.slug}-{number}", "latest_revision_id": None}
        copies.append(
            people(**values | own | {"live_revision_id": None, "family_name": f"{original.family_name}-{number}"})
        )
    people.objects.bulk_create(copies)


def spread(dates: Any) -> None:
    """Moves the copies into the past, each by another number of days, since events of an archive are not all on the same ones."""
    found = list(dates.objects.order_by("page", "pk"))
    for date in found:
        back = timedelta(days=date.page_id % DAYS)
        date.start_date -= back
        date.end_date = date.end_date and date.end_date - back
    dates.objects.bulk_update(found, ["start_date", "end_date"], batch_size=500)


if __name__ == "__main__":
    answer(int(sys.argv[1]))
