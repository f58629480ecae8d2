"""Public things can be taken along as a table."""

from __future__ import annotations

from datetime import UTC, datetime

from cms.extend import Export, registry


def test_a_table_has_a_line_for_each_thing() -> None:
    """And quotes what a comma would break."""
    documents = [{"title": "Lesung, mit Musik", "url": "https://example.org/lesung/"}]
    asked = Export(
        title="Alles",
        address="https://example.org/feeds/",
        home="https://example.org/",
        locale="de",
        updated_at=datetime(2026, 6, 6, tzinfo=UTC),
        documents=documents,
    )
    lines = list(registry().exporters["notice_board_table"].export(asked))
    assert lines == ["title,url\r\n", '"Lesung, mit Musik",https://example.org/lesung/\r\n']
