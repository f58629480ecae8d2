"""Plugins that are missing while content of theirs waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cms.dormant import ownership
from cms.dormant.models import KnownPlugin
from cms.dormant.uninstall import is_gone
from cms.extend.inventory import inventory


@dataclass(frozen=True)
class MissingPlugin:
    """A plugin whose code was found nowhere, and how much of its content is kept."""

    slug: str
    title: str
    owns: Mapping[str, int]

    @property
    def waiting(self) -> dict[str, int]:
        """How much of each kind waits, whether it was put aside already or not."""
        return {kind: number for kind, number in self.owns.items() if kind != "parked"}


def missing_plugins() -> list[MissingPlugin]:
    """Those that own content, by slug; what is left out or skipped is not missing."""
    found = {listed.slug for listed in inventory()}
    known = [each for each in KnownPlugin.objects.exclude(slug__in=found).order_by("slug") if is_gone(each)]
    owned = ownership.owned_by([each.slug for each in known]) if known else {}
    missing = (MissingPlugin(each.slug, each.title, owned[each.slug].numbers()) for each in known)
    return [each for each in missing if each.owns]
