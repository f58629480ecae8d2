"""Which pages have lost their type, or are parked."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from cms.dormant.models import DormantPage


def missing_types() -> list[int]:
    """The ids of the content types that no installed model has."""
    return [each.pk for each in ContentType.objects.all() if each.model_class() is None]


def dormant_type() -> int:
    """The id of the content type of parked pages."""
    return int(ContentType.objects.get_for_model(DormantPage).pk)


def orphans() -> QuerySet[Page]:
    """The pages whose type is missing and that are not parked yet."""
    found: QuerySet[Page] = Page._base_manager.filter(content_type__in=missing_types())
    return found


def parked() -> QuerySet[DormantPage]:
    found: QuerySet[DormantPage] = DormantPage._base_manager.filter(content_type=dormant_type())
    return found


def missing_plugin(content_type: ContentType, key: int | str) -> str:
    """The app label of the plugin that the page with this type and key has lost, or with which it is parked; "" if it has its type."""
    model = content_type.model_class()
    if model is None:
        return str(content_type.app_label)
    if issubclass(model, DormantPage):
        return str(DormantPage._base_manager.values_list("app_label", flat=True).get(pk=key))
    return ""


def plugin_of(page: Page) -> str:
    """The same for a page."""
    return missing_plugin(page.cached_content_type, page.pk)


def first_missing_below(page: Page) -> Page | None:
    """An orphan or a parked page among the page and all below it, if there is one."""
    subtree = Page._base_manager.filter(path__startswith=page.path)
    found: Page | None = subtree.filter(content_type__in=[dormant_type(), *missing_types()]).order_by("path").first()
    return found
