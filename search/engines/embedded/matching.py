"""Plans in FTS5's language."""

from __future__ import annotations

from collections.abc import Iterable

from search.plan import Plan

WORDS = "{title body title_parts body_parts series}"
RELATIVES = "{title_prefixes body_prefixes}"


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _any(tokens: Iterable[str]) -> str:
    return " OR ".join(map(_quoted, tokens))


def main_match(plan: Plan) -> str:
    """Stems and parts; where some words count less, the others stand twice."""
    heavy = [stem for stem, weight in plan.stems if weight == 1]
    light = [stem for stem, weight in plan.stems if weight < 1]
    tokens = [*heavy, *plan.parts, *light] + ([*heavy, *plan.parts] if light else [])
    return f"{WORDS} : ({_any(tokens)})" if tokens else ""


def prefixes_match(plan: Plan) -> str:
    """Relatives of the long words: these find."""
    return f"{RELATIVES} : ({_any(plan.prefixes)})" if plan.prefixes else ""


def short_prefixes_match(plan: Plan) -> str:
    """Relatives of the short words: these only rank."""
    return f"{RELATIVES} : ({_any(plan.short_prefixes)})" if plan.short_prefixes else ""


def spelt_match(plan: Plan) -> str:
    """The words as they were typed."""
    return f"spelt : ({_any(plan.spelt)})" if plan.spelt else ""


def pairs_match(plan: Plan) -> str:
    """Neighbouring words near to each other."""
    near = " OR ".join(f"NEAR({_quoted(one)} {_quoted(other)}, 3)" for one, other in plan.pairs)
    return f"body : ({near})" if near else ""


def title_match(plan: Plan) -> str:
    """All words in the title."""
    together = " AND ".join(_quoted(stem) for stem, _ in plan.stems)
    return f"title : ({together})" if together else ""


def phrase_match(phrase: Iterable[str]) -> str:
    """The words in exactly this order."""
    return f"folded : {_quoted(' '.join(phrase))}"


def without_match(plan: Plan) -> str:
    """Any of the words that must not occur."""
    return f"{WORDS} : ({_any(plan.without)})" if plan.without else ""
