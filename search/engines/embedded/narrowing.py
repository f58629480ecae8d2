"""Filters and exact demands as SQL conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from cms.publishing.filters import Phase
from search.engines.embedded import matching
from search.engines.embedded.writing import moment
from search.plan import Plan
from search.query import SearchQuery


@dataclass
class Conditions:
    """SQL conditions over `thing`, with their parameters."""

    clauses: list[str] = field(default_factory=lambda: ["thing.deleted = 0"])
    parameters: list[str] = field(default_factory=list)

    def add(self, clause: str, *parameters: str) -> None:
        """One more condition."""
        self.clauses.append(clause)
        self.parameters.extend(parameters)

    @property
    def sql(self) -> str:
        """All conditions together."""
        return " AND ".join(f"({clause})" for clause in self.clauses)


def conditions_of(plan: Plan, query: SearchQuery, *, without: str = "") -> Conditions:
    """Everything that a thing must fulfil to answer; `without` leaves out the choices of one facet."""
    found = Conditions()
    _filter(found, query, without)
    if everything := matching.everything_match(plan):
        found.add("thing.rowid IN (SELECT rowid FROM token WHERE token MATCH ?)", everything)
    for phrase in plan.phrases:
        found.add("thing.rowid IN (SELECT rowid FROM token WHERE token MATCH ?)", matching.phrase_match(phrase))
    unwanted = [matching.without_match(plan)] if plan.without else []
    for match in [*unwanted, *map(matching.phrase_match, plan.without_phrases)]:
        found.add("thing.rowid NOT IN (SELECT rowid FROM token WHERE token MATCH ?)", match)
    return found


def _filter(found: Conditions, query: SearchQuery, without: str) -> None:
    wanted = query.filter
    if wanted.types and without != "type":
        found.add(f"thing.type IN ({_marks(wanted.types)})", *wanted.types)
    if wanted.locale is not None:
        found.add("thing.locale IN (?, '')", wanted.locale)
    for name, groups in wanted.facets.items():
        for values in groups if name != without else ():
            found.add(
                "EXISTS (SELECT 1 FROM facet WHERE facet.thing = thing.rowid AND facet.name = ?"
                f" AND facet.value IN ({_marks(values)}))",
                name,
                *values,
            )
    _filter_time(found, query)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" for _ in values)


def _filter_time(found: Conditions, query: SearchQuery) -> None:
    wanted, now = query.filter, str(moment(query.now))
    phases = {
        Phase.UPCOMING: ("thing.starts_at > ?", (now,)),
        Phase.RUNNING: ("thing.starts_at <= ? AND thing.ends_at > ?", (now, now)),
        Phase.PAST: ("thing.ends_at <= ?", (now,)),
    }
    if wanted.when:
        chosen = [phases[phase] for phase in wanted.when]
        found.add(
            " OR ".join(f"({clause})" for clause, _ in chosen), *(value for _, given in chosen for value in given)
        )
    for clause, value in (
        ("thing.ends_at > ?", wanted.start.gte),
        ("thing.starts_at < ?", wanted.start.lt),
        ("thing.updated_at >= ?", wanted.updated.gte),
        ("thing.updated_at < ?", wanted.updated.lt),
    ):
        if value is not None:
            found.add(clause, str(moment(value)))
