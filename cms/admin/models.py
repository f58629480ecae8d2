"""What the desk keeps: for its users, and of the care for pages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    """Why a link to another site leads nowhere."""

    GONE = "gone"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    UNSAFE = "unsafe"
    CIRCLE = "circle"
    SILENT = "silent"


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


class ExternalAddress(models.Model):
    """An address of another site to which public pages lead, and what came of asking there."""

    address = models.CharField(max_length=1000, unique=True)
    host = models.CharField(max_length=255)
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(db_index=True)
    """When it is asked again."""
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=7, choices=Trouble.choices, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """On how many days in a row it failed."""
    failing_since = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["failures"], condition=models.Q(failures__gt=0), name="desk_failing_addresses")]

    def __str__(self) -> str:
        return self.address


class ExternalLink(models.Model):
    """That an address stands on a public page, as of the last collecting."""

    address = models.ForeignKey(ExternalAddress, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "page"], name="external_link_once")]

    def __str__(self) -> str:
        return f"{self.address_id} @ {self.page_id}"
