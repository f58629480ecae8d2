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
BETWEEN_TWO = re.compile(r"\.?\s?([-–—/])\s?")
BETWEEN_DAYS = re.compile(r"\.?\s?[-–—/]\s?|\.?\s|\.")
TO = frozenset({"bis", "to", "until", "till", "au", "до", "по", "الى", "ile"})
AND = frozenset({"und", "u", "and", "ve", "et", "и", "і", "та"})
BETWEEN = frozenset({"zwischen", "between", "entre", "между", "між", "بين"})
DECADE = frozenset({"jahre", "jahren", "jahrzehnt"})
ARTICLES = frozenset({"den", "der", "dem", "zum", "the", "of", "de", "le"})
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


NO_WORD = _Token("", "", "")
"""Stands twice behind the last word, so that nobody needs to ask whether the two words after a word are there."""


class Named(NamedTuple):
    """Dates that a piece of a text names, and where that stands."""

    dates: tuple[Date, ...]
    start: int
    end: int


def named_dates(text: str) -> list[Named]:
    """All that the text names, in order."""
    found = list(WORD.finditer(text))
    ends = [0, *(each.end() for each in found)]
    tokens = [_Token(each[0], fold(each[0]), text[ends[at] : each.start()]) for at, each in enumerate(found)]
    tokens += [NO_WORD._replace(before=text[ends[-1] :]), NO_WORD]
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
    one, two, three = tokens[at : at + 3]
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
    """„31. Mai 2018“, „31st of May“, „21.–23. Juni 2019“, „4. und 6. Dezember“."""
    first = tokens[at].day
    if first is None:
        return NOTHING
    numbers, end = _second_day(tokens, at, first) or ([first], at + 1)
    if tokens[end].folded in ARTICLES:
        end += 1
    month, length = _month(tokens, end, short=True)
    if not month or not BETWEEN_DAYS.fullmatch(tokens[end].before):
        return NOTHING
    end += length
    year = tokens[end].year
    if not (days := _every_day(year, month, numbers)):
        return NOTHING
    return days, end + bool(year) - at


def _second_day(tokens: Sequence[_Token], at: int, first: int) -> tuple[Sequence[int], int] | None:
    """The days from the first to a second one, or only these two, and where they end."""
    follows = tokens[at + 1]
    if follows.day and (joined := BETWEEN_TWO.fullmatch(follows.before)):
        end, is_span = at + 1, joined[1] != "/"
    elif follows.folded in TO | AND:
        end = at + 2 + (tokens[at + 2].folded in ARTICLES)
        before = tokens[at - 2 if tokens[at - 1].folded in ARTICLES else at - 1]
        is_span = follows.folded in TO or before.folded in BETWEEN
    else:
        return None
    if (last := tokens[end].day) is None or last <= first:
        return None
    return range(first, last + 1) if is_span else (first, last), end + 1


def _month_first(tokens: Sequence[_Token], at: int) -> Read:
    """„Mai 2018“, „May 31, 2018“, „May 4–6, 2018“, „May 31“, „Mai“."""
    month, length = _month(tokens, at, short=True)
    if not month:
        return NOTHING
    after = tokens[at + length]
    if after.year:
        return (Date(after.year, month),), length + 1
    if after.day and after.before.strip(". ") == "" and not tokens[at + length + 1].before.startswith("."):
        numbers, end = _second_day(tokens, at + length, after.day) or ([after.day], at + length + 1)
        year = tokens[end].year
        if days := _every_day(year, month, numbers):
            return days, end + bool(year) - at
    alone, length = _month(tokens, at, short=False)
    if not alone or tokens[at].text in VERBS:
        return NOTHING
    return (Date(None, alone),), length


def _years(tokens: Sequence[_Token], at: int) -> Read:
    """„2018“, „2018er“, „2010er Jahre“, „2015–2018“, „2015 bis 2018“, „2019/20“, „2018 May“."""
    first, follows = tokens[at].year, tokens[at + 1]
    if first is None:
        return NOTHING
    if tokens[at].number is None and first % 10 == 0 and follows.folded in DECADE:
        return _every_year(first, first + 9), 2
    if re.fullmatch(r"\s?[-–—/]\s?", follows.before):
        if follows.year:
            return _every_year(first, follows.year), 2
        if follows.number == (first + 1) % 100 and len(follows.text) == 2:
            return _every_year(first, first + 1), 2
    between = tokens[at - 1].folded in BETWEEN and follows.folded in AND
    if (between or follows.folded in TO) and (last := tokens[at + 2].year):
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
    years, length = _years(tokens, at + 1)
    months_of = tuple(Date(year + (number - 1) // 12, (number - 1) % 12 + 1) for number in numbers)
    # „2019/20“ is one winter; what else follows the year is read for itself.
    return months_of, 3 if years == _every_year(year, year + 1) and length == 2 else 2


def _month(tokens: Sequence[_Token], at: int, *, short: bool) -> tuple[int, int]:
    """Which month is named there, and in how many words; month 0 if none is."""
    if number := months().get(f"{tokens[at].folded} {tokens[at + 1].folded}"):
        return number, 2
    name = tokens[at].folded
    return months().get(name) or (short_months().get(name) if short else None) or 0, 1


def _day(year: int | None, month: int, day: int) -> Date | None:
    """The day, if the calendar has it."""
    try:
        dt.date(year or LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Date(year, month, day)


def _every_day(year: int | None, month: int, numbers: Sequence[int]) -> tuple[Date, ...]:
    """These days, if the calendar has them all."""
    days = [_day(year, month, number) for number in numbers]
    return () if None in days else tuple(day for day in days if day)


MOST_DAYS = 400
"""Days that are told one by one; of what lasts longer only its first and last one, and its months."""


def tokens_between(first: dt.date, last: dt.date, precision: str) -> Iterator[str]:
    """All under which something from the first to the last day is found; `precision` is `year`, `month` or finer."""
    seen = [Date(year).token for year in range(first.year, last.year + 1)]
    if precision != "year":
        seen += [token for date in _months_between(first, last) for token in _with_and_without_year(date)]
    if precision not in ("year", "month"):
        length = (last - first).days + 1
        days = [first, last] if length > MOST_DAYS else [first + dt.timedelta(each) for each in range(length)]
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
