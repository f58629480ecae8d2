"""What happens by the clock alone: go-live, expiry, image rights, consent, and what plugins still owe."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model

from cms.content.required_pages import forget_expiry
from cms.extend import registry
from cms.extend.points import always_public
from cms.publishing import dependants, ledger, unfinished
from cms.publishing.models import Cursor, Entry, State

log = logging.getLogger(__name__)

IMAGES = "image rights"
"""Name of the cursor that keeps the day up to which ended rights have been looked at, as its ordinal."""


def run_due() -> None:
    """Publishes and takes back what is due, and withdraws what may no longer be shown; repeating it does no harm."""
    forget_expiry()
    call_command("publish_scheduled", verbosity=0)
    hide_images(timezone.localdate())
    withdraw_records()
    finish()


def hide_images(today: dt.date) -> None:
    """Builds anew what shows an image whose rights have ended since this was done last."""
    cursor, _ = Cursor.objects.get_or_create(pk=IMAGES)
    if cursor.sequence >= today.toordinal():
        return
    ended = get_image_model().objects.filter(rights_until__lt=today)
    if cursor.sequence:
        ended = ended.filter(rights_until__gte=dt.date.fromordinal(cursor.sequence))
    for image in ended:
        dependants.refresh(dependants.keys_of_dependants(image))
    Cursor.objects.filter(pk=IMAGES).update(sequence=today.toordinal())


def withdraw_records() -> None:
    """Withdraws records that are public no more, such as people whose consent has ended."""
    for record in registry().records:
        if record.is_public is always_public:
            continue
        live = Entry.objects.filter(type=record.name, state=State.LIVE).values_list("object_pk", flat=True)
        for thing in record.model._default_manager.filter(pk__in=list(live)):
            if not record.is_public(thing):
                ledger.synchronise(thing)


def finish() -> None:
    """Builds documents anew that lack what a plugin failed to give."""
    for key in unfinished.due(dependants.AT_ONCE):
        if dependants.load(key) is None:
            unfinished.forget(key)
        else:
            _finish(key)


def _finish(key: dependants.Key) -> None:
    # Once it lacks nothing it is not waited for any more.
    unfinished.postpone(key)
    try:
        with transaction.atomic():
            dependants.refresh([key])
    except Exception:
        log.exception("%s could not be built anew.", key)
