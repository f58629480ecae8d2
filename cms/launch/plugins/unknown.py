"""Slugs that nobody knows."""

from __future__ import annotations

from django.core.management.base import CommandError

from cms.dormant.models import KnownPlugin
from cms.extend.inventory import inventory


def refuse_unknown(slug: str) -> None:
    """Raises `CommandError`, with those that are known, for a plugin that is neither here nor was."""
    known = {*(listed.slug for listed in inventory()), *KnownPlugin.objects.values_list("slug", flat=True)}
    if slug not in known:
        raise CommandError(f"There is no plugin {slug}. Known are: {', '.join(sorted(known)) or 'none'}.")
