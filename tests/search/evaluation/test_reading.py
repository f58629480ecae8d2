"""A corpus and judgments are read as people write them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from search.evaluation.reading import InputError, Question, identity, read_corpus, read_judgments


def test_a_document_is_its_title_and_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(
        '\n{"id": " a ", "locale": " de ", "title": "Fest", "lead": "Musik.", "body": "Am Ufer.\\n \\nBis spät."}\n'
        '{"id": 7, "title": "Ohne"}\n'
    )
    first, second = read_corpus(path)
    assert (first.id, first.locale, first.title) == (identity("a"), "de", "Fest")
    assert first.texts == ("Musik.", "Am Ufer.", "Bis spät.")
    assert (first.type, first.facets, first.sequence) == ("document", (("type", "document"),), 2)
    assert (second.id, second.locale, second.texts) == (identity("7"), "", ())
    assert first.starts_at is first.ends_at is first.date is None


def test_an_id_names_the_same_document_everywhere() -> None:
    known = "7d9a3c1e-0000-4000-8000-000000000001"
    assert identity(known) == UUID(known)
    assert identity("fest") == identity("fest") != identity("Fest")


def test_judgments_of_one_question_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "qrels.csv"
    path.write_text(
        "\n Query ,note,LOCALE,id,grade,grade\n Fest ,x,de,a,2,9\nFest,x,de,b,0,9\n , \nFest,x,tr,a,0.5,9\n"
    )
    german, turkish = read_judgments(path)
    assert (german, german.grades) == (Question("Fest", "de"), {identity("a"): 2.0, identity("b"): 0.0})
    assert (turkish, turkish.grades) == (Question("Fest", "tr"), {identity("a"): 0.5})
    assert (german.line, turkish.line) == (3, 6)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "{path} holds no document; write one JSON object in each line."),
        (
            b"{",
            (
                "{path}, line 1: this is no JSON (Expecting property name enclosed in double quotes: "
                "line 1 column 2 (char 1)); write one object in each line."
            ),
        ),
        (
            b"\xff",
            (
                "{path} is not written in UTF-8 ('utf-8' codec can't decode byte 0xff in position 0: invalid start "
                "byte)."
            ),
        ),
        (b"[]", "{path}, line 1: write an object with id, locale, title, lead and body."),
        (b'{"title": "A"}', "{path}, line 1: give it an id, a text or a number."),
        (b'{"id": " ", "title": "A"}', "{path}, line 1: give it an id, a text or a number."),
        (
            b'{"id": 1, "title": "A", "locale": 5}',
            "{path}, line 1: title, lead, body and locale must be texts, and there must be a title.",
        ),
        (
            b'{"id": 1, "title": "A"}\n{"id": "1", "title": "B"}',
            "{path}, line 2: its id already stands in line 1; give each its own.",
        ),
    ],
)
def test_what_is_wrong_in_a_corpus_is_told_whole(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_corpus(path)
    assert str(error.value) == said.format(path=path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "{path} holds no judgment; write the columns query, locale, id, grade, and one judgment in each line."),
        (
            "query,id",
            (
                "{path}, line 1: the column locale is missing; begin with a line that names query, locale, id, grade, "
                "separated by commas."
            ),
        ),
        (
            'query,locale,id,grade\n"Fest,de,a,1',
            "{path}, line 2: this is no CSV (unexpected end of data).",
        ),
        ("query,locale,id,grade\nFest,de,,1", "{path}, line 2: both query and id must be given."),
        (
            "query,locale,id,grade\nFest,de,a,inf",
            "{path}, line 2: 'inf' is no grade; write 0 for wrong, 1 or more for right.",
        ),
        (
            "query,locale,id,grade\nFest,de,a",
            "{path}, line 2: '' is no grade; write 0 for wrong, 1 or more for right.",
        ),
    ],
)
def test_what_is_wrong_in_judgments_is_told_whole(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "qrels.csv"
    path.write_text(content)
    with pytest.raises(InputError) as error:
        read_judgments(path)
    assert str(error.value) == said.format(path=path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_corpus(tmp_path / "docs.jsonl")
    assert str(error.value) == f"{tmp_path / 'docs.jsonl'} cannot be read: No such file or directory."


def test_a_spreadsheet_may_have_written_judgments(tmp_path: Path) -> None:
    path = tmp_path / "qrels.csv"
    path.write_bytes('\ufeffquery,locale,id,grade\r\n"Fest\r\nMärz",de,a,1\r\n'.encode())
    (question,) = read_judgments(path)
    assert question.text == "Fest\r\nMärz"
