"""Where visitors log in, or give the password of pages and files that are closed to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from cms.admin.forms.visitors import GuardedPasswordForm

Show = Callable[[GuardedPasswordForm], HttpResponse]


@never_cache
@sensitive_post_parameters("password")
def page_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """The page, for whoever knows the password; the form with the reason for others."""
    restriction = get_object_or_404(PageViewRestriction, pk=page_view_restriction_id)
    page = get_object_or_404(Page, pk=page_id).specific
    action = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    return _let_in(request, restriction, lambda form: page.serve_password_required_response(request, form, action))


@never_cache
@sensitive_post_parameters("password")
def document_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """The document, for whoever knows the password; the form with the reason for others."""
    restriction = get_object_or_404(CollectionViewRestriction, pk=restriction_id)
    action = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])

    def show(form: GuardedPasswordForm) -> HttpResponse:
        return TemplateResponse(request, "wagtaildocs/password_required.html", {"form": form, "action_url": action})

    return _let_in(request, restriction, show)


def _let_in(request: HttpRequest, restriction: Any, show: Show) -> HttpResponse:
    form = GuardedPasswordForm(request.POST or None, instance=restriction, request=request)
    if not form.is_valid():
        return show(form)
    restriction.mark_as_passed(request)
    wanted = form.cleaned_data["return_url"]
    is_ours = url_has_allowed_host_and_scheme(wanted, request.get_host(), request.is_secure())
    return redirect(wanted if is_ours else settings.LOGIN_REDIRECT_URL)
