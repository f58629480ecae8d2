"""Which pages have lost their type."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from cms.content.models.dormant import DormantPage


class Unreachable(NamedTuple):
    """A page that nobody can open, since its plugin is missing."""

    pk: int
    title: str
    plugin: str


def missing_types() -> list[ContentType]:
    """The content types that no installed model has."""
    return [each for each in ContentType.objects.all() if each.model_class() is None]


def orphans() -> QuerySet[Page]:
    """The pages whose type is missing and that are not parked yet."""
    found: QuerySet[Page] = Page._base_manager.filter(content_type__in=[each.pk for each in missing_types()])
    return found


def pages_of(app_label: str) -> QuerySet[Page]:
    """The pages of this plugin that are not parked, whether its code is there or not."""
    found: QuerySet[Page] = Page._base_manager.filter(content_type__app_label=app_label)
    return found


def is_missing(page: Page) -> bool:
    """Whether the page is an orphan or parked."""
    model = page.cached_content_type.model_class()
    return model is None or issubclass(model, DormantPage)


def plugin_of(page: Page) -> str:
    """The app label of the plugin of an orphan or a parked page, by which it is known to people."""
    if page.cached_content_type.model_class() is None:
        return str(page.cached_content_type.app_label)
    return str(DormantPage._base_manager.values_list("app_label", flat=True).get(pk=page.pk))


def has_parked(model: type[Page]) -> bool:
    """Whether pages of this model are parked although it is here, so that lists of it would hold stand-ins."""
    meta = model._meta
    found: bool = _parked_in(DormantPage._base_manager.filter(app_label=meta.app_label, model=meta.model_name)).exists()
    return found


def unreachable(page: Page) -> list[Unreachable]:
    """The orphans and parked pages among the page and all below it, at most ten."""
    subtree = Page._base_manager.filter(path__startswith=page.path)
    return [
        Unreachable(each.pk, each.title, plugin_of(each)) for each in (_parked_in(subtree) | _lost_in(subtree))[:10]
    ]


def _parked_in(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.filter(content_type=ContentType.objects.get_for_model(DormantPage))


def _lost_in(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.filter(content_type__in=[each.pk for each in missing_types()])
