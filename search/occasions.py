"""When a thing took place, and as which one of its series: as tokens that are looked for beside its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import filterfalse
from typing import Any, NamedTuple

from cms.content.schedule import OFF
from search.analysis.dates import Date, named_dates, tokens_between, tokens_of


@dataclass(frozen=True)
class Days:
    """From the first to the last day; `precision` is that of an event's date: `year`, `month` or finer.

    `held` tells what takes place from what was merely published then.
    """

    first: dt.date
    last: dt.date
    precision: str = "day"
    held: bool = True

    @property
    def years(self) -> range:
        """The years in which it lies."""
        return range(self.first.year, self.last.year + 1)


class Bonus(NamedTuple):
    """What an occasion that is asked for is worth: `(score + base) * factor`, where the score is that of the words."""

    base: float
    factor: float


HELD, ABOUT, NEAR = Bonus(4.0, 3.0), Bonus(3.0, 2.0), Bonus(1.0, 1.5)
"""For what took place then, what was published then or has it in its title, and what took place in the month or year around it.

The base is for each of day, month and year that is named, as each would count as a word.
"""
Wanted = tuple[str, Bonus]
"""An occasion that is asked for."""

LONGEST_SPAN = 100
"""Years that are told one by one; nothing lasts longer, but people mistype."""


def days_of(document: Mapping[str, Any]) -> tuple[Days, ...]:
    """When a thing takes place, or was published, as its document says; nothing for what just is, such as a partner.

    What was called off counts only where nothing takes place, as everywhere.
    """
    dates = document.get("occurrences") or ()
    return tuple(map(_occurrence, list(filterfalse(_is_off, dates)) or dates)) or _publication(document)


def _is_off(occurrence: Mapping[str, Any]) -> bool:
    return (occurrence.get("status") or {}).get("value") in OFF


def _occurrence(occurrence: Mapping[str, Any]) -> Days:
    first = dt.date.fromisoformat(occurrence["start_date"])
    last = dt.date.fromisoformat(occurrence.get("end_date") or occurrence["start_date"])
    return days_between(first, last, (occurrence.get("precision") or {}).get("value", "day"))


def days_between(first: dt.date, last: dt.date, precision: str = "day") -> Days:
    """The days on which something takes place; of what seems to last longer than anything does, and of what ends too early, the first."""
    return Days(first, last if 0 <= last.year - first.year <= LONGEST_SPAN and last >= first else first, precision)


def _publication(document: Mapping[str, Any]) -> tuple[Days, ...]:
    if not (day := document.get("published_on")):
        return ()
    return (Days(dt.date.fromisoformat(day), dt.date.fromisoformat(day), held=False),)


ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE | re.ASCII)
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def number_of(word: str) -> int | None:
    """The number that a word writes in Arabic or Roman numerals, as those of a series: „5“, „V“, „xiii“."""
    if word.isdecimal() and len(word) <= 3:
        return int(word)
    if ROMAN.fullmatch(word) and (word.isupper() or len(word) > 1):
        values = [VALUES[letter] for letter in word.upper()]
        return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    return None


def numbered(stem: str, number: int) -> str:
    """The token of the thing with this number in a series with this word in its name."""
    return f"{stem}:{number}"


def tokens_in_time(days: Iterable[Days]) -> Iterator[str]:
    """Under which dates a thing is found."""
    for each in days:
        tokens = tokens_between(each.first, each.last, each.precision)
        yield from tokens if each.held else map(_about, tokens)


def tokens_in_title(title: str) -> Iterator[str]:
    """Dates that the title names: „Rückblick auf 2019“ is about that year, whenever it was published."""
    for named in named_dates(title):
        for date in named.dates:
            yield from map(_about, tokens_of(date))


def wanted_dates(dates: Iterable[Date]) -> Iterator[Wanted]:
    """What is looked for when these dates are named."""
    for date in dates:
        yield date.token, Bonus(HELD.base * date.exactness, HELD.factor)
        yield _about(date.token), Bonus(ABOUT.base * date.exactness, ABOUT.factor)
        if date.broader:
            yield date.broader.token, NEAR


def wanted_number(stem: str, number: int) -> Wanted:
    """What is looked for when a series may be named with a number."""
    return numbered(stem, number), HELD


def _about(token: str) -> str:
    return f"about:{token}"
