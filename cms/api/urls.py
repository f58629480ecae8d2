"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path, re_path

from cms.api.delivery import delivery_api
from cms.api.routes.missing import missing

urlpatterns: list[URLPattern | URLResolver] = [path("", delivery_api().urls), re_path("", missing)]
