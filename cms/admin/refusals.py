"""What an editor is told where a plugin refuses a deletion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.content.vetoes import Vetoed, vetoes_against

TOLD = 5
"""How many refusals are told at once."""


def refuse_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back to the list with the reasons, if the page, or what goes with it, may not be deleted."""
    if _refused(request, {page, *_deleted_with(page)}):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _deleted_with(page: Page) -> Iterable[Page]:
    """Translations and aliases that Wagtail deletes along with the page."""
    for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        for others in (hook([page], "delete") or {}).values():
            yield from others


def refuse_bulk(request: HttpRequest, action: str, things: Sequence[Any], view: Any) -> HttpResponse | None:
    """Back to the list with the reasons, if one of the chosen things may not be deleted; then none is."""
    if action == "delete" and _refused(request, things):
        return redirect(view.next_url)
    return None


def refuse_snippets(request: HttpRequest, things: Sequence[Any]) -> HttpResponse | None:
    """Back to the list with the reasons, if one of the records may not be deleted; then none is."""
    if _refused(request, things):
        return redirect(type(things[0]).snippet_viewset.get_url_name("list"))
    return None


def _refused(request: HttpRequest, things: Iterable[Any]) -> bool:
    found = list(islice(vetoes_against(things), TOLD))
    for veto in found:
        messages.error(request, str(Vetoed(*veto)))
    return bool(found)
