"""What all records share."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.content.characters import CleanText
from cms.content.image_uses import image_errors
from cms.content.slugs import slugify_de


class SlugRecord(CleanText):
    """A record with a stable identifier and a readable key made from its name."""

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

    def clean(self) -> None:
        """Raises `ValidationError` with what is wrong with its images (V10)."""
        super().clean()
        if errors := image_errors(self, draft=False):
            raise ValidationError(dict(errors))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the record, with a free key made from its name where none was given."""
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
