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


def word_match(token: str) -> str:
    """A stem or a part."""
    return f"{WORDS} : {_quoted(token)}"


def relative_match(prefix: str) -> str:
    """Relatives of a word."""
    return f"{RELATIVES} : {_quoted(prefix)}"


def spelt_match(word: str) -> str:
    """A word as it was typed."""
    return f"spelt : {_quoted(word)}"


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
