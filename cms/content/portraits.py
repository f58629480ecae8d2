"""Images that stand for somebody alone: the right to show one ends with the right to show that person."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.content.models import Person
from cms.extend import registry
from cms.public.visibility import is_public


def people_alone(image: Any) -> list[Person]:
    """The people whose portrait the image is; none if anything else shows it."""
    people = list(Person.objects.filter(portrait=image))
    if not people:
        return []
    own = ContentType.objects.get_for_model(Person)
    elsewhere = ReferenceIndex.get_references_to(image).exclude(base_content_type=own)
    places = elsewhere.values_list("base_content_type", "object_id").distinct()
    return [] if any(_shows(*place) for place in places) else people


def _shows(content_type: int, key: str) -> bool:
    """Whether what refers to the image is not hidden itself: a draft shows nothing to anybody."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    thing = model._base_manager.filter(pk=key).first() if model else None
    if thing is None:
        return False
    is_judged = isinstance(thing, Page) or registry().type_of(type(thing)) is not None
    return is_public(thing) if is_judged else True
