"""Under which values press releases are found."""

from __future__ import annotations

from collections.abc import Iterable

from cms.extend import FacetValue
from plugins.press.models import PressReleasePage


def reach(page: PressReleasePage) -> Iterable[FacetValue]:
    """For whose papers the release is written."""
    yield FacetValue(page.reach, str(page.get_reach_display()))
