"""What Full stores."""

from .entry import FullEntry
from .page import FullPage
from .settings import FullSettings

__all__ = ["FullEntry", "FullPage", "FullSettings"]
