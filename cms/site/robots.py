"""What search engines may visit."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.site.addresses import search_path
from cms.site.languages import site_languages


def robots(request: HttpRequest) -> HttpResponse:
    """Everything but the editors' surface and the endless combinations of a search."""
    closed = ["/admin/", *(search_path(code) for code in site_languages())]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
