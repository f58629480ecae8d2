"""The sizes of images that documents name, made by the worker when they are published: to make one takes up to seconds."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.extend.queue import wait_for_worker
from cms.public.image_address import is_signed, spec_of
from cms.publishing.consumers import Consumer

if TYPE_CHECKING:
    from cms.publishing.models import Entry

log = logging.getLogger(__name__)

ADDRESS = re.compile(r"/images/(\d{1,18})/([\w-]+)/([\w.-]+)")
"""Of an image, as documents name it: its key, the signature, size and format."""
UNUSABLE = (SourceImageIOError, InvalidFilterSpecError, ValidationError)
"""What is wrong with an image or an address, and will be the next time."""
LAST = -50
"""Wagtail's own tasks have 0: nobody waits for a size, since another one stands in."""

Sizes = Mapping[int, Collection[str]]
"""Filter specs by key of the image."""


@task(priority=LAST)
def make_size(image_id: int, spec: str) -> None:
    """Makes the size if it is not there, of the image as it is by then."""
    found = get_image_model().objects.filter(pk=image_id).first()
    if found is None or not _missing({image_id: [spec]})[image_id]:
        return
    try:
        found.get_rendition(spec)
    except UNUSABLE as error:
        log.warning("The image %s cannot be made as %s: %s", image_id, spec, error)


def follow(entries: Sequence[Entry]) -> None:
    """Has the worker make the sizes that the documents of these entries name; without one each is made when it is first asked for."""
    if not wait_for_worker():
        return
    named = {address for entry in entries for address in ADDRESS.findall(entry.document)}
    images = get_image_model().objects.in_bulk({int(key) for key, *_ in named})
    sizes = defaultdict[int, set[str]](set)
    for key, signature, name in named:
        image, spec = images.get(int(key)), spec_of(name)
        if image is not None and is_signed(signature, image, spec):
            sizes[int(key)].add(spec)
    ask_for(sizes)


def ask_for(sizes: Sizes) -> None:
    """Puts into the worker's queue what is neither made nor waiting: a task for each, so that none takes long."""
    waiting = DBTaskResult.objects.ready().filter(task_path=make_size.module_path)
    known = {tuple(given["args"]) for given in waiting.values_list("args_kwargs", flat=True)}
    for key, specs in _missing(sizes).items():
        for spec in sorted(specs):
            if (key, spec) not in known:
                make_size.enqueue(key, spec)


def _missing(sizes: Sizes) -> dict[int, list[str]]:
    renditions: Iterable[Any] = get_image_model().get_rendition_model().objects.filter(image__in=sizes)
    made = set(renditions.values_list("image", "filter_spec"))  # type: ignore[attr-defined]
    return {key: [spec for spec in specs if (key, spec) not in made] for key, specs in sizes.items()}


CONSUMER = Consumer(name="sizes", handle=follow)
