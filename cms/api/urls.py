"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path, re_path

from cms.api.app import delivery_api
from cms.api.routes.not_found import not_found

urlpatterns: list[URLPattern | URLResolver] = [path("", delivery_api().urls), re_path("", not_found)]
