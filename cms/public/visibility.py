"""May the public see this? The one answer, for a thing at hand and for a query."""

from __future__ import annotations

from typing import Any, TypeGuard, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from cms.extend import PublicType, Record, registry
from cms.extend.points import always_public
from cms.public.reasons import Reason
from cms.public.restrictions import is_restricted, restricted, restrictions_of

Named = TypeVar("Named")


def is_public(thing: Any) -> bool:
    """Whether everybody may see the page, record, image or document; nobody sees what is gone (None)."""
    return why_hidden(thing) is None


def may_be_named(record: Named | None) -> TypeGuard[Named]:
    """Whether others may name the record: it is out, whether or not it is shown by itself, which a person is with a public profile only."""
    return record is not None and _why_draft(record) is None


def lets_in(thing: Any, request: HttpRequest) -> bool:
    """Whether the page or file is closed to others than this visitor alone."""
    return why_hidden(thing) == Reason.RESTRICTED and all(
        restriction.accept_request(request) for restriction in restrictions_of(thing)
    )


def why_hidden(thing: Any) -> Reason | None:
    """Why the public may not see the page, record, image or document now; None if it may."""
    if thing is None:
        return Reason.DELETED
    if isinstance(thing, Page):
        return _why_page_hidden(thing)
    if hasattr(thing, "collection_id"):
        return _why_file_hidden(thing)
    return _why_record_hidden(thing)


def public(things: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the pages, records, images or documents that everybody may see now: the SQL twin of `why_hidden`."""
    if issubclass(things.model, Page):
        return things.filter(_pages(things.model))
    if hasattr(things.model, "collection_id"):
        return things.filter(_files(things.model))
    return _records(things)


def rights_ended(file: Any) -> bool:
    """Whether the day has passed until which the image or document may be shown."""
    until = getattr(file, "rights_until", None)
    return bool(until and until < timezone.localdate())


def _why_page_hidden(page: Page) -> Reason | None:
    if reason := _why_draft(page):
        return reason
    # What a plugin that is missing has left has no model, as whatever it was loaded.
    model = page.specific_class
    if model is None or registry().type_of(model) is None:
        return Reason.UNPUBLISHED
    if is_restricted(page):
        return Reason.RESTRICTED
    return Reason.MOVED_OUT if page.get_url_parts() is None else None


def _pages(model: type[Page]) -> Q:
    types = ContentType.objects.get_for_models(*(public.model for public in registry().page_types))
    in_site = Q(pk__in=[])
    for root in Site.get_site_root_paths():
        in_site |= Q(url_path__startswith=root.root_path)
    return _not_draft(model) & Q(content_type__in=list(types.values())) & in_site & ~restricted(model)


def _why_file_hidden(file: Any) -> Reason | None:
    if rights_ended(file):
        return Reason.EXPIRED
    return Reason.RESTRICTED if is_restricted(file) else None


def _files(model: Any) -> Q:
    allowed = ~restricted(model)
    if hasattr(model, "rights_until"):
        allowed &= Q(rights_until=None) | Q(rights_until__gte=timezone.localdate())
    return allowed


def _why_record_hidden(record: Any) -> Reason | None:
    if reason := _why_draft(record):
        return reason
    descriptor = registry().type_of(type(record))
    return None if descriptor and _allows(descriptor, record) else Reason.RESTRICTED


def _allows(descriptor: PublicType, record: Any) -> bool:
    return not isinstance(descriptor, Record) or bool(descriptor.is_public(record))


def _records(records: QuerySet[Any]) -> QuerySet[Any]:
    descriptor = registry().type_of(records.model)
    if not isinstance(descriptor, Record):
        return records.none()
    found = records.filter(_not_draft(records.model))
    if descriptor.is_public is always_public:
        return found
    # What a plugin decides in Python is asked of each; there is no SQL for it.
    return records.filter(pk__in=[record.pk for record in found if descriptor.is_public(record)])


def _why_draft(thing: Any) -> Reason | None:
    """Why a page, or a record that has drafts, is not out; nothing is once its end has come, whoever is still to take it back."""
    if not getattr(thing, "live", True):
        return Reason.EXPIRED if thing.expired else Reason.UNPUBLISHED
    return Reason.EXPIRED if _has_expired(thing) else None


def _has_expired(thing: Any) -> bool:
    until = getattr(thing, "expire_at", None)
    return bool(until and until <= timezone.now())


def _not_draft(model: Any) -> Q:
    if not hasattr(model, "live"):
        return Q()
    return Q(live=True) & (Q(expire_at=None) | Q(expire_at__gt=timezone.now()))
