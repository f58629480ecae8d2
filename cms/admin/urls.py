"""Addresses of this room, below /admin/."""

from __future__ import annotations

from django.urls import URLPattern, path

from cms.admin.views.one_time_login import one_time_login

urlpatterns: list[URLPattern] = [
    path("einmal/<str:uid>/<str:token>/", one_time_login, name="desk_one_time_login"),
]
