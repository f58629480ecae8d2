"""People, who may hold several roles at once and others later."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.content.finding import Findable
from cms.content.forms.languages import LanguagesInput
from cms.content.models.affiliation import Affiliation
from cms.content.models.image_field import image_alt_field, image_decorative_field, image_field
from cms.content.models.record import DraftableRecord
from cms.content.namesakes import Named
from cms.content.panels.image import image_panel
from cms.content.panels.inline import DraftInlinePanel
from cms.content.sorting import sort_key
from cms.content.validation import Errors

TELLING = (
    "honorific",
    "given_name",
    "family_name",
    "name_suffix",
    "sort_name",
    "pronouns",
    "languages",
    "portrait_alt",
)
"""Texts that tell who a person is."""


def neutral_word() -> str:
    """What stands in place of a person who was erased, in the language in use."""
    return gettext("Person (erased)")


class Person(Findable, Named, DraftableRecord):
    """A person; only a public profile is shown as a page of its own in the API."""

    honorific = models.CharField(_("title"), max_length=50, blank=True, help_text=_("E.g. „Dr.“ or „Prof. Dr.“."))
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    name_suffix = models.CharField(_("name suffix"), max_length=50, blank=True)
    sort_name = models.CharField(
        _("sorted under"), max_length=200, blank=True, help_text=_("Leave empty for „family name, given name“.")
    )
    pronouns = models.CharField(_("pronouns"), max_length=50, blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True, help_text=_("Codes, e.g. „de, tr“."))
    portrait = image_field(_("portrait"))
    portrait_alt = image_alt_field()
    portrait_decorative = image_decorative_field()
    public_profile = models.BooleanField(
        _("public profile"),
        default=False,
        help_text=_("Shows the person in lists and filters. Needs their consent; names at events appear without it."),
    )
    consent_until = models.DateField(_("consent until"), null=True, blank=True)
    erased_on = models.DateField(_("erased on"), null=True, editable=False)

    named_by = ("family_name", "given_name")
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("honorific"), FieldPanel("given_name")]),
                FieldRowPanel([FieldPanel("family_name"), FieldPanel("name_suffix")]),
                FieldPanel("pronouns"),
                FieldPanel("languages", widget=LanguagesInput, help_text=_("Which the person speaks.")),
                FieldPanel("sort_name"),
                FieldPanel("slug"),
            ],
            heading=_("Name"),
        ),
        DraftInlinePanel(
            "affiliations", heading=pgettext_lazy("of a person", "Roles"), label=pgettext_lazy("of a person", "Role")
        ),
        image_panel("portrait", heading=_("Portrait")),
        MultiFieldPanel(
            [
                FieldPanel("public_profile", permission="content.publish_person"),
                FieldPanel("consent_until", permission="content.publish_person"),
            ],
            heading=_("Public profile"),
        ),
    ]
    called_by = ("honorific", "given_name", "family_name", "name_suffix")
    found_by = ("affiliations.partner", "affiliations.organisation_text", "affiliations.role")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.honorific, self.name, self.name_suffix) if part)

    @property
    def names(self) -> list[str]:
        """Given and family name, in whichever order."""
        return [f"{self.given_name} {self.family_name}"]

    def others(self) -> QuerySet[Person]:
        """All people of whom there is still a name."""
        return super().others().filter(erased_on=None)

    @property
    def name(self) -> str:
        """Given and family name, without title; neutral words once the person was erased."""
        if self.erased_on:
            return neutral_word()
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    def slug_source(self) -> str:
        """The name without title (T14)."""
        return self.name

    @property
    def has_public_profile(self) -> bool:
        """Whether the profile may be shown today."""
        return self.public_profile and (self.consent_until is None or self.consent_until >= timezone.localdate())

    @property
    def sort_key(self) -> str:
        return sort_key(self.sort_name or f"{self.family_name} {self.given_name}")

    def forget(self, *, today: dt.date) -> None:
        """Lets the record say nothing of the person any more; it stays, since pages refer to it."""
        self.erased_on, self.slug = today, f"person-{self.uuid.hex[:8]}"
        self.portrait, self.public_profile, self.consent_until = None, False, None
        self.has_unpublished_changes, self.go_live_at, self.expire_at = False, None, None
        for name in TELLING:
            setattr(self, name, "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the person; of one who was erased nothing comes back, whoever still holds it."""
        if self.erased_on:
            self.forget(today=self.erased_on)
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The person as the revision has them, unless they were erased."""
        found = super().with_content_json(content)
        if self.erased_on:
            found.forget(today=self.erased_on)
        return found

    def clean(self) -> None:
        """Fills the sort name where none was given; raises `ValidationError` with all that is wrong."""
        if not self.sort_name and not self.erased_on:
            self.sort_name = ", ".join(part for part in (self.family_name, self.given_name) if part)
        super().clean()

    def integrity_errors(self) -> Errors:
        """Whatever is written of a person who was erased."""
        return {NON_FIELD_ERRORS: _("This person was erased, which cannot be undone.")} if self.erased_on else {}

    def affiliations_on(self, day: dt.date) -> list[Affiliation]:
        """The affiliations that held on the day; main ones first."""
        held = [affiliation for affiliation in self.affiliations.all() if affiliation.held_on(day)]
        return sorted(held, key=lambda affiliation: not affiliation.is_primary)
