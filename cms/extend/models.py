"""What the installation decided about plugins, and what the guard took down."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.extend import reasons
from cms.extend.leases import Lease
from cms.extend.points import Label


class Activation(models.Model):
    """Whether a plugin is enabled for a site; without a row its own default holds."""

    plugin = models.CharField(max_length=50)
    site = models.PositiveBigIntegerField(help_text="Wagtail site's id.")
    enabled = models.BooleanField()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [models.UniqueConstraint(fields=["plugin", "site"], name="one_decision_per_site")]

    def __str__(self) -> str:
        return f"{self.plugin} at {self.site}: {'enabled' if self.enabled else 'disabled'}"


class PausedPoint(models.Model):
    """A point that failed too often and is no longer called, until somebody resumes it."""

    plugin = models.CharField(max_length=50)
    point = models.CharField(max_length=150, help_text="E.g. api_fields.press_phone.value.")
    reason = models.TextField(blank=True, help_text="The error of its last call.")
    seconds = models.FloatField(null=True, help_text="How long its last call took, where that was too long.")
    paused_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plugin", "point"], name="paused_once")]

    def __str__(self) -> str:
        return f"{self.plugin}: {self.point}"

    @property
    def why(self) -> Label:
        """What its last call did wrong: it took too long, or raised the error in `reason`."""
        return reasons.failed(self.reason) if self.seconds is None else reasons.too_slow(self.seconds)


class JobRun(Lease):
    """When a job of a plugin began for the last time that it ended well, and how it goes since.

    The row of no plugin is the worker's own: when it was last seen, see `cms.extend.presence`.
    """

    plugin = models.CharField(max_length=50)
    job = models.CharField(max_length=100)
    ran_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plugin", "job"], name="one_run_per_job")]

    def __str__(self) -> str:
        return f"{self.plugin}: {self.job}"


class TaskRun(Lease):
    """The run of a queued task; `id` is the one of the task's result, which the queue stores."""

    id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.id)
