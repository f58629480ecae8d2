"""The report of page types."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page

from cms.public.users import seen


class PageTypesView(PageTypesUsageReportView):
    """How many pages each type has; Wagtail would also name the one that was edited last, whoever may see it."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """Names the page to those alone who may see it."""
        found = super().decorate_paginated_queryset(page_types)
        keys = [each.last_edited_page_id for each in found if each.last_edited_page_id]
        shown = set(seen(Page.objects.filter(pk__in=keys), self.request.user).values_list("pk", flat=True))
        for each in found:
            if each.last_edited_page_id not in shown:
                each.last_edited_page = None
        return found
