"""All links of published pages that lead nowhere, for those who may mend them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.admin.care.external_links import external_faults
from cms.admin.care.faults import FaultyPage, by_page
from cms.admin.care.internal_links import internal_faults


def pages_with_broken_links(user: Any) -> list[FaultyPage]:
    """The published pages that the user may edit and on which a link leads nowhere, by title."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return by_page([*internal_faults(allowed, user), *external_faults(allowed)], allowed)
