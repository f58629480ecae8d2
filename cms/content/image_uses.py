"""Images that fields of pages and records refer to, each with what it shows there (V10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage

from blocks.image_rule import Fault, image_faults
from blocks.rules import stream_faults


def image_fields(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The model's fields that refer to an image."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, AbstractImage)
    ]


def alt_name(field: str) -> str:
    """The name of the field that says what the image of that field shows."""
    return f"{field}_alt"


def decorative_name(field: str) -> str:
    """The name of the field that says that the image of that field is mere decoration."""
    return f"{field}_decorative"


def image_errors(owner: models.Model, *, draft: bool) -> Mapping[str, str]:
    """What is wrong with the images of the owner's fields, by field."""
    return _joined(
        (_field_at_fault(field.name, fault), fault.message)
        for field in image_fields(type(owner))
        for fault in _faults(owner, field.name, draft=draft)
    )


def stream_errors(owner: models.Model) -> Mapping[str, str]:
    """What keeps the owner's streams from being published, by stream."""
    names = [field.name for field in owner._meta.concrete_fields if isinstance(field, StreamField)]
    return _joined((name, message) for name in names for message in stream_faults(getattr(owner, name)))


def _faults(owner: models.Model, name: str, *, draft: bool) -> Iterable[Fault]:
    try:
        image = getattr(owner, name)
    except ObjectDoesNotExist:
        image = None
    if image is None:
        return ()
    alt, decorative = getattr(owner, alt_name(name), ""), getattr(owner, decorative_name(name), False)
    return image_faults(image, alt=alt.strip(), decorative=decorative, credit=None, draft=draft)


def _field_at_fault(name: str, fault: Fault) -> str:
    return name if fault.part == "image" else f"{name}_{fault.part}"


def _joined(faults: Iterator[tuple[str, Any]]) -> Mapping[str, str]:
    messages: dict[str, dict[str, None]] = {}
    for field, message in faults:
        messages.setdefault(field, {})[str(message)] = None
    return {field: " ".join(found) for field, found in messages.items()}
