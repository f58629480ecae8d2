"""What the desk keeps: for its users, and of the care for pages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A question to a list at the desk, under a name that its user gave it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=200)
    """The list's."""
    query = models.CharField(max_length=1000)
    name = models.CharField(_("name"), max_length=60)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "address", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name


class Confirmation(models.Model):
    """That somebody has looked at a page and found it right, the last time."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id} @ {self.at}"
