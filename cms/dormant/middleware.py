"""The desk while a plugin is missing: each view of its pages leads back to their list with the reason, and no view breaks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, PageBase, ReferenceIndex

from cms.dormant.known_plugins import known_by_label
from cms.dormant.missing import first_missing_below, missing_types, orphans, parked, plugin_of
from cms.dormant.refusals import PluginMissing, Refusal, is_needed, reason_of
from cms.public.users import seen
from cms.publishing.middleware import SAFE_METHODS, answered_whole

log = logging.getLogger(__name__)

KEYS = ("page_id", "page_to_move_id", "parent_page_id", "destination_id", "pk")
"""What addresses of the desk call the key of a page."""
NAMESPACES = {"wagtailadmin_pages", "simple_translation"}
"""Where such addresses stand."""
OURS = frozenset(("desk_set_privacy", "desk_confirm_move"))
"""Views of the desk that stand in place of such."""

OPENING = Refusal(
    put_aside=gettext_lazy(
        "“%(title)s” belongs to the plugin “%(plugin)s” and is put aside. The page is kept as it is; an administrator brings it back "
        "with: manage.py plugins restore %(slug)s"
    ),
    missing=gettext_lazy(
        "“%(title)s” belongs to the plugin “%(plugin)s”, which is missing. The page is kept as it is; nobody can open or change it "
        "until the plugin is back."
    ),
)
DELETING_ABOVE = Refusal(
    put_aside=gettext_lazy(
        "“%(title)s” cannot be deleted: below it stand pages of the plugin “%(plugin)s” that are put aside, e.g. “%(below)s”. They are "
        "kept; an administrator brings them back with: manage.py plugins restore %(slug)s"
    ),
    missing=gettext_lazy(
        "“%(title)s” cannot be deleted: below it stand pages of the plugin “%(plugin)s”, which is missing, e.g. “%(below)s”. They are "
        "kept until the plugin is back."
    ),
)


class MissingPluginMiddleware:
    """Says readably why a page of a missing plugin can neither be opened nor changed; stands before whatever calls the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """The way back where a view cannot be had; None leaves the view to the rest."""
        if not _is_at_the_desk(request):
            return None
        with translation.override(_language(request.user)):
            if answer := (
                _instead_of_page(request, kwargs)
                or _instead_of_overview(request, kwargs)
                or _instead_of_own_list(request, view)
            ):
                return answer
        if request.method in SAFE_METHODS:
            return None
        try:
            return answered_whole(request, view, args, kwargs)
        except PluginMissing as missing:
            return _back(request, str(missing))
        except IntegrityError as error:
            if not is_needed(error):
                raise
            log.warning("%s %s was refused.", request.method, request.path, exc_info=error)
            # The database may have refused at the commit, when the view had said that all is done.
            cast("Any", messages.get_messages(request))._queued_messages.clear()  # noqa: SLF001 - there is no public way
            with translation.override(_language(request.user)):
                return _back(request, reason_of(error))


def _is_at_the_desk(request: HttpRequest) -> bool:
    return request.path.startswith("/admin/") and request.user.has_perm("wagtailadmin.access_admin")


def _language(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile else translation.get_language()


def _instead_of_page(request: HttpRequest, kwargs: Mapping[str, Any]) -> HttpResponseBase | None:
    match = request.resolver_match
    if match is None or not (NAMESPACES & set(match.namespaces) or match.url_name in OURS):
        return None
    for page in Page.objects.filter(pk__in=[kwargs[name] for name in KEYS if name in kwargs]):
        missing = plugin_of(page)
        if missing and not seen(Page.objects.filter(pk=page.pk), request.user).exists():
            refused: HttpResponseBase = permission_denied(request)
            return refused
        if missing:
            return _back(request, OPENING.about(missing, title=page.title), page=page)
        if match.url_name == "delete" and (below := first_missing_below(page)):
            reason = DELETING_ABOVE.about(plugin_of(below), title=page.title, below=below.title)
            return _back(request, reason, page=page)
    return None


def _instead_of_overview(request: HttpRequest, kwargs: Mapping[str, Any]) -> HttpResponseBase | None:
    """The way back from the few overviews that break on pages that are not parked yet."""
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    if not (name.endswith("usage") or name == "wagtail_bulk_action"):
        return None
    if not (types := missing_types()):
        return None
    chosen = [int(key) for key in request.GET.getlist("id") if key.isdecimal()]
    targets = [str(value) for value in kwargs.values()]
    if orphans().filter(pk__in=chosen).exists() or (
        ReferenceIndex.objects.filter(content_type__in=types, to_object_id__in=targets).exists()
    ):
        return _back(request, _("Pages of a missing plugin are not put aside yet; run: manage.py migrate"))
    return None


def _instead_of_own_list(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """The way back from a plugin's own views of its pages while these are put aside."""
    model: Any = getattr(view, "view_initkwargs", {}).get("model")
    if not (isinstance(model, PageBase) and model is not Page):
        return None
    label = model._meta.app_label
    if not parked().filter(app_label=label, model=model._meta.model_name).exists():
        return None
    plugin = known_by_label(label)
    text = _(
        "The pages of the plugin “%(plugin)s” are put aside. They are kept; an administrator brings them back with: manage.py plugins "
        "restore %(slug)s"
    )
    return _back(request, text % {"plugin": plugin.title, "slug": plugin.slug})


def _back(request: HttpRequest, reason: str, *, page: Page | None = None) -> HttpResponseBase:
    """To the list in which the page stands, or where the editor came from, with the reason."""
    messages.error(request, reason)
    parent = page.get_parent() if page else None
    if parent is not None:
        return redirect("wagtailadmin_explore", parent.pk)
    came_from = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if safe and urlsplit(came_from).path != request.path else "wagtailadmin_home")
