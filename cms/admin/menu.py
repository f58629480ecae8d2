"""Entries that plugins add to the editors' main menu."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from cms.extend import MenuEntry, is_enabled, registry


def add_entries(request: HttpRequest, items: list[MenuItem]) -> None:
    """Adds the entries that this person may see, of plugins that are enabled for a site."""
    shown = [entry for entry in registry().menu if _is_shown(entry, request)]
    items.extend(_item(entry, address) for entry in shown if (address := entry.address()))


def _is_shown(entry: MenuEntry, request: HttpRequest) -> bool:
    return is_enabled(entry.plugin) and (not entry.permission or request.user.has_perm(entry.permission))


def _item(entry: MenuEntry, address: str) -> MenuItem:
    return MenuItem(entry.label, address, name=f"{entry.plugin}-{entry.name}", icon_name=entry.icon, order=entry.order)
