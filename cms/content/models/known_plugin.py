"""What is remembered of plugins that are or were here, so that their content can be named when their code is gone."""

from __future__ import annotations

from django.db import models


class KnownPlugin(models.Model):
    """A plugin as it was at the last `migrate` at which it was here."""

    slug = models.CharField(max_length=50, unique=True)
    app_label = models.CharField(max_length=100, db_index=True)
    title = models.CharField(max_length=200)
    tables = models.JSONField(default=list, help_text="Names of its tables.")
    records = models.JSONField(default=list, help_text="Those of its tables that hold neither pages nor parts of them.")
    blocks = models.JSONField(default=list, help_text="Names of its blocks.")
    is_here = models.BooleanField(default=True, help_text="Whether its code was here then.")
    removed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was removed on purpose; its pages stay parked although its code is here.",
    )

    def __str__(self) -> str:
        return self.title
