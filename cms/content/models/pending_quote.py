"""Quotes that wait for their release, as the latest version of each page has them; so nobody looks through all texts."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page


class PendingQuote(models.Model):
    """Own words of a person with a record who has not said yet whether they may go out."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("content.Person", on_delete=models.CASCADE, related_name="+")
    block_id = models.CharField(max_length=36)
    digest = models.CharField(max_length=64)
    """Of the words, so that whoever was asked about others has not been asked about these."""
    asked_at = models.DateTimeField(null=True)
    """When a mail last asked about these words."""

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "block_id"], name="content_pending_quote_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return self.block_id
