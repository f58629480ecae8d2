"""Addresses of files."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from cms.public.image_address import ROUTE
from cms.site.files.documents import document
from cms.site.files.images import image, image_of_old

urlpatterns: list[URLPattern] = [
    path("images/<int:image_id>/<str:signature>/<str:name>", image, name=ROUTE),
    re_path(r"^images/([^/]*)/(\d+)/([^/]*)/[^/]*$", image_of_old, name="wagtailimages_serve"),
    # Wagtail's names, by which its interface finds them.
    path("documents/<int:document_id>/<path:filename>", document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
