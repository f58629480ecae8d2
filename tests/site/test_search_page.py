"""The archive search in the browser, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from cms.content import models
from search.engines.base import EngineError
from tests.site.conftest import Visit
from tests.site.world import World


@pytest.fixture(scope="module", autouse=True)
def index(_built: Any, django_db_blocker: DjangoDbBlocker) -> None:
    """The network alone: what other tests have published into the index is not taken back with their transactions."""
    with django_db_blocker.unblock():
        call_command("search", "rebuild", verbosity=0)


def test_a_word_is_found_and_marked(world: World, visit: Visit) -> None:
    page = visit("/suche/", q="Migrantenorganisationen")
    assert "Treffer für „Migrantenorganisationen“" in page.text
    assert "<mark>Migrantenorganisationen</mark>" in page.html
    assert world.path("conference") in page.links.values()


def test_a_hit_in_a_quotation_leads_to_it(world: World, visit: Visit) -> None:
    quote = next(block for block in world["conference"].report if block.block_type == "quote")
    page = visit("/suche/", q="Asylprobleme")
    assert page.links["Zur Stelle"] == f"{world.path('conference')}#b-{quote.id[:8]}"


def test_the_count_is_told_to_screen_readers(world: World, visit: Visit) -> None:
    assert visit("/suche/", q="Kiel").all("div", role="status")


def test_a_sent_form_is_led_to_its_clean_address(world: World, visit: Visit) -> None:
    sent = "/suche/?form=1&q=Kiel&sort=relevance&city=&type=event&type=news"
    assert visit(sent, status=302).response["Location"] == "/suche/?q=Kiel&type=event,news"


def test_the_address_holds_the_whole_state(world: World, visit: Visit) -> None:
    page = visit("/suche/?q=Kiel&type=event,news&sort=newest")
    checked = {box["value"] for box in page.all("input", type="checkbox") if "checked" in box}
    assert checked >= {"event", "news"}
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["newest"]
    assert page.all("input", id="q", value="Kiel")


def test_filters_are_labelled_controls(world: World, visit: Visit) -> None:
    page = visit("/suche/")
    assert page.all("fieldset")
    assert page.all("label", class_="lf-filter-choice")
    assert page.all("input", type="checkbox", name="type", value="event")


def test_a_year_can_be_chosen(world: World, visit: Visit) -> None:
    page = visit("/suche/?type=event&year=2018")
    assert world.path("conference") in page.links.values()
    assert world.path("party") not in page.links.values()


def test_nothing_found_is_no_dead_end(world: World, visit: Visit) -> None:
    page = visit("/suche/", q="Xylophonquastenflosser")
    assert "Nichts gefunden für „Xylophonquastenflosser“." in page.text
    assert page.all("article")


def test_a_choice_without_hits_leads_out(world: World, visit: Visit) -> None:
    models.City.objects.create(name="Nirgends", ags="05911000")
    assert visit("/suche/?city=nirgends").links["Ohne Filter"] == "/suche/"


@pytest.mark.parametrize(
    "question",
    [
        "'",
        '"',
        "„",
        "\x00",
        "a\x00b",
        "(",
        "*",
        "NEAR(",
        "-",
        '"-"',
        "x" * 10_000,
        "{{ 7*7 }}",
        "<b>fett</b>",
        "\ud800",
    ],
)
def test_anything_can_be_typed(world: World, visit: Visit, question: str) -> None:
    page = visit("/suche/", q=question.encode("utf-8", "surrogatepass"))
    assert "<b>fett" not in page.html


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999", "２"])
def test_any_page_number_can_be_typed(world: World, visit: Visit, page: str) -> None:
    visit("/suche/", page=page)


def test_a_filter_that_cannot_be_understood_is_named(world: World, visit: Visit) -> None:
    page = visit("/suche/?type=quatsch", status=400)
    assert "Der Filter „type“" in page.text
    assert page.all("article")


def test_each_language_has_its_search(world: World, visit: Visit) -> None:
    assert visit("/en/search/").all("html", lang="en")
    assert visit("/").links["Suche"] == "/suche/"


ELSEWHERE = "Nothing was found in this language. What follows is in other languages."


def test_what_exists_in_another_language_only_is_shown_as_such(world: World, visit: Visit) -> None:
    page = visit("/en/search/", q="Lichterweg")
    assert "1 result for “Lichterweg”" in page.text
    assert ELSEWHERE in page.text
    assert page.all("article", lang="de", dir="ltr")
    assert "Deutsch" in page.text.split(ELSEWHERE)[1].split("Lichterweg")[0]
    assert world.path("vague") in page.links.values()


def test_an_arabic_page_says_it_in_arabic(world: World, visit: Visit) -> None:
    page = visit("/ar/search/", q="Lichterweg")
    assert "لم يُعثر على شيء بهذه اللغة. النتائج التالية بلغات أخرى." in page.text
    assert page.all("article", lang="de", dir="ltr")


def test_a_hit_in_the_language_of_the_page_needs_no_other_language(world: World, visit: Visit) -> None:
    page = visit("/en/search/", q="Front page")
    assert ELSEWHERE not in page.text
    assert not page.all("article", lang="de")
    assert not visit("/suche/", q="Lichterweg").all("article", lang="de")


def test_what_is_found_nowhere_is_no_matter_of_language(world: World, visit: Visit) -> None:
    page = visit("/en/search/", q="Xylophonquastenflosser")
    assert "Nothing found for “Xylophonquastenflosser”." in page.text
    assert ELSEWHERE not in page.text
    assert not page.all("article", lang="de")


def test_other_languages_have_pages_and_filters_too(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.site.search_page.PAGE_SIZE", 2)
    first = visit("/en/search/?type=event&sort=event_date")
    assert first.links["Next page"] == "?type=event&sort=event_date&page=2"
    second = visit("/en/search/" + first.links["Next page"])
    last = visit("/en/search/?type=event&sort=event_date&page=99")
    for page in (first, second, last):
        assert ELSEWHERE in page.text
        assert page.all("article", lang="de")
        assert "checked" in page.all("input", type="checkbox", name="type", value="event")[0]
    assert second.all("ol", class_="lf-search-hits", start="3")
    assert world.path("conference") in first.links.values()
    assert world.path("conference") not in second.links.values()
    assert "Next page" not in last.links
    assert ELSEWHERE in visit("/en/search/?type=event&year=2018").text


def test_a_chosen_language_is_kept(world: World, visit: Visit) -> None:
    assert "Nothing found for “Lichterweg”." in visit("/en/search/?q=Lichterweg&locale=en").text
    page = visit("/en/search/?q=Lichterweg&locale=de")
    assert ELSEWHERE not in page.text
    assert page.all("article", lang="de")
    assert page.all("input", type="hidden", name="locale", value="de")
    assert not visit("/en/search/?q=Lichterweg&language=ar").all("article", lang="de")


def test_drafts_are_not_found(world: World, visit: Visit) -> None:
    assert "Geheimer Entwurf" not in visit("/suche/", q="Geheimer Entwurf").links


def test_without_an_index_the_way_to_the_calendar_stays(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(query: object) -> None:
        raise EngineError("There is no search index.")

    monkeypatch.setattr("cms.site.search_page.search", away)
    page = visit("/suche/", q="Kiel", status=503)
    assert page.response["Retry-After"] == "60"
    assert "Die Archivsuche wird gerade vorbereitet" in page.text
    assert world.path("events") in page.links.values()


def test_a_misspelt_word_is_answered_by_the_right_one_and_told(world: World, visit: Visit) -> None:
    page = visit("/suche/", q="Migrantenorganisatoinen")
    assert "„Migrantenorganisatoinen“ kommt so nirgends vor. Meinten Sie: Migrantenorganisationen" in page.text
    assert "Treffer für „Migrantenorganisationen“" in page.text
    assert '<a href="?q=Migrantenorganisationen">' in page.html
    assert world.path("conference") in page.links.values()


@pytest.mark.parametrize("address", ["&city=nirgends", "&page=9", "&year=1999", "&type=partner&year=1999&page=3"])
def test_nothing_found_is_no_dead_end_behind_filters_and_on_later_pages(
    world: World, visit: Visit, address: str
) -> None:
    models.City.objects.create(name="Nirgends", ags="05911000")
    page = visit(f"/suche/?q=Xylophonquastenflosser{address}")
    assert "Nichts gefunden" in page.text
    assert page.all("article")


def test_what_is_new_is_announced_only_where_it_follows(world: World, visit: Visit) -> None:
    page = visit("/en/search/", q="Xylophonquastenflosser")
    assert not page.all("article")
    assert "Here is what is new" not in page.text
    assert page.links["Without filter"] == "/en/search/?q=Xylophonquastenflosser"
