"""Under which values things are found."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.content.models import BasePage
from cms.extend import FacetValue


def lead(page: BasePage) -> Iterable[FacetValue]:
    """Whether the page has a lead."""
    yield FacetValue("yes", _("With a lead")) if page.lead else FacetValue("no", _("Without a lead"))
