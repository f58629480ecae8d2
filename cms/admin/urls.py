"""Addresses of this room, below /admin/."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access

from cms.admin.choosers import BrowsedPagesView, ChosenPagesView, SearchPagesView
from cms.admin.extensions.permissions import for_switching
from cms.admin.funding import FundingView
from cms.admin.saved_filters import delete_filter, save_filter
from cms.admin.views.blocks import send_blocks
from cms.admin.views.care import BrokenLinksView, OldPagesView, confirm_page
from cms.admin.views.erasing import ErasePersonView
from cms.admin.views.extensions import ExtensionsView, resume_point, switch_extension
from cms.admin.views.handbook import HandbookView
from cms.admin.views.moving import confirm_move
from cms.admin.views.one_time_login import one_time_login
from cms.admin.views.page_types import PageTypesView
from cms.admin.views.privacy import set_privacy
from cms.admin.views.recurrence import show_recurrence
from cms.admin.views.work import WorkView

for_browsing = require_admin_access(BrowsedPagesView.as_view())

urlpatterns: list[URLPattern] = [
    path("erweiterungen/", for_switching(ExtensionsView.as_view()), name="desk_extensions"),
    path("erweiterungen/<slug:slug>/", for_switching(switch_extension), name="desk_switch_extension"),
    path("erweiterungen/<slug:slug>/fortsetzen/", for_switching(resume_point), name="desk_resume_point"),
    path("handbuch/", require_admin_access(HandbookView.as_view()), name="desk_handbook"),
    path("filter/", save_filter, name="desk_save_filter"),
    path("filter/<int:pk>/loeschen/", delete_filter, name="desk_delete_filter"),
    path("hintergrund/", for_switching(WorkView.as_view()), name="desk_work"),
    path("links/", require_admin_access(BrokenLinksView.as_view()), name="desk_broken_links"),
    path("personen/<int:pk>/loeschen/", require_admin_access(ErasePersonView.as_view()), name="desk_erase_person"),
    path("bloecke/<str:language>/<slug:tag>.js", require_admin_access(send_blocks), name="desk_blocks"),
    path("stimmt-noch/", require_admin_access(OldPagesView.as_view()), name="desk_old_pages"),
    path("stimmt-noch/<int:pk>/", confirm_page, name="desk_confirm_page"),
    path("wiederholung/", require_admin_access(show_recurrence), name="desk_recurrence"),
    path("einmal/<str:uid>/<str:token>/", one_time_login, name="desk_one_time_login"),
    # In place of Wagtail's.
    path("pages/<int:page_id>/privacy/", set_privacy, name="desk_set_privacy"),
    path("choose-page/", for_browsing, name="desk_choose_page"),
    path("choose-page/<int:parent_page_id>/", for_browsing, name="desk_choose_page_child"),
    path(
        "choose-page/chosen-multiple/", require_admin_access(ChosenPagesView.as_view()), name="desk_choose_page_chosen"
    ),
    path("choose-page/search/", require_admin_access(SearchPagesView.as_view()), name="desk_choose_page_search"),
    path("pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", confirm_move, name="desk_confirm_move"),
    path("reports/foerderung/", require_admin_access(FundingView.as_view()), name="desk_funding"),
    path(
        "reports/foerderung/results/",
        require_admin_access(FundingView.as_view(results_only=True)),
        name="desk_funding_results",
    ),
    path("reports/page-types-usage/", require_admin_access(PageTypesView.as_view()), name="desk_page_types_usage"),
    path(
        "reports/page-types-usage/results/",
        require_admin_access(PageTypesView.as_view(results_only=True)),
        name="desk_page_types_usage_results",
    ),
]
