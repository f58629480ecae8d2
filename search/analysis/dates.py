"""Reads the days, months and years that a text names: „31.5.2018“, „31. Mai“, „im Sommer 2019“, „May 2018“, „2015 bis 2018“."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.months import months, seasons, short_months

FIRST_YEAR, LAST_YEAR = 1900, 2099
LEAP_YEAR = 2000
WORD = re.compile(r"[^\W_]+")
YEAR = re.compile(r"(\d{4})(?:er)?", re.IGNORECASE)
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|ter|te|ten|го|й)?", re.IGNORECASE)
BETWEEN_DAYS = re.compile(r"\.?\s?[-–—/]\s?|\.?\s|\.")
TO = frozenset({"bis", "to", "until", "till", "au", "до", "по", "الى", "ile"})
AND = frozenset({"und", "u", "and", "ve", "et", "и", "і", "та"})
BETWEEN = frozenset({"zwischen", "between", "entre", "между", "між", "بين"})
DECADE = frozenset({"jahre", "jahren", "jahrzehnt"})
ARTICLES = frozenset({"den", "der", "dem", "the", "of", "de", "le"})
VERBS = frozenset({"may", "march"})
"""English words that name a month only with a capital, where neither day nor year stands beside them."""


@dataclass(frozen=True)
class Date:
    """A day, a month or a year, as exactly as it is named: `year` is None for „31. Mai“, `month` for „2018“."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def token(self) -> str:
        """As ISO 8601 writes it: `2018-05-31`, `2018-05`, `2018`, `--05-31`, `--05`."""
        if self.month is None:
            return f"{self.year:04}"
        head = "--" if self.year is None else f"{self.year:04}-"
        return f"{head}{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")

    @property
    def exactness(self) -> int:
        """How many of day, month and year are named."""
        return sum(part is not None for part in (self.year, self.month, self.day))

    @property
    def broader(self) -> Date | None:
        """The month of a day, the year of a month; None if it is named no more exactly than that."""
        if self.day is not None:
            return Date(self.year, self.month)
        return Date(self.year) if self.year is not None and self.month is not None else None


class _Token(NamedTuple):
    text: str
    folded: str
    before: str
    """What stands between the word before and this one."""

    @property
    def number(self) -> int | None:
        return int(self.text) if self.text.isdecimal() and len(self.text) <= 4 else None

    @property
    def year(self) -> int | None:
        found = YEAR.fullmatch(self.text)
        number = int(found[1]) if found else None
        return number if number is not None and FIRST_YEAR <= number <= LAST_YEAR else None

    @property
    def day(self) -> int | None:
        found = ORDINAL.fullmatch(self.text)
        return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


class Named(NamedTuple):
    """Dates that a piece of a text names, and where that stands."""

    dates: tuple[Date, ...]
    start: int
    end: int


def named_dates(text: str) -> list[Named]:
    """All that the text names, in order."""
    found = list(WORD.finditer(text))
    ends = [0, *(each.end() for each in found)]
    tokens = [_Token(each[0], fold(each[0]), text[ends[at] : each.start()]) for at, each in enumerate(found)] + [
        _Token("", "", text[ends[-1] :])
    ]
    named: list[Named] = []
    at = 0
    while at < len(found):
        dates, length = _read(tokens, at)
        if dates:
            named.append(Named(dates, found[at].start(), found[at + length - 1].end()))
        at += max(length, 1)
    return named


Read = tuple[tuple[Date, ...], int]
"""The dates that are named at a place, and in how many words; none in none if there is no date."""
NOTHING: Read = ((), 0)


def _read(tokens: Sequence[_Token], at: int) -> Read:
    for read in (_in_numbers, _days, _month_first, _years, _season):
        if (found := read(tokens, at)) != NOTHING:
            return found
    return NOTHING


def _in_numbers(tokens: Sequence[_Token], at: int) -> Read:
    """„2018-05-31“, „31.5.2018“, „31/5/18“, „31.5.“, „5/2018“, „2018-05“."""
    one, two, three = (*tokens[at : at + 3], *[_Token("", "", "")] * 2)[:3]
    first, second, third = one.number, two.number, three.number
    if first is None or second is None or not re.fullmatch(r"[.\-/]\s?", two.before):
        return NOTHING
    if one.year and len(two.text) == 2 and two.before == "-":
        if (
            third is not None
            and three.before == "-"
            and len(three.text) <= 2
            and (day := _day(one.year, second, third))
        ):
            return (day,), 3
        return ((Date(one.year, second),), 2) if 1 <= second <= 12 else NOTHING
    if len(one.text) > 2:
        return NOTHING
    if third is not None and three.before.strip() == two.before.strip() and len(three.text) in (2, 4):
        year = three.year if len(three.text) == 4 else 2000 + third
        if year and (day := _day(year, second, first) or (_day(year, first, second) if two.before == "/" else None)):
            return (day,), 3
    if len(two.text) <= 2 and two.before.startswith(".") and three.before.startswith("."):
        return ((day,), 2) if (day := _day(None, second, first)) else NOTHING
    if two.year and two.before != "-" and 1 <= first <= 12:
        return (Date(two.year, first),), 2
    return NOTHING


