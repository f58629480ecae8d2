"""Addresses at which visitors log in or give a password; in place of Wagtail's, which let anybody guess for ever."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.urls import URLPattern, path

from cms.admin.forms.visitors import VisitorLoginForm
from cms.admin.views.visitors import document_password, page_password

urlpatterns: list[URLPattern] = [
    path(
        "_util/login/",
        LoginView.as_view(template_name="wagtailcore/login.html", authentication_form=VisitorLoginForm),
        name="wagtailcore_login",
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        page_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        document_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
