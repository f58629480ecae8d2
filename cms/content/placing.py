"""Where pages may come to stand: on no site for which the plugin of their type is disabled, moved or copied."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.content.sites import site_of
from cms.extend import is_enabled, registry
from cms.extend.reserved import CORE


def is_available(model: type[Page], site: int | None) -> bool:
    """Whether new pages of the type may be there: its plugin is enabled for the site, or for any where there is no site."""
    public = registry().type_of(model)
    return public is None or is_enabled(public.plugin, site)


def refuse_new(page: Page) -> None:
    """Raises `ValidationError` for a page that is being added below another one, by a form or by code, where its plugin is disabled."""
    parent = getattr(page, "_cached_parent_obj", None) if page._state.adding else None
    public = registry().type_of(type(page))
    # Pages of the core are not asked about: Wagtail lets a page keep the sites that it knew when it was asked first.
    if parent is None or public is None or public.plugin in CORE:
        return
    if not is_enabled(public.plugin, site_of(parent)):
        raise _refusal(type(page))


def refuse_disabled(page: Page, *, below: Page) -> None:
    """Raises `ValidationError` if the page, or one below it, would come to a site where its plugin is disabled."""
    if (site := site_of(below)) != site_of(page):
        refuse_unavailable(page, site)


def refuse_unavailable(page: Page, site: int | None, *, with_descendants: bool = True) -> None:
    """Raises `ValidationError` if the plugin of the page, or of one below it, is disabled for the site."""
    for model in _models(page) if with_descendants else [page.specific_class]:
        if model is not None and not is_available(model, site):
            raise _refusal(model)


def _models(page: Page) -> Iterator[type[Page] | None]:
    types = Page._base_manager.filter(path__startswith=page.path).order_by().values_list("content_type", flat=True)
    for key in set(types):
        yield ContentType.objects.get_for_id(key).model_class()


def _refusal(model: type[Page]) -> ValidationError:
    message = _(
        "There can be no page of the kind “%(kind)s” there: its plugin is disabled for that site. Enable it first."
    )
    return ValidationError(message % {"kind": model._meta.verbose_name}, code="plugin_disabled")
