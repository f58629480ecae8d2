"""Links in running text lead to published pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from wagtail.models import Locale, PageViewRestriction
from wagtail.rich_text import expand_db_html, get_rewriter

from blocks.link_handlers import PublicPageLinkHandler
from cms.content.models import HomePage, StandardPage


def shown(page: StandardPage) -> str:
    return expand_db_html(f'<p><a linktype="page" id="{page.pk}">Über uns</a></p>')


def test_a_link_leads_to_its_page(write_page: Callable[..., StandardPage]) -> None:
    page = write_page()
    assert shown(page) == f'<p><a href="{page.url}">Über uns</a></p>'


def test_the_address_of_a_draft_is_not_given_away(write_page: Callable[..., StandardPage]) -> None:
    page = write_page()
    page.unpublish()
    assert shown(page) == "<p><a>Über uns</a></p>"


def test_the_address_of_a_restricted_page_is_not_given_away(write_page: Callable[..., StandardPage]) -> None:
    page = write_page()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert shown(page) == "<p><a>Über uns</a></p>"


def test_the_words_of_a_link_stay_when_its_page_is_deleted(write_page: Callable[..., StandardPage]) -> None:
    page = write_page()
    html = f'<p><a linktype="page" id="{page.pk}">Über uns</a></p>'
    page.delete()
    assert expand_db_html(html) == "<p><a>Über uns</a></p>"


def test_a_link_leads_to_the_readers_language_once_that_is_published(
    write_page: Callable[..., StandardPage], home: HomePage
) -> None:
    page, english = write_page(), Locale.objects.get(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    translated = page.copy_for_translation(english)
    translated.slug = "about-us"
    translated.save_revision()
    with translation.override("en"):
        assert page.url in shown(page)
        translated.save_revision().publish()
        assert "/en/about-us/" in shown(page)
    with translation.override("de"):
        assert page.url in shown(page)


def test_wagtail_uses_our_handler() -> None:
    rules = get_rewriter().rewriters[0].bulk_rules
    assert rules["page"] == PublicPageLinkHandler.expand_db_attributes_many
