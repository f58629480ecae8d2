"""The ledger's tables: what is public, since when, in which order."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from cms.extend.leases import Lease
from cms.public.reasons import Reason


class EntryState(models.TextChoices):
    """Whether an entry is public."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


class Entry(models.Model):
    """One public thing in one locale, or the tombstone that it left."""

    id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=9, choices=EntryState.choices)
    reason = models.CharField(max_length=11, choices=Reason.choices, blank=True)
    type = models.CharField(max_length=50)
    locale = models.CharField(max_length=20, blank=True, help_text="Language code; empty for records.")
    translation_key = models.UUIDField()
    site = models.PositiveBigIntegerField(null=True, help_text="Wagtail site's id; null for records.")
    path = models.CharField(
        max_length=2000, blank=True, help_text="Path below the site's root, e.g. /veranstaltungen/x/."
    )
    title = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=500)
    starts_at = models.DateTimeField(null=True, help_text="The first beginning.")
    last_starts_at = models.DateTimeField(
        null=True, help_text="The last beginning, of what is more than one exact span and has rows for its occurrences."
    )
    ends_at = models.DateTimeField(null=True, help_text="The last end, exclusive.")
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="When the document last changed.")
    document = models.TextField(help_text="The delivery JSON, canonical; empty when withdrawn.")
    etag = models.CharField(max_length=64)
    passages = models.JSONField(help_text="What search reads: [text, type, block id, speaker].")
    content_type = models.ForeignKey(ContentType, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    object_pk = models.CharField(max_length=64)
    counted_in = models.JSONField(
        default=list, help_text="Things whose documents show figures of this one: [content type, key]."
    )
    untold = models.JSONField(
        null=True,
        help_text="Of a change that nobody made, since a plugin came or went: the reactions that still wait for the one before it.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["translation_key", "locale"]),
            models.Index(
                "type",
                "state",
                "locale",
                Coalesce("last_starts_at", "starts_at"),
                "id",
                name="publishing_by_last_beginning",
            ),
            models.Index(fields=["type", "state", "locale", "sort_key", "id"]),
            models.Index(fields=["type", "state", "locale", "updated_at", "id"]),
            models.Index(fields=["type", "state", "locale", "first_published_at", "id"]),
            models.Index(fields=["path"]),
            models.Index(fields=["content_type", "object_pk"]),
            models.Index(fields=["starts_at"]),
            models.Index(fields=["ends_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.title} ({self.state})"

    @cached_property
    def facets(self) -> set[tuple[str, str, str]]:
        """Under which values it is found: name, value and label of each."""
        return set(self.facet_rows.values_list("name", "value", "label"))

    @property
    def is_live(self) -> bool:
        """Whether it is public."""
        return self.state == EntryState.LIVE


class FacetRow(models.Model):
    """One value under which an entry is found."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="facet_rows")
    name = models.CharField(max_length=50)
    value = models.CharField(max_length=255)
    label = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name", "value"], name="one_row_per_facet_value")]
        indexes = [models.Index(fields=["name", "value", "entry"])]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Slug(models.Model):
    """A slug under which a thing is known, or was; the last one of its type that took it has it."""

    type = models.CharField(max_length=50)
    value = models.CharField(max_length=255)
    thing = models.UUIDField(help_text="The translation key, which is the same in all languages.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "value"], name="one_thing_per_slug")]
        indexes = [models.Index(fields=["thing"])]

    def __str__(self) -> str:
        return f"{self.type} {self.value}"


class OccurrenceRow(models.Model):
    """One of the times at which an entry takes place, where that is more than one exact span."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="occurrence_rows")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="Exclusive.")
    exact = models.BooleanField(help_text="Whether the day is known.")
    takes_place = models.BooleanField(help_text="False where the whole entry was called off.")

    class Meta:
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return f"{self.starts_at} – {self.ends_at}"


class Version(models.Model):
    """A document as it was once public, kept so that it can be cited and compared; an empty one where it ceased to be for a while."""

    entry_id = models.UUIDField()
    sequence = models.BigIntegerField(unique=True)
    document = models.TextField()
    facets = models.JSONField(default=list, help_text="What it was found under: [name, value].")
    etag = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entry_id", "sequence"])]

    def __str__(self) -> str:
        return f"{self.entry_id} @ {self.sequence}"

    def is_found_under(self, facets: Mapping[str, Iterable[Iterable[str]]]) -> bool:
        """Whether a filter by these facets meant it: any value within a group, every group."""
        had = {(name, value) for name, value in self.facets}
        return all(any((name, value) in had for value in group) for name, groups in facets.items() for group in groups)


class IncompleteDocument(models.Model):
    """A point of a plugin that gave nothing when a thing was to be published, whose document lacks it or could not be built."""

    content_type = models.ForeignKey(ContentType, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    object_pk = models.CharField(max_length=64)
    point = models.CharField(max_length=201, help_text="Slug and point, e.g. press facets.press_reach.values.")
    error = models.TextField(blank=True, help_text="Why it gave nothing; empty if it was paused already.")
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(help_text="When the thing is built anew.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_pk", "point"], name="one_row_per_lacking_point")
        ]
        indexes = [models.Index(fields=["due_at"])]

    def __str__(self) -> str:
        return f"{self.point} for {self.content_type_id}:{self.object_pk}"


class HiddenFile(models.Model):
    """An image or document that the public may not see, and that no document of the ledger shows any more."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    object_pk = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_pk"], name="one_row_per_hidden_file")]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_pk}"


class Counter(models.Model):
    """The last sequence given; its one row is locked by every publishing transaction."""

    value = models.BigIntegerField(default=0)
    marked_at = models.DateTimeField(null=True, editable=False, help_text="When a change last was a milestone.")

    def __str__(self) -> str:
        return str(self.value)


def new_mark() -> str:
    """A mark that no other change has, in whatever ledger."""
    return secrets.token_hex(8)


class Milestone(models.Model):
    """A change with a mark of its own, by which one history of the ledger is told from another, such as after a backup was restored."""

    sequence = models.BigIntegerField(primary_key=True)
    mark = models.CharField(max_length=16, default=new_mark)

    def __str__(self) -> str:
        return f"{self.mark} @ {self.sequence}"


class Overdue(Lease):
    """A page or record whose time to be published or taken back has come, while that is done; it stays where it could not be."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_pk = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_pk"], name="overdue_once")]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_pk}"


class Cursor(Lease):
    """How far a consumer has read the ledger."""

    consumer = models.CharField(max_length=100, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.consumer} @ {self.sequence}"
