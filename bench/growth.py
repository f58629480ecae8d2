"""What answers of the API cost with 2,000, 20,000 and 100,000 things, in CPU of application and database together, over HTTP.

`BENCH_DATABASE_URL` names an empty database on PostgreSQL. Filling it takes some ten minutes.
"""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from bench.growing import grow
from bench.reading import Question, measured

THINGS = (2_000, 20_000, 100_000)
MOST, MOST_OF_SEARCH = 1.3, 4.0
"""How many times what it costs with the fewest things an answer may cost with the most."""


def main() -> int:
    """Measures, prints the table; 1 if a promise does not hold."""
    found = [_measured(things) for things in THINGS]
    print(f"\n| answer, CPU ms | {' | '.join(f'{things:,}' for things in THINGS)} | growth | promised |\n|{'---|' * 6}")
    kept = True
    for same in zip(*found, strict=True):
        few, *_, many = same
        growth, most = many.cost / few.cost, MOST_OF_SEARCH if "search" in few.title else MOST
        kept &= growth <= most
        costs = " | ".join(f"{each.cost * 1000:.2f}" for each in same)
        print(f"| {few.title} | {costs} | {growth:.1f} × | {most:g} × |")
    return int(not kept)


def _measured(things: int) -> list[Question]:
    grow(things)
    call_command("search", "rebuild", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return measured()
