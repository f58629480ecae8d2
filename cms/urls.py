"""Every address of the installation."""

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady

# Before the imports below: Wagtail asks for the addresses of all plugins as soon as its own are imported.
if not apps.ready:
    raise AppRegistryNotReady("Addresses are known once all plugins are ready: look them up later.")

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from cms.public.api_address import PREFIX

handler404 = "cms.site.errors.not_found"
handler500 = "cms.site.errors.failed"

urlpatterns = [
    path("admin/", include("cms.admin.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("cms.admin.doors")),
    path(PREFIX.lstrip("/"), include("cms.api.urls")),
    path("", include("cms.site.urls")),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
