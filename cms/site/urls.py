"""Addresses of this room."""

from django.conf import settings
from django.urls import URLPattern, path

from cms.site.addresses import search_path
from cms.site.feeds.view import feed
from cms.site.files.urls import urlpatterns as files
from cms.site.icons import icon
from cms.site.robots import robots
from cms.site.search_page import search_page
from cms.site.sitemap import sitemap
from cms.site.theming.view import stylesheet

urlpatterns: list[URLPattern] = [
    *(path(search_path(code).lstrip("/"), search_page) for code, _name in settings.LANGUAGES),
    *files,
    path("feeds/<str:name>", feed),
    path("theme.css", stylesheet, name="theme"),
    path("favicon.ico", icon, {"name": "favicon.ico"}),
    *(path(f"apple-touch-icon{size}.png", icon, {"name": "apple-touch-icon.png"}) for size in ("", "-precomposed")),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap),
    path("sitemap-<int:number>.xml", sitemap),
]
