"""Versions that nobody cites: drafts on the way to something else, thinned out after a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from wagtail.models import DraftStateMixin, ModelLogEntry, PageLogEntry, Revision, RevisionMixin

ALL_ARE_KEPT = dt.timedelta(days=90)
"""For so long an editor can go back to each version; afterwards to the last one of each day."""


def thin_versions() -> None:
    """Deletes what `thinned` names, each version by itself; comments that were made on it move on to the next one, as Wagtail does."""
    for version in thinned().defer("content").iterator():
        version.delete()


def thinned() -> QuerySet[Revision]:
    """Versions older than `ALL_ARE_KEPT` after which another was stored on the same day.

    None of them is or was public, is scheduled or the latest one, or went through a workflow. What belongs to a plugin that is not there
    is left as it is.
    """
    old = Revision.objects.filter(created_at__lt=timezone.now() - ALL_ARE_KEPT, content_type__in=_installed())
    later = Revision.objects.filter(
        base_content_type=OuterRef("base_content_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
    )
    same_day = later.annotate(day=TruncDate("created_at")).filter(day=OuterRef("day"))
    unused = old.filter(approved_go_live_at=None, task_states=None).exclude(_is_named())
    found: QuerySet[Revision] = unused.annotate(day=TruncDate("created_at")).filter(Exists(same_day)).order_by("pk")
    return found


def _installed() -> list[int]:
    return [kind.pk for kind in ContentType.objects.all() if kind.model_class() is not None]


def _is_named() -> Q:
    """That a thing names it as its latest or its public version, or the log as one that was made public or gone back to."""
    named = Q()
    for entries in (PageLogEntry, ModelLogEntry):
        cited = entries.objects.filter(Q(action__startswith="wagtail.publish") | Q(action="wagtail.revert"))
        named |= Q(Exists(cited.filter(revision=OuterRef("pk"))))
    for field in _fields():
        named |= Q(Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return named


def _fields() -> list[Any]:
    """The fields in which things name versions of theirs, each where its column is."""
    kinds = {"latest_revision": RevisionMixin, "live_revision": DraftStateMixin}
    return [
        model._meta.get_field(name)
        for model in apps.get_models()
        for name, kind in kinds.items()
        if issubclass(model, kind) and name in {field.name for field in model._meta.local_fields}
    ]
