"""News."""

from __future__ import annotations

from cms.content.demo import facts
from cms.content.demo.loading.images import poster_image, shown_image
from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.streams import StreamWriter
from cms.content.models import NewsCityProgramme, NewsEvent, NewsPage, NewsTopic


def draft_news(loaded: LoadedObjects) -> None:
    loaded.draft_pages("news", loaded.archive.news, "index:news", _news)


def publish_news(loaded: LoadedObjects) -> None:
    for page, given in loaded.new_pages("news", loaded.archive.news):
        page.body = StreamWriter(loaded, page).stream("body", given.body)
        publish(page)


def _news(loaded: LoadedObjects, given: facts.News) -> NewsPage:
    page = NewsPage(
        **given.model_dump(include={"title", "kind", "lead", "published_on", "byline", "valid_until"}),
        published_by=loaded[f"partner:{given.published_by}"],
        **shown_image("hero_image", poster_image(given.image)),
    )
    page.event_items.set([NewsEvent(event=loaded[f"event:{key}"]) for key in given.events])
    page.city_programme_items.set(
        [NewsCityProgramme(city_programme=loaded[f"city_programme:{key}"]) for key in given.city_programmes]
    )
    page.topic_items.set([NewsTopic(topic=loaded[f"topic:{key}"]) for key in given.topics])
    return page
