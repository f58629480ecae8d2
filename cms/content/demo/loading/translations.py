"""Pages in further languages."""

from __future__ import annotations

from wagtail.models import Locale, Page

from cms.content.demo import facts
from cms.content.demo.loading.shelf import Shelf, publish
from cms.content.demo.loading.streams import Scribe
from cms.content.slugs import slugify_de


def publish_translations(shelf: Shelf) -> None:
    """Publishes front page, index pages and single pages in each further language where they are missing."""
    for code, language in shelf.archive.languages.items():
        locale, _ = Locale.objects.get_or_create(language_code=code)
        _front(shelf, "home", locale, language.home)
        for name, given in language.index.items():
            _front(shelf, f"index:{name}", locale, given)
        for translation in language.translation:
            _translate(shelf, translation, locale)


def _front(shelf: Shelf, ref: str, locale: Locale, given: facts.Front) -> None:
    page, fresh = shelf.keep_translation(ref, locale)
    if fresh or page.lead in ("", shelf[ref].lead):
        _name(page, title=given.title, slug=given.slug)
        page.lead = given.lead
        if hasattr(page, "body"):
            page.body = Scribe(shelf, page).stream("body", given.body)
        publish(page)


def _translate(shelf: Shelf, given: facts.Translation, locale: Locale) -> None:
    page, fresh = shelf.keep_translation(given.of, locale)
    if not fresh:
        return
    _name(page, title=given.title, slug=given.slug or slugify_de(given.title, max_length=100))
    page.lead = given.lead
    if getattr(page, "hero_image", None):
        # Its description is German, and the poster tells nothing that the text does not tell.
        page.hero_image_alt, page.hero_image_decorative = "", True
    if given.theme:
        page.theme = given.theme
    if given.goals:
        page.goals = "\n".join(given.goals)
    for stream in ("announcement", "report", "body"):
        if hasattr(page, stream):
            setattr(page, stream, Scribe(shelf, page).stream(stream, getattr(given, stream)))
    publish(page)


def _name(page: Page, *, title: str, slug: str) -> None:
    page.title = page.draft_title = title
    if slug:
        page.slug = slug
