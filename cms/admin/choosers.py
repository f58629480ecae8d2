"""What choosers offer: pages and records that everybody may see, and those that the user works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView, SearchView, page_models_from_string
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import SpecificIterable

from cms.admin.recent import recent_first
from cms.public.users import WORK, offered, seen, worked_on


def without_hidden(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the pages that the user may see, those of others under the title that is public.

    Wagtail would offer drafts and closed pages, and titles of drafts, to whoever enters the desk.

    Raises `PermissionDenied` for the list of what is below a page that the user may not see.
    """
    below = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    # Wagtail shows the page below which it looks, too; the root is nobody's secret.
    if below and not seen(Page.objects.filter(pk=below), request.user).exists() and not _is_root(below):
        raise PermissionDenied
    found = offered(pages, request.user)
    # The desk's own API takes pages as they are.
    return as_lines(found) if isinstance(request, HttpRequest) else found


def as_lines(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The pages with what a chooser says of each, read for all of them at once."""
    lines: Any = pages.defer_streamfields().specific().prefetch_related("locale")  # type: ignore[attr-defined]
    lines = lines.prefetch_workflow_states().annotate_approved_schedule()
    lines._iterable_class = WithParents  # noqa: SLF001 - there is no public way
    return lines  # type: ignore[no-any-return]


def know_parents(pages: Iterable[Page]) -> None:
    """Lets each of the pages know its parent."""
    Page.objects.annotate_parent_page(pages)
    for page in pages:
        page._cached_parent_obj = page._parent_page  # noqa: SLF001 - there is no public way


class WithParents(SpecificIterable):
    """Pages that know their parents."""

    def __iter__(self) -> Iterator[Page]:
        pages = list(super().__iter__())
        know_parents(pages)
        return iter(pages)


def _is_root(key: int) -> bool:
    return bool(Page.objects.filter(pk=key, depth=1).exists())


class BrowsedPagesView(BrowseView):
    """Wagtail's chooser of pages; it reads those that it shows in the order of the tree, and no others.

    Where pages of some types alone can be chosen it opens on their list, in the main language; those that the user chose lately stand
    on top.
    """

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> Any:
        return super().get(request, parent_page_id or self._list_of(request.GET.get("page_type") or "wagtailcore.page"))

    def _list_of(self, types: str) -> int | None:
        """The page below which all pages of the types are in the main language; None for pages of any type, or without one."""
        with suppress(ValueError, LookupError):
            models = page_models_from_string(types)
            if models != (Page,):
                found = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE).type(*models)
                above = found.first_common_ancestor() if found.exists() else None
                return None if above is None or above.is_root() else int(above.pk)
        return None

    def filter_object_list(self, pages: Any) -> Any:
        """The pages of these types and what leads to such: as one condition, since two halves would be found and sorted whole."""
        for hook in hooks.get_hooks("construct_page_chooser_queryset"):
            pages = hook(pages, self.request)
        if self.desired_classes == (Page,):
            return pages
        return recent_first(pages.filter(pages.type_q(*self.desired_classes) | Q(numchild__gt=0)), self.request.user)


class SearchPagesView(SearchView):
    """What a chooser of pages finds, with their parents, which are read at once, too."""

    def get(self, request: HttpRequest) -> Any:
        answer = super().get(request)
        know_parents(answer.context_data["pages"])
        return answer


class ChosenPagesView(ChosenMultipleView):
    """What a chooser tells of pages that were chosen together; of others than it offers nothing, whoever knows their numbers."""

    def get(self, request: HttpRequest) -> Any:
        asked = Page.objects.filter(pk__in=[key for key in request.GET.getlist("id") if key.isdecimal()])
        question = request.GET.copy()
        question.setlist("id", [str(key) for key in seen(asked, request.user).values_list("pk", flat=True)])
        request.GET = question  # type: ignore[assignment]
        return super().get(request)

    def render_chosen_response(self, result: list[dict[str, Any]]) -> Any:
        """Wagtail's answer, with the public titles of pages of others."""
        of_others = Page.objects.exclude(pk__in=worked_on(Page, self.request.user))
        titles = dict(of_others.filter(pk__in=[each["id"] for each in result]).values_list("pk", "title"))
        return super().render_chosen_response(
            [{**each, "adminTitle": titles.get(each["id"], each["adminTitle"])} for each in result]
        )


class FilesOfOne:
    """Lists in the desk's own API those images or documents alone that the user works with; Wagtail would list all."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Any]:
        """Those that choosers offer."""
        policy: BasePermissionPolicy = policy_registry.get_by_type(self.model)  # type: ignore[attr-defined]
        found: QuerySet[Any] = policy.instances_user_has_any_permission_for(self.request.user, (*WORK, "choose"))
        return found.order_by("id")


class ImagesOfOne(FilesOfOne, ImagesAdminAPIViewSet):
    """Images in the desk's own API."""


class DocumentsOfOne(FilesOfOne, DocumentsAdminAPIViewSet):
    """Documents in the desk's own API."""


def without_files_of_others(router: Any) -> None:
    """In place of Wagtail's."""
    router.register_endpoint("images", ImagesOfOne)
    router.register_endpoint("documents", DocumentsOfOne)
