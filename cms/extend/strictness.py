"""Whether what plugins do wrong is raised instead of caught."""

from __future__ import annotations

import os


def is_strict() -> bool:
    """Whether failures are raised, as tests and developers want it (`LITFASS_PLUGINS_STRICT=1`)."""
    return os.environ.get("LITFASS_PLUGINS_STRICT", "") not in ("", "0")
