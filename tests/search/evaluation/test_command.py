"""`manage.py search evaluate` measures any corpus on either engine, and leaves the site's index alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search import service

DOCUMENTS = [
    {"id": "fest", "locale": "de", "title": "Sommerfest der Vereine", "lead": "Musik und Essen.", "body": "Am Ufer.\n\nBis spät."},
    {"id": "2", "locale": "de", "title": "Konferenz in Halle", "lead": None, "body": "Migrant*innen sprachen."},
    {"id": 3, "locale": "tr", "title": "Kadın Konferansı", "lead": "", "body": "Kadınlar için.", "extra": [1]},
    {"id": "7d9a3c1e-0000-4000-8000-000000000001", "title": "Ohne Sprache"},
]  # fmt: skip
JUDGMENTS = """query,locale,id,grade,note
Sommerfest,de,fest,2,leicht
Migranten,de,2,1,
kadın,,3,1,in allen Sprachen
Ohne Sprache,,7d9a3c1e-0000-4000-8000-000000000001,1,
"Xylophon, Horn",de,fest,0,nichts davon
"""
Files = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Writes the two files; returns them as options."""

    def files(documents: str | None = None, judgments: str = JUDGMENTS) -> list[str]:
        lines = documents if documents is not None else "\n".join(map(json.dumps, DOCUMENTS))
        (tmp_path / "docs.jsonl").write_text(lines, encoding="utf-8")
        (tmp_path / "qrels.csv").write_text(judgments, encoding="utf-8")
        return ["--corpus", str(tmp_path / "docs.jsonl"), "--judgments", str(tmp_path / "qrels.csv")]

    return files


def evaluated(*options: str, errors: StringIO | None = None) -> dict[str, Any]:
    out = StringIO()
    call_command("search", "evaluate", *options, stdout=out, stderr=errors or StringIO())
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def engine_name(request: pytest.FixtureRequest, settings: Any) -> str:
    if request.param == "elasticsearch":
        if not os.environ.get("SEARCH_TEST_URL"):
            pytest.skip("SEARCH_TEST_URL names no Elasticsearch")
        settings.SEARCH_URL = os.environ["SEARCH_TEST_URL"]
    return str(request.param)


def test_the_report_has_all_measures(files: Files, engine_name: str, index: None, settings: Any) -> None:
    url, settings.SEARCH_URL = settings.SEARCH_URL, ""
    before = service.embedded().status()
    settings.SEARCH_URL = os.environ.get("SEARCH_TEST_URL", url) if engine_name == "elasticsearch" else ""
    report = evaluated(*files(), "--engine", engine_name)
    assert (report["engine"], report["documents"], report["questions"]) == (engine_name, 4, 5)
    assert (report["ndcg@10"], report["hit@10"], report["zero_rate"]) == (1, 1, 0.2)
    assert 0 < report["p50_ms"] <= report["p95_ms"]
    assert report["indexing_rate"] > 0
    assert report["worst"] == []
    assert service.embedded().status() == before


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ('{"id": "a", "title": "A"}\nkein JSON', "docs.jsonl, line 2: this is no JSON"),
        ('{"id": "a", "title": "A"}\n\n["b"]', "docs.jsonl, line 3: write an object"),
        ('{"title": "A"}', "docs.jsonl, line 1: give it an id"),
        ('{"id": true, "title": "A"}', "docs.jsonl, line 1: give it an id"),
        ('{"id": "a"}', "docs.jsonl, line 1: title, lead"),
        ('{"id": "a", "title": "A", "body": ["x"]}', "docs.jsonl, line 1: title, lead"),
        ('{"id": "a", "title": "A"}\n{"id": "a", "title": "B"}', "line 2: its id already stands in line 1"),
        ("", "docs.jsonl holds no document"),
    ],
)
def test_a_bad_corpus_is_told_with_its_line(files: Files, documents: str, said: str) -> None:
    with pytest.raises(CommandError, match=said.replace(".", r"\.")):
        evaluated(*files(documents=documents), "--engine", "embedded")


@pytest.mark.parametrize(
    ("judgments", "said"),
    [
        ("query,id,grade\nFest,fest,1", "qrels.csv, line 1: the column locale is missing"),
        ("Fest,de,fest,1", "qrels.csv, line 1: the column query is missing"),
        ("query,locale,id,grade\nFest,de,fest,gut", "qrels.csv, line 2: 'gut' is no grade"),
        ("query,locale,id,grade\nFest,de,fest,-1", "qrels.csv, line 2: '-1' is no grade"),
        ("query,locale,id,grade\nFest,de,fest,nan", "qrels.csv, line 2: 'nan' is no grade"),
        ("query,locale,id,grade\nFest,de,fest", "qrels.csv, line 2: '' is no grade"),
        ("query,locale,id,grade\n,de,fest,1", "qrels.csv, line 2: both query and id"),
        ('query,locale,id,grade\n"Fest,de,fest,1', "qrels.csv, line 2: this is no CSV"),
        ("", "qrels.csv holds no judgment"),
        ("query,locale,id,grade\n", "qrels.csv holds no judgment"),
    ],
)
def test_bad_judgments_are_told_with_their_line(files: Files, judgments: str, said: str) -> None:
    with pytest.raises(CommandError, match=said.replace(".", r"\.")):
        evaluated(*files(judgments=judgments), "--engine", "embedded")


def test_files_that_are_not_there_are_told(files: Files, tmp_path: Path) -> None:
    options = files()
    (tmp_path / "docs.jsonl").unlink()
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        evaluated(*options, "--engine", "embedded")


def test_a_file_in_another_encoding_is_told(files: Files, tmp_path: Path) -> None:
    options = files()
    (tmp_path / "qrels.csv").write_bytes("query,locale,id,grade\nMärz,de,fest,1".encode("latin-1"))
    with pytest.raises(CommandError, match=r"qrels\.csv is not written in UTF-8"):
        evaluated(*options, "--engine", "embedded")


def test_columns_may_stand_in_any_order_and_a_spreadsheet_may_have_written_them(files: Files) -> None:
    judgments = "\ufeffGrade,ID,Query,Locale\r\n1,fest,Sommerfest,de\r\n\r\n"
    report = evaluated(*files(judgments=judgments), "--engine", "embedded")
    assert (report["questions"], report["ndcg@10"]) == (1, 1)


def test_an_answer_that_is_no_document_is_left_out_and_told(files: Files) -> None:
    errors = StringIO()
    judgments = "query,locale,id,grade\nSommerfest,de,fest,1\nSommerfest,de,weg,3\n"
    report = evaluated(*files(judgments=judgments), "--engine", "embedded", errors=errors)
    assert report["ndcg@10"] == 1
    assert "Sommerfest" in errors.getvalue()


def test_judgments_of_another_corpus_are_refused(files: Files) -> None:
    with pytest.raises(CommandError, match="No judged document is there"):
        evaluated(*files(judgments="query,locale,id,grade\nSommerfest,de,weg,3\n"), "--engine", "embedded")


def test_a_corpus_needs_judgments(files: Files) -> None:
    with pytest.raises(CommandError, match="--judgments"):
        evaluated(*files()[:2], "--engine", "embedded")


def test_elasticsearch_needs_an_address(files: Files, settings: Any) -> None:
    settings.SEARCH_URL = ""
    with pytest.raises(CommandError, match="SEARCH_URL"):
        evaluated(*files(), "--engine", "elasticsearch")
