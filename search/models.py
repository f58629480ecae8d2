"""What the database keeps about the search indices: who builds one, and what one does not take."""

from __future__ import annotations

from django.db import models

from cms.extend.leases import Lease


class Rebuild(Lease):
    """The building of an engine's index, which one process does at a time, and how it went."""

    engine = models.CharField(max_length=50, primary_key=True)

    def __str__(self) -> str:
        return self.engine


class LeftOut(models.Model):
    """A thing whose document an index refused, so that it is not found; tried again when it changes, and by each rebuild."""

    engine = models.CharField(max_length=50)
    entry = models.UUIDField()
    error = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["engine", "entry"], name="left_out_once")]

    def __str__(self) -> str:
        return f"{self.engine}: {self.entry}"
