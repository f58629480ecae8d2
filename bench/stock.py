"""Opens our models to stock Wagtail API v2, as its documentation tells one to: `api_fields` on models and their children."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.api import APIField
from wagtail.blocks import RichTextBlock, StructBlock

from blocks.base import ContentBlock
from blocks.paragraph import ParagraphBlock
from cms.content import models

CHILDREN = (
    models.EventOccurrence,
    models.EventOrganiser,
    models.EventContribution,
    models.EventTopic,
    models.EventCityProgramme,
    models.EventSeriesItem,
    models.EventRelation,
)
ANSWER = "get_api_representation"
RECORDS = (models.Person, models.Place, models.City, models.Topic, models.Series)


def expose() -> None:
    """Gives the event, its children and the records that they show all their fields; streams answer as stock blocks do."""
    own = [field.name for field in models.EventPage._meta.local_fields if field.name != "page_ptr"]
    related = [related_name(child) for child in CHILDREN]
    models.EventPage.api_fields = [APIField(name) for name in (*own, *related)]
    for model in (*CHILDREN, *RECORDS):
        model.api_fields = [APIField(name) for name in _plain_fields(model)]
    # Stock blocks print stored values: ids of what they refer to, rich text as it lies in the database.
    for ours, stock in ((ContentBlock, StructBlock), (ParagraphBlock, RichTextBlock)):
        setattr(ours, ANSWER, getattr(stock, ANSWER))


def related_name(child: type[Model]) -> str:
    """Under which name the event knows these children."""
    parent: Any = child._meta.get_field("page").remote_field
    return str(parent.related_name)


def _plain_fields(model: type[Model]) -> list[str]:
    hidden = {"id", "page", "sort_order"}
    return [field.name for field in model._meta.local_fields if field.name not in hidden]
