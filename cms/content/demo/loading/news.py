"""News."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.loading.images import poster_image, shown_image
from cms.content.demo.loading.shelf import Shelf, publish
from cms.content.demo.loading.streams import Scribe
from cms.content.models import NewsCityProgramme, NewsEvent, NewsPage, NewsTopic


def draft_news(shelf: Shelf) -> None:
    """Shelves the news; new pieces are drafts."""
    for given in shelf.archive.news:
        shelf.keep_page(f"news:{given.key}", shelf["index:news"], partial(_news, shelf, given))


def publish_news(shelf: Shelf) -> None:
    """Publishes the new pieces with their texts."""
    for given in shelf.archive.news:
        ref = f"news:{given.key}"
        if ref in shelf.fresh:
            page = shelf[ref]
            page.body = Scribe(shelf, page).stream("body", given.body)
            publish(page)


def _news(shelf: Shelf, given: facts.News) -> NewsPage:
    page = NewsPage(
        **given.model_dump(include={"title", "kind", "lead", "published_on", "byline", "valid_until"}),
        published_by=shelf[f"partner:{given.published_by}"],
        **shown_image("hero_image", poster_image(given.image)),
    )
    page.event_items.set([NewsEvent(event=shelf[f"event:{key}"]) for key in given.events])
    page.city_programme_items.set(
        [NewsCityProgramme(city_programme=shelf[f"city_programme:{key}"]) for key in given.city_programmes]
    )
    page.topic_items.set([NewsTopic(topic=shelf[f"topic:{key}"]) for key in given.topics])
    return page
