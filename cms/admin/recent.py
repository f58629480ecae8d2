"""What somebody chose lately, which is what they are likely to choose again."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, QuerySet, Value, When
from wagtail.models import Page, ReferenceIndex, Revision

VERSIONS = 50
"""So many of the versions that the user stored last say on which pages they work."""
MOST = 5


def recent_first(things: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """The same, with those before all others that the pages refer to on which the user worked last."""
    keys = _recent(things.model, user)
    place = Case(*(When(pk=key, then=Value(n)) for n, key in enumerate(keys)), default=Value(MOST))
    return things.order_by(place, *(things.query.order_by or things.model._meta.ordering or ["pk"])) if keys else things


def _recent(model: type[Any], user: Any) -> list[str]:
    """The keys of at most `MOST` things of the model."""
    base: Any = Page if issubclass(model, Page) else model
    page_type = ContentType.objects.get_for_model(Page)
    versions = Revision.objects.filter(user=user, base_content_type=page_type).order_by("-pk")
    pages = list(dict.fromkeys(versions.values_list("object_id", flat=True)[:VERSIONS]))
    links = ReferenceIndex.objects.filter(base_content_type=page_type, object_id__in=pages)
    links = links.filter(to_content_type=ContentType.objects.get_for_model(base)).values_list(
        "object_id", "to_object_id"
    )
    chosen = dict.fromkeys(key for _page, key in sorted(links, key=lambda link: pages.index(link[0])))
    if base is not model:
        known = {str(key) for key in model._base_manager.filter(pk__in=chosen).values_list("pk", flat=True)}
        return [key for key in chosen if key in known][:MOST]
    return list(chosen)[:MOST]
