"""Publishing an event with 300 dates, contributions or organisers, beside publishing one with three of them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.content.validation import InlineItem

FEW, MANY = 3, 300
MOST_TIMES = 4
ROUNDS = 5
BEGINNING = dt.date(2026, 1, 1)

Make = Callable[[int], InlineItem]


@dataclass
class Cost:
    """What publishing costs: queries, and the least CPU time of all rounds."""

    queries: int
    seconds: float


def main() -> int:
    """Measures, prints the table; 1 if 300 lines cost more than four times what three cost."""
    call_command("migrate", verbosity=0)
    ensure_initial_site("http://testserver")
    kinds = made()
    for name, make in kinds.items():
        costs(name, make, FEW)  # warms caches
    rows = [row for name, make in kinds.items() for row in compared(name, make)]
    print("\n| published | queries, 3 | 300 | CPU, 3 | 300 | times |\n|---|---|---|---|---|---|")
    for title, few, many in rows:
        times = many.seconds / few.seconds
        seconds = f"{few.seconds * 1000:.0f} ms | {many.seconds * 1000:.0f} ms | {times:.1f}"
        print(f"| {title} | {few.queries} | {many.queries} | {seconds} |")
    print(f"\nPromised: at most {MOST_TIMES} times the queries and the CPU time.")
    return int(
        any(many.queries > MOST_TIMES * few.queries or many.seconds > MOST_TIMES * few.seconds for _, few, many in rows)
    )


def made() -> dict[str, Make]:
    """For each list of an event how its lines are made, over ten places, people and partners."""
    city, _ = models.City.objects.get_or_create(ags="15002000", defaults={"name": "Halle", "qualifier": "Saale"})
    places = [models.Place.objects.get_or_create(name=f"Haus {number}", city=city)[0] for number in range(10)]
    people = [models.Person.objects.create(given_name="Ada", family_name=f"Beispiel {n}") for n in range(10)]
    partners = [published(models.PartnerPage(title=f"Verein {n}"), models.PartnerIndexPage) for n in range(10)]
    return {
        "occurrences": lambda n: models.EventOccurrence(
            start_date=BEGINNING + dt.timedelta(days=n),
            start_time=dt.time(18),
            precision="minute",
            place=places[n % 10],
        ),
        "contributions": lambda n: models.EventContribution(person=people[n % 10], roles="Gast"),
        "organisers": lambda n: models.EventOrganiser(partner=partners[n % 10]),
    }


def published(page: models.BasePage, below: type[models.BasePage]) -> models.BasePage:
    """The page, added and published."""
    below.objects.get(locale__language_code="de").add_child(instance=page)
    publish(page)
    return page


def publish(page: models.BasePage) -> None:
    """What the editor does who has changed a page."""
    page.save_revision().publish()


def compared(name: str, make: Make) -> list[tuple[str, Cost, Cost]]:
    """Publishing with few lines and with many: a new event, and one whose lines were all changed."""
    few, many = costs(name, make, FEW), costs(name, make, MANY)
    titles = (f"{name} of a new event", f"{name}, all changed")
    return list(zip(titles, few, many, strict=True))


def costs(name: str, make: Make, count: int) -> tuple[Cost, Cost]:
    """What it costs to add and publish an event with as many lines, and to publish it with all of them changed."""
    added, changed = [], []
    for _ in range(ROUNDS):
        page = models.EventPage(title=f"Fest {uuid4()}", theme="Fest", format="conference")
        for related, given in (
            ("occurrences", [models.EventOccurrence(start_date=BEGINNING)]),
            (name, [*map(make, range(count))]),
        ):
            setattr(page, related, given)
        added.append(cost(partial(published, page, models.EventIndexPage)))
        page = models.EventPage.objects.get(pk=page.pk)
        lines = list(getattr(page, name).all())
        for number, line in enumerate(lines):
            line.sort_order = number + 1
        setattr(page, name, lines)
        changed.append(cost(partial(publish, page)))
    return least(added), least(changed)


def cost(work: Callable[[], object]) -> Cost:
    """What the work costs."""
    connection.queries_log.clear()  # which would be full after a while
    with CaptureQueriesContext(connection) as captured:
        started = time.process_time()
        work()
        seconds = time.process_time() - started
    return Cost(len(captured), seconds)


def least(rounds: list[Cost]) -> Cost:
    """The least of all rounds."""
    return Cost(min(each.queries for each in rounds), min(each.seconds for each in rounds))
