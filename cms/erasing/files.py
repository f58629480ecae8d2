"""Files that show the person, or bear the name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files import File
from django.db.models import FileField, Model, QuerySet
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.content.models import CreditedImage, Person
from cms.erasing.leftover_files import forget_file
from cms.erasing.replacing import Replacement

NAMELESS = "erased"
"""For files whose name nobody may keep; there is none of this name."""


class Named(NamedTuple):
    """A stored file whose name holds the person's, and the row that knows it."""

    row: Any
    field: FileField


def portraits_of(person: Person, known: list[Any]) -> list[CreditedImage]:
    """The image that shows the person, and those that their record showed in earlier states."""
    keys = {person.portrait_id, *(state.get("portrait") for state in known)} - {None}
    return list(CreditedImage.objects.filter(pk__in=keys))


def named_files(replacement: Replacement) -> Iterator[Named]:
    """Files of all models whose names hold the person's."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                yield from _named(model, field, replacement)


def _named(model: type[Model], field: FileField, replacement: Replacement) -> Iterator[Named]:
    # A plugin's managers may give a part of it.
    rows: QuerySet[Any] = QuerySet(model)
    for key, name in rows.exclude(**{field.name: ""}).values_list("pk", field.name):
        if name and replacement.spellings.found_in(str(name)):
            yield Named(rows.get(pk=key), field)


def rename(named: Named, replacement: Replacement) -> None:
    """Stores the file under a neutral name; sizes of images are made anew when they are asked for."""
    file = getattr(named.row, named.field.name)
    if isinstance(named.row, AbstractRendition):
        _delete(named.row)
        return
    storage, old = file.storage, file.name
    path = PurePosixPath(old)
    plain = path.with_name(replacement.of_text(path.stem) + path.suffix)
    if storage.exists(old):
        with storage.open(old) as content:
            new = storage.save(str(plain), File(content))
    else:
        new = str(plain)
    type(named.row)._base_manager.filter(pk=named.row.pk).update(**{named.field.name: new})
    forget_renditions(named.row)
    forget_file(file)


def forget_image(image: AbstractImage) -> None:
    """Deletes the image with its sizes and all their files."""
    forget_renditions(image)
    _delete(image)


def forget_renditions(row: Any) -> None:
    """Deletes the sizes that were made of it, if it is an image, with their files."""
    if renditions := getattr(row, "renditions", None):
        for rendition in renditions.all():
            _delete(rendition)


def _delete(row: AbstractImage | AbstractRendition) -> None:
    """Deletes the row with its file, whose name Wagtail would keep among the tasks."""
    forget_file(row.file)
    row.file.name = NAMELESS
    row.delete()
