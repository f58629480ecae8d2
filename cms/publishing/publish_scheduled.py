"""Publishes and takes back what is due by its own schedule: each thing by itself, so that one that cannot be is no fault of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, Revision

from cms.extend.leases import free, hold, in_words
from cms.publishing.models import Overdue
from cms.publishing.serialising import key_of

log = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Takes back what has expired and publishes what is due; what fails is told to its editor, and tried again after a pause."""
    due = [*_expired(), *_approved()]
    keys = {key_of(each.thing) for each in due}
    for row in Overdue.objects.filter(free(timezone.now())):
        if (row.content_type_id, row.object_pk) not in keys:
            # Somebody has published it by hand, or thought better of it.
            row.delete()
    for each in due:
        _for_itself(each)


def overdue() -> dict[tuple[int, str], str]:
    """What could not be published or taken back when its time had come, and why."""
    failed = Overdue.objects.filter(failures__gt=0).values_list("content_type", "object_pk", "last_error")
    return {(content_type, key): error for content_type, key, error in failed}


@dataclass(frozen=True)
class Due:
    """A thing whose time has come, whose time it still is if it is among `still`, what is to be done, and who wrote it."""

    thing: Any
    still: QuerySet[Any]
    act: Callable[[], Any]
    editor: Any


def _expired() -> Iterator[Due]:
    models = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in (Page, *models):
        expired = model.objects.filter(live=True, expire_at__lt=timezone.now())
        for thing in expired.select_related("latest_revision__user").order_by("expire_at"):
            act = partial(thing.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
            yield Due(thing, expired.filter(pk=thing.pk), act, getattr(thing.latest_revision, "user", None))


def _approved() -> Iterator[Due]:
    approved = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in approved.select_related("user", "content_type").order_by("approved_go_live_at"):
        # What belongs to a missing plugin waits until that is back.
        if revision.content_type.model_class() and (thing := revision.content_object) is not None:
            act = partial(revision.publish, log_action="wagtail.publish.scheduled")
            yield Due(thing, approved.filter(pk=revision.pk), act, revision.user)


def _for_itself(due: Due) -> None:
    content_type, key = key_of(due.thing)
    row, _created = Overdue.objects.get_or_create(content_type_id=content_type, object_pk=key)
    try:
        with hold(Overdue.objects.filter(pk=row.pk)) as lease:
            if lease:
                with transaction.atomic():
                    # Another worker may have been faster.
                    if due.still.exists():
                        due.act()
                Overdue.objects.filter(pk=row.pk).delete()
    except Exception as error:
        log.exception("%s is due and cannot be published or taken back; it is tried again later.", due.thing)
        if row.failures == 0:
            try:
                _tell(due.editor, due.thing, error)
            except Exception:
                log.exception("Its editor could not be told of it.")


def _tell(editor: Any, thing: Any, error: Exception) -> None:
    """Writes to the editor, where there is one with an address."""
    if editor is None or not editor.email:
        return
    profile = getattr(editor, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        # A mail has no subject of several lines.
        title = " ".join(str(thing).split())
        subject = _("“%(title)s” could not be published or taken back") % {"title": title}
        body = _(
            "The time for it has come, and this stood in the way:\n\n%(reason)s\n\n"
            "Change it here and publish it:\n%(address)s\n\nUntil then it is tried again and again."
        ) % {
            "reason": in_words(error),
            "address": f"{settings.BASE_URL}{AdminURLFinder().get_edit_url(thing) or ''}",
        }
        send_mail(subject, body, None, [editor.email], fail_silently=True)
