"""Plans in Elasticsearch's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from cms.publishing.reading.filters import Phase
from search.engines.base import FACET_LIMIT
from search.plan import Plan
from search.query import SearchQuery, Sort
from search.recency import GAIN, HALF_LIFE_DAYS

WORDS = ["title^8", "body", "title_parts^3", "body_parts", "series^3"]
RELATIVES = ["title_prefixes^5", "body_prefixes"]
ORDERS: dict[Sort, list[Any]] = {
    Sort.NEWEST: [{"date": {"order": "desc", "missing": "_last"}}, "sequence"],
    Sort.OLDEST: [{"date": {"order": "asc", "missing": "_last"}}, "sequence"],
}


def request(plan: Plan, query: SearchQuery) -> Search[Any]:
    """The whole request: ranking, filters, facets, page."""
    facets = {name: _facet_filter(query, name) for name in query.facets}
    ranked = _timed(_ranked(plan, _common_filter(query)), plan)
    search = Search().query(_aged(ranked, plan, query))
    search = search.post_filter(Q("bool", filter=list(_chosen(query))))
    for name in query.facets:
        within = A("filter", Q("bool", filter=facets[name]))
        within.bucket("values", "terms", field="facet", include=f"{_regex(name)}=.*", size=FACET_LIMIT)
        search.aggs.bucket(name, within)
    if query.sort != Sort.RELEVANCE or not plan.ranks:
        search = search.sort(*_order(query))
    else:
        search = search.sort("_score", "sequence")
    search = search.extra(track_total_hits=True, from_=query.offset, size=query.page_size)
    return search.source(False)


def _order(query: SearchQuery) -> list[Any]:
    if query.sort is not Sort.EVENT_DATE:
        return ORDERS.get(query.sort, ORDERS[Sort.NEWEST])
    ahead = {"path": "occurrences", "filter": {"range": {"occurrences.ends_at": {"gt": query.now.isoformat()}}}}
    start, undated = "occurrences.starts_at", "doc['starts_at'].size() == 0 ? 1 : 0"
    # The date that lists show: the next one, which is later than all that is over, else the last one. What has none comes last.
    return [
        {"_script": {"type": "number", "script": undated, "order": "asc"}},
        {start: {"order": "asc", "mode": "min", "missing": "_first", "nested": ahead}},
        {start: {"order": "asc", "mode": "max", "missing": "_first", "nested": {"path": "occurrences"}}},
        "sequence",
    ]


def _regex(name: str) -> str:
    return "".join(char if char.isalnum() else f"\\{char}" for char in name)


def _words(tokens: Iterable[str], boost: float, fields: list[str]) -> Query:
    return Q("combined_fields", query=" ".join(tokens), fields=fields, boost=boost)


def _ranked(plan: Plan, filters: list[Query]) -> Query:
    must = [_phrase(phrase) for phrase in plan.phrases]
    excluded = [_words(plan.without, 1.0, WORDS), _at(plan.without_occasions), *map(_phrase, plan.without_phrases)]
    answers = _answers(plan)
    rewards = _rewards(plan)
    if must:
        rewards = answers + rewards  # A phrase demands; words beside it only rank.
    elif answers:
        # The rewards lift what answers; alone they answer nothing.
        must = [Q("bool", should=answers)]
    return Q("bool", must=must or [Q("match_all")], should=rewards, filter=filters, must_not=excluded)


def _timed(query: Query, plan: Plan) -> Query:
    """The query with what is multiplied for things that took place when the question says."""
    factors = [{"filter": _at(tokens), "weight": bonus.factor} for bonus, tokens in plan.bonuses.items()]
    if not factors:
        return query
    return Q("function_score", query=query, functions=factors, score_mode="max")


def _at(occasions: Iterable[str]) -> Query:
    return Q("terms", occasions=list(occasions))


def _aged(query: Query, plan: Plan, asked: SearchQuery) -> Query:
    """The query with a gentle preference for what is near in time."""
    if plan.is_dated or not plan.stems:
        return query
    decay = {"origin": asked.now.isoformat(), "scale": f"{HALF_LIFE_DAYS}d", "decay": 0.5}
    near = {"filter": {"term": {"ages": True}}, "exp": {"date": decay}, "weight": GAIN}
    return Q("function_score", query=query, functions=[{"weight": 1}, near], score_mode="sum")


def _answers(plan: Plan) -> list[Query]:
    weights = sorted({weight for _, weight in plan.stems})
    found = [_words([stem for stem, each in plan.stems if each == weight], weight, WORDS) for weight in weights]
    if plan.parts:
        found.append(_words(plan.parts, 1.0, WORDS))
    if plan.prefixes:
        found.append(_words(plan.prefixes, 0.7, RELATIVES))
    for bonus, tokens in plan.bonuses.items():
        found.append(Q("constant_score", filter=_at(tokens), boost=bonus.base))
    return found


def _rewards(plan: Plan) -> list[Query]:
    found = [Q("match_phrase", body={"query": f"{one} {other}", "slop": 3, "boost": 0.3}) for one, other in plan.pairs]
    if plan.short_prefixes:
        found.append(_words(plan.short_prefixes, 0.7, RELATIVES))
    if plan.title_keys:
        found.append(Q("constant_score", filter=Q("terms", title_key=list(plan.title_keys)), boost=20))
    if plan.spelt:
        found.append(Q("match", spelt={"query": " ".join(plan.spelt), "boost": 0.05}))
    return found


def _phrase(phrase: Iterable[str]) -> Query:
    return Q("match_phrase", folded=" ".join(phrase))


def _common_filter(query: SearchQuery) -> list[Query]:
    wanted = query.filter
    found = [Q("term", deleted=False)]
    if wanted.locale is not None:
        found.append(Q("terms", locale=[wanted.locale, ""]))
    if wanted.when:
        phases = [_phase(phase, query.now.isoformat()) for phase in wanted.when]
        found.append(Q("bool", should=phases))
    span = {"ends_at": {"gt": wanted.start.gte}, "starts_at": {"lt": wanted.start.lt}}
    if given := {name: bound for name, bound in span.items() if any(bound.values())}:
        found.append(_occurrence(*(Q("range", **{f"occurrences.{name}": bound}) for name, bound in given.items())))
    for field, operator, value in (
        ("updated_at", "gte", wanted.updated.gte),
        ("updated_at", "lt", wanted.updated.lt),
    ):
        if value is not None:
            found.append(Q("range", **{field: {operator: value.isoformat()}}))
    return found


def _phase(phase: Phase, now: str) -> Query:
    running = _occurrence(
        Q("term", **{"occurrences.can_run": True}),
        Q("range", **{"occurrences.starts_at": {"lte": now}}),
        Q("range", **{"occurrences.ends_at": {"gt": now}}),
    )
    return {
        Phase.UPCOMING: Q("bool", filter=[Q("range", ends_at={"gt": now})], must_not=[running]),
        Phase.RUNNING: running,
        Phase.PAST: Q("range", ends_at={"lte": now}),
    }[phase]


def _occurrence(*conditions: Query) -> Query:
    """Things of which one and the same date fulfils all of this."""
    return Q("nested", path="occurrences", query=Q("bool", filter=list(conditions)))


def _chosen(query: SearchQuery, *, without: str = "") -> Iterable[Query]:
    if query.filter.types and without != "type":
        yield Q("terms", type=list(query.filter.types))
    for name, groups in query.filter.facets.items():
        for values in groups if name != without else ():
            yield Q("terms", facet=[f"{name}={value}" for value in values])


def _facet_filter(query: SearchQuery, name: str) -> list[Query]:
    return list(_chosen(query, without=name))
