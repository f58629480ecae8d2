"""The tokens of a document, field by field."""

from __future__ import annotations

from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.fields import BREAK, fields_of
from tests.search.corpus import document


def test_each_field_holds_its_tokens() -> None:
    read = document("fest", "Das Fest der Vereine", "Und die Musik spielt", "Im Park")
    fields = fields_of(read, Analyzer.of("de", Vocabulary()))
    assert fields.folded == f"das fest der vereine {BREAK} und die musik spielt {BREAK} im park"
    assert fields.spelt.split()[:2] == ["das", "fest"]
    assert fields.title.split() == ["das", "fest", "der", "verein"]
    assert fields.title_key == "dasfestderverein"
    assert {"fest", "verei"} & {*fields.title_prefixes.split()}
    assert not {"das", "der"} & {*fields.title_prefixes.split()}
    assert {"musik", "park"} <= {*fields.body_prefixes.split()}
    assert not {"und", "die", "im"} & {*fields.body_prefixes.split()}
