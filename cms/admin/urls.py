"""Addresses of this room, below /admin/."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access

from cms.admin.extensions.rights import for_switching
from cms.admin.views.erasing import ErasePersonView
from cms.admin.views.extensions import ExtensionsView, resume_point, switch_extension
from cms.admin.views.one_time_login import one_time_login
from cms.admin.views.privacy import set_privacy

urlpatterns: list[URLPattern] = [
    path("erweiterungen/", for_switching(ExtensionsView.as_view()), name="desk_extensions"),
    path("erweiterungen/<slug:slug>/", for_switching(switch_extension), name="desk_switch_extension"),
    path("erweiterungen/<slug:slug>/fortsetzen/", for_switching(resume_point), name="desk_resume_point"),
    path("personen/<int:pk>/loeschen/", require_admin_access(ErasePersonView.as_view()), name="desk_erase_person"),
    path("einmal/<str:uid>/<str:token>/", one_time_login, name="desk_one_time_login"),
    # In place of Wagtail's.
    path("pages/<int:page_id>/privacy/", set_privacy, name="desk_set_privacy"),
]
