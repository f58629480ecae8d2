"""Addresses of files."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path, re_path

from cms.public.image_address import ROUTE
from cms.site.files.avatars import FOLDER, avatar
from cms.site.files.documents import document
from cms.site.files.images import image, image_of_old

urlpatterns: list[URLPattern] = [
    path("images/<int:image_id>/<str:signature>/<str:name>", image, name=ROUTE),
    re_path(r"^images/([^/]*)/(\d+)/([^/]*)/[^/]*$", image_of_old, name="wagtailimages_serve"),
    path(f"{settings.MEDIA_URL.lstrip('/')}{FOLDER}/<str:name>", avatar),
    # Wagtail's name, by which its interface finds it.
    path("documents/<int:document_id>/<path:filename>", document, name="wagtaildocs_serve"),
]
