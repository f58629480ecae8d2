"""What Full stores."""

from .entry import FullEntry
from .note import FullNote
from .page import FullPage
from .settings import FullSettings

__all__ = ["FullEntry", "FullNote", "FullPage", "FullSettings"]
