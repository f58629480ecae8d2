"""What an editor is told where the law or a plugin refuses what they want to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.content.placing import refuse_disabled, refuse_unavailable
from cms.content.required_pages import refusal, refuse_to_move, required_below
from cms.content.sites import site_of
from cms.content.vetoes import Vetoed, vetoes_against

TOLD = 5
"""How many refusals are told at once."""


def refuse_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back to the list with the reasons, if the page, or what goes with it, may not be deleted."""
    if _refused(request, {page, *_cascade(page, "delete")}):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back to the list with the reason, if the page, or what goes with it, must stay public."""
    pages = {page, *_cascade(page, "unpublish")}
    if _must_stay(request, pages, with_descendants=bool(request.POST.get("include_descendants"))):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Back to the list with the reason, if a page that must stay public would be hidden there."""
    if _may_not_move(request, [page], destination):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back to the list with the reason, if the copy would bring a page to a site where its plugin is disabled."""
    parent = Page.objects.filter(pk=request.POST.get("new_parent_page") or 0).first()
    if request.method == "POST" and parent:
        try:
            refuse_unavailable(page, site_of(parent), with_descendants=bool(request.POST.get("copy_subpages")))
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _cascade(page: Page, action: str) -> Iterable[Page]:
    """Translations and aliases with which Wagtail does the same."""
    for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        for others in (hook([page], action) or {}).values():
            yield from others


def refuse_bulk(request: HttpRequest, action: str, things: Sequence[Any], view: Any) -> HttpResponse | None:
    """Back to the list with the reasons, if one of the chosen things may not be deleted, taken back or moved; then none is."""
    chosen = view.cleaned_form.cleaned_data if view.cleaned_form else {}
    pages = [thing for thing in things if isinstance(thing, Page)]
    refused = {
        "delete": lambda: _refused(request, things),
        "unpublish": lambda: _must_stay(request, pages, with_descendants=bool(chosen.get("include_descendants"))),
        "move": lambda: _may_not_move(request, pages, chosen["chooser"]),
    }
    return redirect(view.next_url) if action in refused and refused[action]() else None


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


def _must_stay(request: HttpRequest, pages: Iterable[Page], *, with_descendants: bool) -> bool:
    found = [each for page in pages for each in required_below(page) if with_descendants or each.pk == page.pk]
    for page in found[:TOLD]:
        messages.error(request, refusal(page).message)
    return bool(found)


def _may_not_move(request: HttpRequest, pages: Iterable[Page], destination: Page) -> bool:
    try:
        for page in pages:
            refuse_to_move(page, below=destination)
            refuse_disabled(page, below=destination)
    except ValidationError as error:
        messages.error(request, error.message)
        return True
    return False
