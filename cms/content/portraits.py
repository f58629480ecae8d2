"""Images that stand for somebody alone: the right to show one ends with the right to show that person."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.content.models import Person


def people_alone(image: Any) -> list[Person]:
    """The people whose portrait the image is; none if anything else refers to it."""
    people = list(Person.objects.filter(portrait=image))
    if not people:
        return []
    own = ContentType.objects.get_for_model(Person)
    elsewhere = ReferenceIndex.get_references_to(image).exclude(base_content_type=own)
    return [] if elsewhere.exists() else people
