"""Pages in further languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page

from cms.content.demo import facts
from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.streams import StreamWriter
from cms.content.slugs import slugify_de


def publish_translations(loaded: LoadedObjects) -> None:
    """Publishes front page, index pages and single pages in each further language where they are missing."""
    for code, language in loaded.archive.languages.items():
        locale, _ = Locale.objects.get_or_create(language_code=code)
        _front(loaded, "home", locale, language.home)
        for name, given in language.index.items():
            _front(loaded, f"index:{name}", locale, given)
        for translation in language.translation:
            _translate(loaded, translation, locale, language.texts)


def _front(loaded: LoadedObjects, ref: str, locale: Locale, given: facts.Front) -> None:
    page, fresh = loaded.keep_translation(ref, locale)
    if fresh or page.lead in ("", loaded[ref].lead):
        _name(page, title=given.title, slug=given.slug)
        page.lead = given.lead
        if hasattr(page, "body"):
            page.body = StreamWriter(loaded, page).stream("body", given.body)
        publish(page)


def _translate(loaded: LoadedObjects, given: facts.Translation, locale: Locale, texts: Mapping[str, str]) -> None:
    page, fresh = loaded.keep_translation(given.of, locale)
    if not fresh:
        return
    _name(page, title=given.title, slug=given.slug or slugify_de(given.title, max_length=100))
    page.lead = given.lead
    for thing in (page, *_lines(page)):
        _put_texts(thing, texts)
    for name in ("hero_image", "logo"):
        if getattr(page, name, None):
            # Its description is German, and poster and emblem tell nothing that the text does not tell.
            setattr(page, f"{name}_alt", "")
            setattr(page, f"{name}_decorative", True)
    if given.theme:
        page.theme = given.theme
    if given.goals:
        page.goals = "\n".join(given.goals)
    for stream in ("announcement", "report", "body"):
        if hasattr(page, stream):
            setattr(page, stream, StreamWriter(loaded, page).stream(stream, getattr(given, stream)))
    publish(page)


def _lines(page: Page) -> Iterable[Model]:
    """All lines below the page: contributions, organisers, figures and what else there is."""
    for relation in get_all_child_relations(type(page)):
        manager = getattr(page, relation.get_accessor_name())
        lines = list(manager.all())
        manager.set(lines)  # otherwise each question would bring them anew from the database
        yield from lines


def _put_texts(thing: Model, texts: Mapping[str, str]) -> None:
    """Puts the texts into the fields that hold their originals, line by line."""
    for field in thing._meta.concrete_fields:
        before = getattr(thing, field.attname)
        if isinstance(before, str) and before:
            after = "\n".join(texts.get(line, line) for line in before.split("\n"))
            if after != before:
                setattr(thing, field.attname, after)


def _name(page: Page, *, title: str, slug: str) -> None:
    page.title = page.draft_title = title
    if slug:
        page.slug = slug
