"""For tests about a plugin, which an installation may leave out."""

from __future__ import annotations

import pytest
from django.conf import settings


def require(slug: str) -> None:
    """Skips the module or test if the plugin is not loaded."""
    if slug not in {found.slug for found in settings.PLUGINS.found}:
        pytest.skip(f"the plugin {slug} is not loaded", allow_module_level=True)
