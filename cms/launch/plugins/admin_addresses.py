"""Addresses that plugins add to the desk: none is the core's or another plugin's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from cms.extend.points import Contributions
from cms.extend.reserved import ADMIN_NAMES, ADMIN_PATHS
from cms.extend.unloading import CannotStay, tell
from cms.launch.plugins.hooks import hooks_of

PLAIN = re.compile(r"[\w-]+")

Name = tuple[str, str]
"""`path` with the first part of an address, or `name` with what `reverse` calls it."""


def admin_addresses_are_its_own(config: AppConfig, given: Contributions) -> None:
    """Its addresses at the desk begin with a word that neither the core nor another plugin has, and so do their names."""
    slug = str(getattr(config, "slug", config.label))
    own = set(names_of(slug))
    for kind, name in sorted(own):
        if (name in ADMIN_PATHS or not PLAIN.fullmatch(name)) if kind == "path" else name.startswith(ADMIN_NAMES):
            text = _("its address {name} at the desk is the core's; begin it with {slug}")
            raise CannotStay(format_lazy(text, name=name or "/", slug=slug))
    for other in [each.slug for each in settings.PLUGINS.found if each.slug != slug] if own else ():
        if shared := sorted(own & set(_safely(other))):
            name = shared[0][1]
            tell(
                other,
                format_lazy(
                    _("{slug} wants the address {name} at the desk too, and is left out"), slug=slug, name=name
                ),
            )
            raise CannotStay(
                format_lazy(_("its address {name} at the desk belongs to {owner}"), name=name, owner=other)
            )


def _safely(slug: str) -> Iterable[Name]:
    """The names of another plugin, which is asked for its own sake at its own time."""
    try:
        return list(names_of(slug))
    except Exception:  # noqa: BLE001 - it is that plugin's failure
        return ()


def names_of(slug: str) -> Iterator[Name]:
    """What the plugin's hooks add to the desk."""
    for hook in hooks_of(slug, "register_admin_urls"):
        given = hook.__wrapped__() or ()
        if not isinstance(given, list | tuple):
            raise TypeError(f"register_admin_urls gives {type(given).__name__}; let it give a list of path()")
        yield from _of_patterns(given)
    for hook in hooks_of(slug, "register_admin_viewset"):
        yield from _of_viewsets(hook.__wrapped__())


def _of_patterns(patterns: Iterable[Any]) -> Iterator[Name]:
    for pattern in patterns:
        first = str(pattern.pattern).lstrip("^").partition("/")[0].removesuffix("$")
        inner = getattr(pattern, "url_patterns", None)
        if inner is not None and not first:
            yield from _of_patterns(inner)
            continue
        yield "path", first
        if inner is None:
            yield from [("name", pattern.name)] if pattern.name else []
        elif pattern.namespace:
            yield "name", pattern.namespace
        else:
            yield from (each for each in _of_patterns(inner) if each[0] == "name")


def _of_viewsets(given: Any) -> Iterator[Name]:
    for each in given if isinstance(given, list | tuple) else [given]:
        if isinstance(each, ViewSetGroup):
            yield from _of_viewsets(list(each.registerables))
        elif isinstance(each, ViewSet):
            list(each.get_urlpatterns())
            yield "path", str(each.url_prefix).partition("/")[0]
            yield "name", str(each.url_namespace)
        else:
            raise TypeError(f"register_admin_viewset gives {type(each).__name__}; let it give a ViewSet")
