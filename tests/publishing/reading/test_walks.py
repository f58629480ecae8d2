"""Pages of lists, one after the other, are the whole list: in each order, each language, whatever has no date, one or several."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import or_

import pytest

from cms.publishing.models import Entry
from cms.publishing.reading import entries, order, questions
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.languages import Languages, in_languages
from cms.publishing.reading.order import SortKey
from cms.publishing.reading.pages import Page
from cms.publishing.reading.questions import Question
from tests.publishing.rows import NOON, Rows

DAY = dt.timedelta(days=1)
ORDERS = ["start", "-start", "title", "-title,start", "updated", "-published,title", "start,-title", "title,-start"]
CHAINS = [(), ("de",), ("en", "de"), ("ar", "en")]


@pytest.fixture
def things(ledger: Rows) -> None:
    """Events in two languages, some of them translated; most begin together with others."""
    chance = random.Random(31)
    for number in range(60):
        title, locale = chance.choice("ABC"), chance.choice(("de", "en"))
        starts = sorted(NOON + chance.randrange(-3, 4) * DAY for _ in range(chance.choice((0, 1, 1, 2, 3))))
        lasting = chance.choice((1, 1, 9)) * DAY
        ends = starts[-1] + lasting if starts else None
        entry = ledger.add("event", title, locale=locale, starts_at=starts[0] if starts else None, ends_at=ends)
        if len(starts) > 1:
            Entry.objects.filter(pk=entry.pk).update(last_starts_at=starts[-1])
            for start in starts:
                entry.occurrence_rows.create(starts_at=start, ends_at=start + lasting, exact=True, takes_place=True)
        if number % 7 == 0:
            other = {"de": "en", "en": "de"}[locale]
            ledger.add("event", title, locale=other, key=entry.translation_key, starts_at=entry.starts_at, ends_at=ends)
    ledger.add("city", "Kiel", locale="")


def question(sort: str, chain: tuple[str, ...], **more: object) -> Question:
    wanted = Question(
        filter=Filter(types=("event",)),
        languages=Languages(chain),
        keys=order.parse_sort(sort, allowed=tuple(entries.SORT_FIELDS)),
        limit=7,
        seen_from=NOON,
        now=NOON,
    )
    return replace(wanted, **more)  # type: ignore[arg-type]


def whole(wanted: Question) -> list[str]:
    """The list as the database sorts all of it at once."""
    meant = in_languages(entries.live_entries(("event",)), wanted.languages)
    keys = reduce(or_, (set(each.values_list("pk", flat=True)) for each in meant))
    return [str(entry.pk) for entry in order.ordered(Entry.objects.filter(pk__in=keys), wanted.keys, seen_from=NOON)]


def walk(wanted: Question) -> Iterator[Page]:
    """Its pages, each after the last row of the one before."""
    page = questions.read_list(wanted, documents=True)
    yield page
    while page.more:
        page = questions.read_list(replace(wanted, after=page.rows[-1].values), documents=True)
        yield page


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize("chain", CHAINS, ids=",".join)
@pytest.mark.parametrize("sort", ORDERS)
def test_pages_are_the_list(sort: str, chain: tuple[str, ...]) -> None:
    wanted = question(sort, chain)
    expected = whole(wanted)
    pages = list(walk(wanted))
    assert [str(row.id) for page in pages for row in page.rows] == expected
    assert {page.count for page in pages} == {len(expected)}
    numbered = [
        questions.read_list(replace(wanted, offset=offset), documents=True) for offset in range(0, len(expected) + 7, 7)
    ]
    assert [str(row.id) for page in numbered for row in page.rows] == expected
    assert {page.count for page in numbered} == {len(expected)}


@pytest.mark.usefixtures("things")
def test_the_last_in_each_order_has_nothing_behind_it() -> None:
    for sort in ORDERS:
        wanted = question(sort, ("de",))
        *_, last = walk(wanted)
        assert not questions.read_list(replace(wanted, after=last.rows[-1].values), documents=True).rows


def test_a_bound_is_where_a_row_is_found() -> None:
    up, down = SortKey("title"), SortKey("title", descending=True)
    assert (str(up.reached("b")), str(down.reached("b"))) == (
        "(AND: ('title__gte', 'b'))",
        "(AND: ('title__lte', 'b'))",
    )
