"""Why something is not public."""

from __future__ import annotations

from django.db import models


class Reason(models.TextChoices):
    """Why something is not public, in the words that partners read."""

    UNPUBLISHED = "unpublished"
    EXPIRED = "expired"
    DELETED = "deleted"
    RESTRICTED = "restricted"
    ERASED = "erased"
    MOVED_OUT = "moved-out"
