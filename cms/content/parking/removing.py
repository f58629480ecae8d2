"""Puts the pages of a plugin aside on purpose, while its code is still here, and takes that back."""

from __future__ import annotations

from django.utils import timezone

from cms.content.known_plugins import known, removed
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking.leaving import park
from cms.content.parking.returning import restore
from cms.content.parking.signals import plugins_settled


def remove(slug: str) -> int:
    """Parks all pages of the plugin; how many there were. No `migrate` gives them back before its code has gone and returned."""
    # First the mark: a run that ends halfway is taken up by the next one, and undone by no `migrate`.
    KnownPlugin.objects.filter(slug=slug).update(removed_at=timezone.now())
    return park(known(slug).app_label)


def bring_back(slug: str) -> int:
    """Gives the pages of the plugin back, even if it was removed on purpose; how many these were."""
    removed().filter(slug=slug).update(removed_at=None)
    back = restore(known(slug).app_label)
    plugins_settled.send(sender=DormantPage, changed=True)
    return back
