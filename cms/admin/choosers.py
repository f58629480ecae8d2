"""What choosers offer: pages and records that everybody may see, and those that the user works on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from cms.public.users import WORK, seen, worked_on


def without_hidden(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the pages that the user may see, those of others under the title that is public.

    Wagtail would offer drafts and closed pages, and titles of drafts, to whoever enters the desk.

    Raises `PermissionDenied` for the list of what is below a page that the user may not see.
    """
    below = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    # Wagtail shows the page below which it looks, too; the root is nobody's secret.
    if below and not seen(Page.objects.filter(pk=below), request.user).exists() and not _is_root(below):
        raise PermissionDenied
    of_others = ExpressionWrapper(~Q(pk__in=worked_on(Page, request.user)), output_field=BooleanField())
    annotated: QuerySet[Any] = seen(pages, request.user).annotate(is_of_others=of_others)
    return annotated


def _is_root(key: int) -> bool:
    return bool(Page.objects.filter(pk=key, depth=1).exists())


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
