"""Every address of the installation."""

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
