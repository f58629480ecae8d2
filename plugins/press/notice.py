"""That the press officer was told of a release, so that nobody is told twice."""

from __future__ import annotations

from django.db import models


class NationalNotice(models.Model):
    """One release of national reach of which the press officer was told."""

    release = models.UUIDField(primary_key=True)
    told_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.release)
