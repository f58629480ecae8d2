"""Press releases from a table, as spreadsheets write it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from cms.content.models import NewsIndexPage, StandardPage
from cms.extend import Import, Imported, registry

HEAD = "number;date;title;lead;text;reach\n"
ROW = "12/2026;06.06.2026;Förderung für Vereine;Drei Jahre sicher.;Erster Absatz.;regional\n"


def run(parent: Any, table: str | bytes) -> list[Imported]:
    """What becomes of the table."""
    data = table if isinstance(table, bytes) else table.encode()
    return list(registry().importers["press_releases"].run(Import(file=BytesIO(data), parent=parent)))


def one(parent: Any, table: str | bytes) -> Imported:
    (entry,) = run(parent, table)
    return entry


def releases() -> Any:
    from plugins.press.models import PressReleasePage

    return PressReleasePage.objects.order_by("number")


def test_a_line_becomes_a_draft(news_list: NewsIndexPage) -> None:
    assert one(news_list, HEAD + ROW) == (2, "created", "Förderung für Vereine", "")
    page = releases().get()
    assert (page.live, page.first_published_at, page.slug) == (False, None, "foerderung-fuer-vereine")
    assert (page.number, page.published_on, page.reach) == ("12/2026", dt.date(2026, 6, 6), "regional")
    assert (page.lead, page.locale.language_code) == ("Drei Jahre sicher.", "de")
    assert page.get_latest_revision_as_object().title == page.title


def test_an_editor_can_open_and_publish_the_draft(news_list: NewsIndexPage, client: Any) -> None:
    run(news_list, HEAD + ROW)
    page = releases().get()
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    page.get_latest_revision().publish()
    assert "Erster Absatz." in client.get(page.url).content.decode()


def test_the_same_title_twice_gets_two_addresses(news_list: NewsIndexPage) -> None:
    run(news_list, HEAD + ROW + ROW.replace("12/2026", "13/2026"))
    assert [page.slug for page in releases()] == ["foerderung-fuer-vereine", "foerderung-fuer-vereine-2"]


@pytest.mark.parametrize(
    "table",
    [
        "Nummer,Datum,Titel,Vorspann,Text,Verbreitung\n1/26,2026-05-31,Fest,Kommt!,\"Ja, alle.\",Bundesweit\n",
        "\ufeffNUMMER ; Datum; Überschrift; Teaser; Text; Reichweite\r\n1/26; 31.5.2026; Fest; Kommt!; Ja, alle.; National\r\n",
        "reach;text;title;lead;date;number\nnational;Ja, alle.;Fest;Kommt!;31. 05. 2026;1/26",
    ],
    ids=["comma", "excel", "order"],
)  # fmt: skip
def test_columns_are_known_in_german_and_english_in_any_order(news_list: NewsIndexPage, table: str) -> None:
    run(news_list, table)
    page = releases().get()
    assert (page.number, page.title, page.lead, page.reach) == ("1/26", "Fest", "Kommt!", "national")
    assert page.published_on == dt.date(2026, 5, 31)
    assert [block.value.source for block in page.body] == ["<p>Ja, alle.</p>"]


def test_empty_lines_in_a_text_part_paragraphs_and_nothing_in_it_is_markup(news_list: NewsIndexPage) -> None:
    run(news_list, f'{HEAD}1;;Fest;;"Eins\nnoch eins\n\n<script>alert(1)</script> & Co.";\n')
    page = releases().get()
    assert [block.value.source for block in page.body] == [
        "<p>Eins noch eins</p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co.</p>",
    ]


def test_what_was_imported_already_stays_as_it_is(news_list: NewsIndexPage) -> None:
    run(news_list, HEAD + ROW)
    revision = releases().get().latest_revision_id
    assert one(news_list, HEAD + ROW) == (2, "unchanged", "Förderung für Vereine", "")
    assert releases().get().latest_revision_id == revision


def test_the_same_number_changes_the_draft_and_nothing_that_is_public(news_list: NewsIndexPage, client: Any) -> None:
    run(news_list, HEAD + ROW)
    releases().get().get_latest_revision().publish()
    changed = ROW.replace("Drei Jahre", "Fünf Jahre").replace("Erster", "Neuer").replace("regional", "bundesweit")
    assert one(news_list, HEAD + changed)[1:] == ("updated", "Förderung für Vereine", "lead, reach, text")
    page = releases().get()
    assert (page.lead, page.has_unpublished_changes) == ("Drei Jahre sicher.", True)
    assert "Erster Absatz." in client.get(page.url).content.decode()
    draft = page.get_latest_revision_as_object()
    assert (draft.lead, draft.reach, draft.slug) == ("Fünf Jahre sicher.", "national", "foerderung-fuer-vereine")
    assert one(news_list, HEAD + changed).outcome == "unchanged"


def test_an_empty_cell_and_a_missing_column_leave_what_is_there(news_list: NewsIndexPage) -> None:
    run(news_list, HEAD + ROW)
    assert one(news_list, HEAD + "12/2026;;Förderung für Vereine;;;\n").outcome == "unchanged"
    assert one(news_list, "number;title\n12/2026;Förderung für Vereine\n").outcome == "unchanged"


def test_what_an_editor_put_into_the_text_is_not_overwritten(release: Any, news_list: NewsIndexPage) -> None:
    entry = one(news_list, "number;title;text\n12/2026;Neuer Titel;Neuer Text.\n")
    assert entry.outcome == "updated"
    assert entry.detail == "title; the text was left alone, since it holds more than paragraphs by now."
    draft = releases().get().get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["paragraph", "press_contact"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";;Fest;;;", "number is empty; every release needs one."),
        ("1;;;Lead;;", "title is empty; every release needs one."),
        ("1;31.02.2026;Fest;;;", "date: '31.02.2026' is no day; write 31.05.2026 or 2026-05-31."),
        ("1;;Fest;;;überall", "reach: 'überall' is no reach; write local, regional, national."),
        (f"1;;Fest;{'x' * 301};;", "lead has 301 characters, 300 have room."),
        (f"{'1' * 21};;Fest;;;", "number has 21 characters, 20 have room."),
        ("1;;Fest;;ein;lokal;mehr", "more cells than headings; put a text that holds the separator into quotation marks."),
        ("1;;Fe\x00st;;;", "title holds control characters; type the cell anew."),
        ("12/2026;;Noch eine;;;", "number: 12/2026 stands in line 2 already."),
    ],
)  # fmt: skip
def test_a_faulty_line_is_refused_with_its_reason_and_the_others_go_on(
    news_list: NewsIndexPage, row: str, reason: str
) -> None:
    first, faulty, last = run(news_list, f"{HEAD}{ROW}{row}\n\n99/2026;;Letzte;;;\n")
    assert (faulty.line, faulty.outcome, faulty.detail) == (3, "refused", reason)
    assert (first.outcome, last.outcome, last.line) == ("created", "created", 5)
    assert releases().count() == 2


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        (HEAD + "1;;Fest;;;\n" + "2;;Grüße;;;\n", 3, "the file is not in UTF-8, but probably in cp1252"),
        ("nummer;stadt\n1;Kiel\n", 1, "the heading 'stadt' is not known; possible are number, date, title"),
        ("nummer;titel;number\n1;Fest;1\n", 1, "the heading 'number' stands there twice"),
        ("nummer;datum\n1;\n", 1, "a column is missing: title"),
        (HEAD + '1;;"Fest;;;\n2;;Zwei;;;\n', 2, "no valid CSV from here on"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_why(
    news_list: NewsIndexPage, table: str, line: int, reason: str
) -> None:
    entry = run(news_list, table.encode("cp1252"))[-1]
    assert (entry.line, entry.outcome) == (line, "refused")
    assert entry.detail.startswith(reason)


def test_an_empty_table_has_no_entries(news_list: NewsIndexPage) -> None:
    assert run(news_list, "") == run(news_list, HEAD) == []


def test_releases_stand_below_a_list_of_news(news_list: NewsIndexPage) -> None:
    page = StandardPage(title="Presse")
    news_list.get_parent().add_child(instance=page)
    assert one(page, HEAD + ROW).detail == "press releases stand below a list of news; name that."


def test_what_is_locked_or_stands_there_twice_is_refused(news_list: NewsIndexPage) -> None:
    run(news_list, HEAD + ROW)
    releases().update(locked=True)
    changed = HEAD + ROW.replace("Drei", "Vier")
    assert one(news_list, changed).detail == "the release is locked; unlock it first."
    assert one(news_list, HEAD + ROW).outcome == "unchanged"
    run(news_list, HEAD + ROW.replace("12/2026", "13/2026"))
    releases().update(number="12/2026")
    assert one(news_list, changed).detail == "number: 2 releases bear 12/2026; give each its own."


def test_the_command_reads_a_table(news_list: NewsIndexPage, tmp_path: Path) -> None:
    file = tmp_path / "meldungen.csv"
    file.write_text(HEAD + ROW + "13/2026;morgen;Zwei;;;\n", encoding="utf-8-sig")
    out = StringIO()
    call_command("import", "press_releases", str(file), below="/meldungen/", stdout=out)
    assert out.getvalue().splitlines() == [
        "  line     2  new        Förderung für Vereine",
        "  line     3  REFUSED    Zwei: date: 'morgen' is no day; write 31.05.2026 or 2026-05-31.",
        "meldungen.csv: 1 new, 1 refused. Mend what was refused and import the file again; the rest stays as it is.",
    ]
