"""The steps of loading, in the order that their references need."""

from __future__ import annotations

from collections.abc import Callable

from cms.content.demo.loading.city_programmes import draft_city_programmes, publish_city_programmes
from cms.content.demo.loading.events import draft_events, publish_events
from cms.content.demo.loading.loaded_objects import LoadedObjects
from cms.content.demo.loading.news import draft_news, publish_news
from cms.content.demo.loading.partners import draft_partners, publish_partners
from cms.content.demo.loading.people import load_people
from cms.content.demo.loading.records import load_records
from cms.content.demo.loading.standard import find_frame, publish_standard
from cms.content.demo.loading.translations import publish_translations

Step = Callable[[LoadedObjects], None]


def draft(loaded: LoadedObjects) -> None:
    """Everything that others refer to, as records and drafts."""
    find_frame(loaded)
    load_records(loaded)
    draft_partners(loaded)
    load_people(loaded)
    draft_city_programmes(loaded)
    draft_events(loaded)
    draft_news(loaded)


STEPS: tuple[tuple[str, Step], ...] = (
    ("Records, images and drafts", draft),
    ("Partners", publish_partners),
    ("City programmes", publish_city_programmes),
    ("Events", publish_events),
    ("News", publish_news),
    ("Pages", publish_standard),
    ("Translations", publish_translations),
)
