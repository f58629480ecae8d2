"""Remembers which plugins are here, and tells whose something is once they are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from cms.dormant.models import KnownPlugin
from cms.extend import Plugin, inventory, registry
from cms.extend.points import Label


def plugins_here() -> Iterator[Plugin]:
    """The loaded plugins that do not belong to the core."""
    slugs = {found.slug for found in settings.PLUGINS.found}
    for config in apps.get_app_configs():
        if isinstance(config, Plugin) and config.slug in slugs:
            yield config


def have_changed() -> bool:
    """Whether others are here than when this was taken down last."""
    return noted() != _slugs_here()


def noted() -> set[str]:
    """The slugs of those that were here when this was taken down last."""
    return set(KnownPlugin.objects.filter(is_here=True).values_list("slug", flat=True))


def _slugs_here() -> set[str]:
    return {plugin.slug for plugin in plugins_here()}


def remember() -> None:
    """Takes down who is here, with tables and blocks, and who is not."""
    KnownPlugin.objects.exclude(slug__in=_slugs_here()).update(is_here=False)
    for plugin in plugins_here():
        given = registry().contributions.get(plugin.slug)
        KnownPlugin.objects.update_or_create(
            slug=plugin.slug,
            defaults={
                "app_label": plugin.label,
                "title": _title_of(plugin),
                "is_here": True,
                "tables": sorted({model._meta.db_table for model in plugin.get_models(include_auto_created=True)}),
                "records": sorted(model._meta.db_table for model in record_models(plugin)),
                **({"blocks": [block.name for block in given.blocks]} if given else {}),
            },
        )


def _title_of(plugin: Plugin) -> str:
    """In the installation's own language, since nobody can translate it when its code is gone."""
    with override(settings.LANGUAGE_CODE):
        return inventory.title_of(plugin.slug)


def removed() -> QuerySet[KnownPlugin]:
    """The plugins that were removed on purpose and whose code was still here at the last `migrate`."""
    return KnownPlugin.objects.filter(removed_at__isnull=False)


def reason_not_to_enable(slug: str) -> Label:
    """Why the plugin must not be enabled; "" if it may."""
    if not removed().filter(slug=slug).exists():
        return ""
    text = _("The plugin {slug} was removed. Bring its pages back first with: manage.py plugins restore {slug}")
    return format_lazy(text, slug=slug)


def forget_removals() -> None:
    """Ends the removal of plugins whose code is gone: with its return their pages come back. Left out is not gone."""
    here = {*(found.slug for found in settings.PLUGINS.found), *(left.slug for left in settings.PLUGINS.left)}
    removed().exclude(slug__in=here).update(removed_at=None)


def record_models(plugin: Plugin) -> list[type[Model]]:
    """Its models that are neither pages nor lines within something of its own: records, and its rows in forms of others."""
    return [model for model in plugin.get_models() if not issubclass(model, Page) and not _is_within_its_own(model)]


def _is_within_its_own(model: type[Model]) -> bool:
    parents: list[Any] = [field.related_model for field in model._meta.fields if isinstance(field, ParentalKey)]
    return any(parent._meta.app_label == model._meta.app_label for parent in parents)


def known(slug: str) -> KnownPlugin:
    """What is known of the plugin; of one that was never here only what its blocks and pages would be called by."""
    return KnownPlugin.objects.filter(slug=slug).first() or KnownPlugin(slug=slug, app_label=slug, title=slug)


def known_by_label(app_label: str) -> KnownPlugin:
    """The same of the plugin with this app label."""
    found = KnownPlugin.objects.filter(app_label=app_label).first()
    return found or KnownPlugin(slug=app_label, app_label=app_label, title=app_label)