def _days(tokens: Sequence[_Token], at: int) -> Read:
    """„31. Mai 2018“, „31st of May“, „21.–23. Juni 2019“, „4. und 5. Dezember“."""
    first = tokens[at].day
    if first is None:
        return NOTHING
    end, last = at + 1, first
    if (joined := _second_day(tokens, at)) is not None:
        end, last = joined
    if tokens[end].folded in ARTICLES:
        end += 1
    month, length = _month(tokens, end, short=True)
    if not month or not BETWEEN_DAYS.fullmatch(tokens[end].before):
        return NOTHING
    end += length
    year = tokens[end].year if end < len(tokens) else None
    days = [_day(year, month, number) for number in range(first, last + 1)]
    if not days or None in days:
        return NOTHING
    return tuple(day for day in days if day), end + bool(year) - at


def _second_day(tokens: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """Where the second of two days ends, and which it is."""
    follows = tokens[at + 1]
    if follows.day and re.fullmatch(r"\.?\s?[-–—/]\s?", follows.before):
        return (at + 2, follows.day)
    if follows.folded in TO | AND and tokens[at + 2 : at + 3] and (day := tokens[at + 2].day):
        return (at + 3, day)
    return None


def _month_first(tokens: Sequence[_Token], at: int) -> Read:
    """„Mai 2018“, „May 31, 2018“, „May 31“, „Mai“."""
    month, length = _month(tokens, at, short=True)
    if not month:
        return NOTHING
    after = tokens[at + length]
    if after.year:
        return (Date(after.year, month),), length + 1
    if after.day and after.before.strip(". ") == "" and not tokens[at + length + 1].before.startswith("."):
        year = tokens[at + length + 1].year if at + length + 1 < len(tokens) else None
        if day := _day(year, month, after.day):
            return (day,), length + 1 + bool(year)
    alone, length = _month(tokens, at, short=False)
    if not alone or tokens[at].text in VERBS:
        return NOTHING
    return (Date(None, alone),), length


def _years(tokens: Sequence[_Token], at: int) -> Read:
    """„2018“, „2018er“, „2010er Jahre“, „2015–2018“, „2015 bis 2018“, „2019/20“, „2018 May“."""
    first, follows = tokens[at].year, tokens[at + 1] if at + 1 < len(tokens) else _Token("", "", "")
    if first is None:
        return NOTHING
    if tokens[at].number is None and first % 10 == 0 and follows.folded in DECADE:
        return _every_year(first, first + 9), 2
    if re.fullmatch(r"\s?[-–—/]\s?", follows.before):
        if follows.year:
            return _every_year(first, follows.year), 2
        if follows.number == (first + 1) % 100 and len(follows.text) == 2:
            return _every_year(first, first + 1), 2
    between = at > 0 and tokens[at - 1].folded in BETWEEN and follows.folded in AND
    if (between or follows.folded in TO) and at + 2 < len(tokens) and (last := tokens[at + 2].year):
        return _every_year(first, last), 3
    month, length = _month(tokens, at + 1, short=False)
    if month and follows.before.isspace() and tokens[at + 1 + length].year is None:
        return (Date(first, month),), 1 + length
    return (Date(first),), 1


def _every_year(first: int, last: int) -> tuple[Date, ...]:
    return tuple(Date(year) for year in range(first, last + 1)) or (Date(first), Date(last))


def _season(tokens: Sequence[_Token], at: int) -> Read:
    """„Sommer 2019“, „Winter 2019/20“, „Ende 2019“: nothing without a year, as „Sommer“ is a word like others."""
    numbers = seasons().get(tokens[at].folded)
    if not numbers or (year := tokens[at + 1].year) is None:
        return NOTHING
    _, length = _years(tokens, at + 1)
    months_of = tuple(Date(year + (number - 1) // 12, (number - 1) % 12 + 1) for number in numbers)
    return months_of, 1 + min(length, 2)


def _month(tokens: Sequence[_Token], at: int, *, short: bool) -> tuple[int, int]:
    """Which month is named there, and in how many words; 0 in 0 if none is."""
    if at >= len(tokens):
        return 0, 0
    if at + 1 < len(tokens) and (number := months().get(f"{tokens[at].folded} {tokens[at + 1].folded}")):
        return number, 2
    name = tokens[at].folded
    number = months().get(name) or (short_months().get(name) if short else None) or 0
    return number, 1 if number else 0


def _day(year: int | None, month: int, day: int) -> Date | None:
    """The day, if the calendar has it."""
    try:
        dt.date(year or LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Date(year, month, day)


MOST_DAYS = 400
"""Days that are told one by one; of what lasts longer only its first and last one, and its months."""


def tokens_between(first: dt.date, last: dt.date, precision: str) -> Iterator[str]:
    """All under which something from the first to the last day is found; `precision` is `year`, `month` or finer."""
    seen = [Date(year).token for year in range(first.year, last.year + 1)]
    if precision != "year":
        seen += [token for date in _months_between(first, last) for token in _with_and_without_year(date)]
    if precision not in ("year", "month"):
        length = (last - first).days
        days = [first, last] if length > MOST_DAYS else [first + dt.timedelta(each) for each in range(length + 1)]
        seen += [token for day in days for token in _with_and_without_year(Date(day.year, day.month, day.day))]
    yield from dict.fromkeys(seen)


def tokens_of(date: Date) -> Iterator[str]:
    """All under which something at that date is found: itself and what is broader, with and without its year."""
    step: Date | None = date
    while step is not None:
        yield from _with_and_without_year(step)
        step = step.broader


def _with_and_without_year(date: Date) -> Iterator[str]:
    yield date.token
    if date.year is not None and date.month is not None:
        yield Date(None, date.month, date.day).token


def _months_between(first: dt.date, last: dt.date) -> Iterator[Date]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield Date(number // 12, number % 12 + 1)
