"""What all records share."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from cms.content.forms.record import RecordForm
from cms.content.inline_items import HasInlineItems
from cms.content.saving import prepare
from cms.content.slugs import slugify_de
from cms.content.validation import Errors, Validated


class SlugRecord(Validated):
    """A record with a stable identifier and a readable key made from its name; public as soon as it is saved."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("key"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Used in addresses and filters. Leave empty to have it made from the name."),
    )

    class Meta:
        abstract = True

    def slug_source(self) -> str:
        """The text from which the key is made."""
        return str(self)

    def validation_errors(self, *, draft: bool) -> Errors:
        """What plugins refuse, and what the record's own rules do."""
        refused = prepare(self, draft=draft)
        return {**refused, **super().validation_errors(draft=draft)}

    def unique_error_message(self, model_class: type[models.Model], unique_check: Any) -> ValidationError:
        """The error of a record of which there is one already; names that one."""
        error = super().unique_error_message(model_class, unique_check)
        same = {name: getattr(self, name) for name in unique_check}
        if twin := model_class._default_manager.filter(**same).exclude(pk=self.pk).first():
            labels = [str(field.verbose_name) for field in self._meta.fields if field.name in unique_check]
            values = {"thing": twin, "fields": ", ".join(labels)}
            error = ValidationError(_("“%(thing)s” has this already (%(fields)s); use that one."), "unique", values)
        return error

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the record, with a free key made from its name where none was given, and with it all that follows from it."""
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        base = slugify_de(self.slug_source(), max_length=90) or self.uuid.hex[:8]
        taken = set(type(self)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return slug


class DraftableRecord(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, SlugRecord, HasInlineItems):
    """A record with drafts, revisions, a workflow and locks, like a page.

    What an editor makes is a draft until it is published; what code saves (an import, the demo archive) is live.
    """

    base_form_class = RecordForm

    # Wagtail's own fields, which mypy cannot see.
    live: bool
    first_published_at: datetime | None
    last_published_at: datetime | None
    latest_revision: Any
    live_revision: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the record, and since when it is live."""
        if self.live and self.first_published_at is None:
            self.first_published_at = self.last_published_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "first_published_at", "last_published_at"}
        super().save(*args, **kwargs)

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps this state as a revision; before the first one, what is live is kept too, so that it can be compared and brought back."""
        stored = type(self)._base_manager.filter(pk=self.pk, latest_revision=None, live=True).first()
        if stored is not None:
            self.latest_revision = self.live_revision = stored.keep_live_state()
        return super().save_revision(*args, **kwargs)

    def keep_live_state(self) -> Any:
        """Keeps the record as it is live now as a revision."""
        self.live_revision = super().save_revision(changed=False, clean=False)
        self.save(update_fields=["live_revision"])
        return self.live_revision

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publishes the revision and, with it or not at all, all that follows from it."""
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Takes the record back and, with it or not at all, all that follows from it."""
        return super().unpublish(*args, **kwargs)
