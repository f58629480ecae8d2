"""What people said is shown as theirs, as they said it, and only with their consent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import AbstractDocument

from blocks.quotation import has_marks, quoted
from blocks.quote import QuoteBlock
from blocks.statement import StatementBlock
from cms.content.models import Affiliation, PartnerPage, Person, StandardPage

WORDS = "Asylprobleme sind unsere Probleme"


def quote(**fields: Any) -> Any:
    block = QuoteBlock()
    return block.to_python({"text": WORDS, "name": "Olga Ebert", "release": "given", "language": "de", **fields})


def shown(value: Any) -> str:
    return " ".join(strip_tags(value.block.render(value)).split())


def refused(block: Any, value: Any) -> set[str]:
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    return set(error.value.block_errors)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", f"„{WORDS}“"),
        ("en", f"“{WORDS}”"),
        ("fr", f"«\u00a0{WORDS}\u00a0»"),
        ("tr", f"“{WORDS}”"),
        ("uk", f"«{WORDS}»"),
        ("de-AT", f"„{WORDS}“"),
    ],
)
def test_the_marks_are_those_of_the_language(language: str, expected: str) -> None:
    assert quoted(WORDS, language) == expected


def test_the_template_sets_the_marks_and_the_stored_words_have_none() -> None:
    value = quote()
    assert f"„{WORDS}“" in shown(value)
    assert value.block.get_api_representation(value)["text"] == WORDS


def test_reported_speech_is_never_in_quotation_marks() -> None:
    text = shown(quote(kind="reported", text="Sie skizzierte die Lage in der Stadt.", translation="She outlined it."))
    assert "Sie skizzierte" in text
    assert not set(text) & set("„“”«»\"'")


def test_a_statement_is_never_in_quotation_marks() -> None:
    block = StatementBlock()
    value = block.to_python({"text": "Projekte brauchen längere Laufzeiten.", "name": "die Teilnehmenden"})
    assert not set(strip_tags(block.render(value))) & set("„“”«»\"'")
    assert refused(block, block.to_python({"text": "„Wir schaffen das“", "name": "Jemand"})) == {"text"}


def test_a_quote_in_another_language_says_so_to_screen_readers_and_one_in_ours_does_not() -> None:
    turkish = quote(text="Birlikte yaşıyoruz", language="tr", translation="Wir leben zusammen")
    with translation.override("de"):
        assert 'lang="tr"' in turkish.block.render(turkish)
        assert "„Wir leben zusammen“" in shown(turkish)
        assert " lang=" not in quote().block.render(quote())
    with translation.override("tr"):
        assert " lang=" not in turkish.block.render(turkish)


@pytest.mark.parametrize(
    "text",
    [
        f"„{WORDS}“",
        f'"{WORDS}"',
        f"“{WORDS}”",
        f"«{WORDS}»",
        f"»{WORDS}«",
        f"‚{WORDS}‘",
        f" „{WORDS}“ ",
        f"„{WORDS}",
        f"{WORDS}“",
        "„Er sagte ‚ja‘ dazu“",
        "„Er sagte „ja““",
    ],
)
def test_marks_typed_around_the_words_are_refused(text: str) -> None:
    assert has_marks(text)
    assert refused(QuoteBlock(), quote(text=text)) == {"text"}


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "„Heimat“ ist kein Wort, das ich leicht benutze",
        "Das ist keine „Lücke“",
        "„Ankommen“ und „Bleiben“",
        "die Rolle der MO’",
        "’s ist Zeit",
        "Modelprojekt [sic]",
        "",
    ],
)
def test_marks_around_some_of_the_words_are_fine(text: str) -> None:
    assert not has_marks(text)


def test_the_refusal_of_marks_says_in_german_what_to_do() -> None:
    with translation.override("de"), pytest.raises(StructBlockValidationError) as error:
        QuoteBlock().clean(quote(text=f"„{WORDS}“"))
    assert "Entfernen Sie die Anführungszeichen" in str(error.value.block_errors["text"].message)


@pytest.mark.parametrize("kind", ["direct", "written"])
def test_own_words_need_a_speaker(kind: str) -> None:
    assert refused(QuoteBlock(), quote(kind=kind, name="")) == {"speaker"}


def test_a_person_and_a_name_at_once_are_refused_even_in_drafts(person: Person) -> None:
    block = QuoteBlock()
    block.defer_required_validation()
    assert refused(block, quote(speaker=person.pk)) == {"name"}


def test_a_draft_may_be_half_finished() -> None:
    block = QuoteBlock()
    block.defer_required_validation()
    block.clean(quote(text="„", name="", release="refused"))


def test_refused_words_cannot_be_published_and_are_shown_nowhere() -> None:
    value = quote(release="refused")
    assert refused(value.block, value) == {"release"}
    assert value.block.get_api_representation(value) is None
    assert list(value.block.get_plain_text(value)) == []
    assert shown(value) == ""


@pytest.mark.django_db
def test_own_words_of_a_recorded_person_do_not_go_out_before_they_are_released(person: Person) -> None:
    """V9: editors can publish the page meanwhile."""
    value = quote(speaker=person.pk, name="", release="pending", translation="Asylum is our problem, too")
    value.block.clean(value)
    assert value.block.get_api_representation(value) is None
    assert list(value.block.get_plain_text(value)) == []
    assert shown(value) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"kind": "reported"}, {"kind": "written"}, {"speaker": None, "name": "Olga Ebert"}])
def test_nobody_has_to_release_other_words_or_those_of_people_without_a_record(
    person: Person, fields: dict[str, Any]
) -> None:
    value = quote(**{"speaker": person.pk, "name": "", "release": "pending", **fields})
    assert value.block.get_api_representation(value)["text"] == WORDS
    assert WORDS in shown(value)


@pytest.mark.django_db
def test_an_editor_sees_in_the_preview_what_is_not_released_yet(person: Person) -> None:
    """Visitors do not, whatever the address says."""
    value = quote(speaker=person.pk, name="", release="pending")
    request = RequestFactory().get("/?is_preview=true")
    assert value.block.render(value, {"request": request}).strip() == ""
    request.is_preview = True  # type: ignore[attr-defined]
    html = value.block.render(value, {"request": request})
    assert f"„{WORDS}“" in html
    assert "lf-quote__pending" in html
    assert "lf-quote__pending" not in quote().block.render(quote(), {"request": request})
    refused_words = quote(speaker=person.pk, name="", release="refused")
    assert refused_words.block.render(refused_words, {"request": request}).strip() == ""


def test_whether_it_was_released_stays_inside() -> None:
    value = quote(release="pending")
    assert "release" not in value.block.get_api_representation(value)


@pytest.mark.django_db
def test_the_role_stays_what_it_was_and_is_written_as_it_was_written(person: Person) -> None:
    """T11, T13: in 2026 the report of 2018 says the role of 2018."""
    role = "Vorstandsvorsitzende des Bundesverbandes NeMO"
    value = quote(speaker=person.pk, name="", role=role)
    Affiliation.objects.create(person=person, role="Ehrenvorsitzender", since=dt.date(2025, 1, 1))
    again = value.block.to_python(value.block.get_prep_value(value))
    assert value.block.get_api_representation(again)["speaker"]["roles"] == [role]
    assert role in shown(again)


@pytest.mark.django_db
def test_search_knows_who_speaks(person: Person) -> None:
    value = quote(speaker=person.pk, name="", translation="Asylum is our problem, too")
    (passage,) = value.block.get_plain_text(value)
    assert passage.speaker == "Dr. Ümit Koşan"
    assert WORDS in passage.text
    assert "Asylum" in passage.text


def test_quoted_words_are_kept_letter_by_letter() -> None:
    """T9: what is misspelt in a quotation stays misspelt."""
    value = quote(text="unser Modelprojekt  in Halle")
    assert value.block.get_api_representation(value)["text"] == "unser Modelprojekt  in Halle"


def test_the_source_can_be_a_page_of_the_archive_or_a_file(
    write_page: Callable[..., StandardPage], document: AbstractDocument
) -> None:
    page = write_page(title="Bericht der Konferenz")
    from_page, from_file = quote(source_page=page.pk), quote(source_document=document.pk)
    answer = from_page.block.get_api_representation(from_page)
    assert (answer["source"], answer["source_url"]) == ("Bericht der Konferenz", page.full_url)
    assert from_file.block.get_api_representation(from_file)["source_url"].startswith("http://testserver/documents/")
    assert f'cite="{page.full_url}"' in from_page.block.render(from_page)


def test_a_source_that_is_no_longer_public_is_not_given_away(write_page: Callable[..., StandardPage]) -> None:
    page = write_page(title="Interner Bericht")
    page.unpublish()
    value = quote(source_page=page.pk)
    assert value.block.get_api_representation(value)["source_url"] is None


@pytest.mark.django_db
def test_two_sources_are_refused(document: AbstractDocument) -> None:
    value = quote(source_url="https://example.org/", source_document=document.pk)
    assert refused(value.block, value) == {"source_document"}


def test_a_partner_that_is_not_public_is_not_named(write_partner: Callable[..., PartnerPage]) -> None:
    partner = write_partner()
    value = quote(partner=partner.pk)
    assert value.block.get_api_representation(value)["speaker"]["partner"]["title"] == partner.title
    partner.unpublish()
    value = quote(partner=partner.pk)
    assert value.block.get_api_representation(value)["speaker"]["partner"] is None


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("de", "Olga Ebert, Sprecherin · 31. Mai 2018 · Dokumentation"),
        ("en", "Olga Ebert, Sprecherin · 31 May 2018 · Dokumentation"),
        ("tr", "Olga Ebert, Sprecherin · 31 Mayıs 2018 · Dokumentation"),
    ],
)
def test_a_caption_keeps_its_parts_apart_and_dates_them_as_the_page_does(language: str, caption: str) -> None:
    value = quote(name="Olga Ebert", role="Sprecherin", said_on=dt.date(2018, 5, 31), source="Dokumentation")
    with translation.override(language):
        assert shown(value).endswith(f" {caption}")


@pytest.mark.parametrize(
    "given", [{"role": "Sprecherin"}, {"said_on": dt.date(2018, 5, 31)}, {"source": "Dokumentation"}]
)
def test_a_caption_of_one_part_has_no_marks_beside_it(given: dict[str, Any]) -> None:
    value = quote(**{"name": "", "role": "", **given})
    html = value.block.render(value)
    assert "·" not in html.split("<figcaption")[1]
