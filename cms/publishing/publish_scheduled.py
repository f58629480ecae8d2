"""Publishes and takes back what is due by its own schedule: each thing by itself, so that one that cannot be is no fault of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, Revision

from cms.extend.leases import free, hold, in_words
from cms.publishing.models import Overdue
from cms.publishing.one_of_many import alone
from cms.publishing.serialising import key_of

log = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Takes back what has expired and publishes what is due; what fails is told to its editor, and tried again after a pause."""
    unclear: set[int] = set()
    due = [*_expired(unclear), *_approved(unclear)]
    keys = {each.key for each in due}
    for row in Overdue.objects.filter(free(timezone.now())):
        if (row.content_type_id, row.object_pk) not in keys and row.content_type_id not in unclear:
            # Somebody has published it by hand, or thought better of it.
            row.delete()
    for each in due:
        try:
            _for_itself(each)
        except Exception:
            log.exception("%s cannot be noted as due; it is tried again later.", each.key)


def overdue() -> dict[tuple[int, str], str]:
    """What could not be published or taken back when its time had come, and why."""
    failed = Overdue.objects.filter(failures__gt=0).values_list("content_type", "object_pk", "last_error")
    return {(content_type, key): error for content_type, key, error in failed}


@dataclass(frozen=True)
class Due:
    """A thing whose time has come, whose time it still is if it is among `still`, what is to be done, and who wrote it."""

    thing: Any
    key: tuple[int, str]
    still: QuerySet[Any]
    act: Callable[[], Any]
    editor: Any


def _expired(unclear: set[int]) -> Iterator[Due]:
    """What has expired; the content types of models that cannot be asked, each for itself, go to `unclear`."""
    models = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in (Page, *models):
        try:
            found: list[Due] = alone(list, _expired_of(model))
        except Exception:
            log.exception("What of %s has expired cannot be asked; it is tried again later.", model._meta.label)
            unclear.add(ContentType.objects.get_for_model(model).pk)
        else:
            yield from found


def _expired_of(model: type[Model]) -> Iterator[Due]:
    # A plugin's model may have no `objects`, or managers that give a part of it.
    expired: QuerySet[Any] = model._base_manager.filter(live=True, expire_at__lt=timezone.now())
    for thing in expired.select_related("latest_revision__user").order_by("expire_at"):
        act = partial(thing.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
        editor = getattr(thing.latest_revision, "user", None)
        yield Due(thing, key_of(thing), expired.filter(pk=thing.pk), act, editor)


def _approved(unclear: set[int]) -> Iterator[Due]:
    """What was approved for a time that has come; the content types of what cannot be read, each for itself, go to `unclear`."""
    approved = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in approved.select_related("user", "content_type").order_by("approved_go_live_at"):
        try:
            thing, key = alone(_read, revision)
        except Exception:
            log.exception("The revision %s is due and cannot be read; it is tried again later.", revision.pk)
            unclear.add(revision.content_type_id)
            continue
        if key:
            act = partial(revision.publish, log_action="wagtail.publish.scheduled")
            yield Due(thing, key, approved.filter(pk=revision.pk), act, revision.user)


def _read(revision: Revision) -> tuple[Any, tuple[int, str] | None]:
    """What was approved, and its key; None for what belongs to a missing plugin, which waits until that is back."""
    thing = revision.content_object if revision.content_type.model_class() else None
    return thing, key_of(thing) if thing is not None else None


def _for_itself(due: Due) -> None:
    content_type, key = due.key
    row, _created = Overdue.objects.get_or_create(content_type_id=content_type, object_pk=key)
    try:
        with hold(Overdue.objects.filter(pk=row.pk)) as lease:
            if lease:
                alone(_act, due)
                Overdue.objects.filter(pk=row.pk).delete()
    except Exception as error:
        log.exception("%s is due and cannot be published or taken back; it is tried again later.", due.thing)
        if row.failures == 0:
            try:
                _tell(due.editor, due.thing, error)
            except Exception:
                log.exception("Its editor could not be told of it.")


def _act(due: Due) -> None:
    # Another worker may have been faster.
    if due.still.exists():
        due.act()


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
