"""Events: one record from the announcement to the report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page
from wagtail.search import index

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage
from cms.content.models.choices import Attendance, EventStatus, Format, Qualifier
from cms.extend import Window


class EventIndexPage(BasePage):
    """The calendar: the parent of all events."""

    template = "site/event_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.EventPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("calendar")


class EventPage(BasePage):
    """An event through its life: announced, held, reported."""

    template = "site/event_page.html"
    parent_page_types = ["content.EventIndexPage"]
    subpage_types: list[str] = []

    theme = models.CharField(
        _("theme or title of the event"),
        max_length=255,
        help_text=_("What the event itself is called, without place and format."),
    )
    format = models.CharField(_("format"), max_length=12, choices=Format.choices, default=Format.OTHER)
    attendance = models.CharField(_("attendance"), max_length=6, choices=Attendance.choices, default=Attendance.ONSITE)
    status = models.CharField(_("status"), max_length=12, choices=EventStatus.choices, default=EventStatus.CONFIRMED)
    status_note = models.CharField(
        _("reason"), max_length=255, blank=True, help_text=_("Why it is postponed or cancelled.")
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replacement event"),
        help_text=_("The event that takes place instead."),
    )
    date_change_note = models.CharField(
        _("why the date has changed"),
        max_length=255,
        blank=True,
        help_text=_("Needed when the date of a published event changes."),
    )
    announcement = ComposedStreamField("announcement", verbose_name=_("announcement"), blank=True)
    report = ComposedStreamField("report", verbose_name=_("report"), blank=True)
    report_published_on = models.DateField(_("report published on"), null=True, blank=True)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    participants_qualifier = models.CharField(
        _("how exact"), max_length=7, choices=Qualifier.choices, blank=True, default=""
    )
    event_languages = models.CharField(
        _("languages on site"), max_length=100, blank=True, help_text=_("Codes separated by commas, e.g. „de, tr“.")
    )
    interpretation = models.CharField(_("interpretation"), max_length=255, blank=True)
    step_free = models.BooleanField(_("step-free"), default=False)
    sign_language = models.BooleanField(_("sign language"), default=False)
    speech_to_text = models.BooleanField(_("speech-to-text interpretation"), default=False)
    childcare = models.BooleanField(_("childcare"), default=False)
    plain_language = models.BooleanField(_("plain language"), default=False)
    fee = models.CharField(_("fee"), max_length=255, blank=True)
    registration_url = models.URLField(_("registration form"), blank=True)
    registration_mail = models.EmailField(_("registration by mail"), blank=True)
    registration_deadline = models.DateField(_("registration until"), null=True, blank=True)
    byline = models.CharField(_("author"), max_length=255, blank=True)
    published_by = models.ForeignKey(
        "content.PartnerPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_on = models.DateField(
        _("first published on"),
        null=True,
        blank=True,
        help_text=_("The day it appeared for the first time, wherever that was."),
    )
    hero_image = models.ForeignKey(
        "content.CreditedImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )

    content_panels = [
        FieldPanel("theme"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("hero_image"),
        FieldPanel("announcement"),
        FieldPanel("report"),
        FieldRowPanel([FieldPanel("participants"), FieldPanel("participants_qualifier")], heading=_("Participants")),
    ]
    date_panels = [
        InlinePanel("occurrences", heading=_("Dates"), label=_("Date"), min_num=1),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attendance"), FieldPanel("status")]),
                FieldPanel("status_note"),
                FieldPanel("replaced_by"),
                FieldPanel("date_change_note"),
            ],
            heading=_("Status"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("registration_mail"), FieldPanel("registration_deadline")]),
                FieldPanel("fee"),
            ],
            heading=_("Registration"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("sign_language"), FieldPanel("speech_to_text")]),
                FieldRowPanel([FieldPanel("childcare"), FieldPanel("plain_language")]),
                FieldRowPanel([FieldPanel("event_languages"), FieldPanel("interpretation")]),
            ],
            heading=_("Accessibility and languages"),
        ),
    ]
    people_panels = [
        InlinePanel("organisers", heading=_("Organisers"), label=_("Organiser")),
        InlinePanel("contributions", heading=_("Contributions"), label=_("Contribution")),
    ]
    context_panels = [
        FieldPanel("format"),
        InlinePanel("city_programme_items", heading=_("City programmes"), label=_("City programme")),
        InlinePanel("topic_items", heading=_("Topics"), label=_("Topic")),
        InlinePanel("series_items", heading=_("Series"), label=_("Series")),
        InlinePanel("relations", heading=_("Related events"), label=_("Related event")),
    ]
    publication_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("byline"), FieldPanel("published_by")]),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("report_published_on")]),
            ],
            heading=_("Source"),
        ),
        *Page.promote_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(date_panels, heading=_("Dates and place")),
            ObjectList(people_panels, heading=_("People and organisations")),
            ObjectList(context_panels, heading=_("Context")),
            ObjectList(publication_panels, heading=_("Publication")),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("theme"), index.FilterField("format")]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Composes the headline where the editor gave none, then validates."""
        if not self.title and self.theme:
            self.title = self.draft_title = self.composed_headline()
        super().full_clean(*args, **kwargs)

    def composed_headline(self) -> str:
        """Theme, format and city in the page's language, e.g. „Zusammen wohnen“ – Workshop in Leipzig."""
        cities = ", ".join(str(city) for city in self.cities)
        with translation.override(self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE):
            kind = str(self.get_format_display()) if self.format != Format.OTHER else ""
            if kind and cities:
                kind = gettext("%(format)s in %(cities)s") % {"format": kind, "cities": cities}
            what = kind or cities
            return (gettext("“%(theme)s” – %(what)s") % {"theme": self.theme, "what": what} if what else self.theme)[
                :255
            ]

    @property
    def cities(self) -> list[Any]:
        """The cities of its places and city programmes, each once, in order."""
        places = [occurrence.place.city for occurrence in self.occurrences.all() if occurrence.place_id]
        programmes = [item.city_programme.city for item in self.city_programme_items.all()]
        return list(dict.fromkeys(city for city in [*places, *programmes] if city is not None))

    @property
    def window(self) -> Window | None:
        """From its first beginning to its last end; None while it has no date."""
        windows = [occurrence.window for occurrence in self.occurrences.all()]
        if not windows:
            return None
        return Window(min(window.starts_at for window in windows), max(window.ends_at for window in windows))

    @property
    def day(self) -> dt.date | None:
        """Its first day."""
        return min((occurrence.start_date for occurrence in self.occurrences.all()), default=None)

    def clean(self) -> None:
        """Refuses what contradicts itself (V3, V5, V6)."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.status in (EventStatus.POSTPONED, EventStatus.CANCELLED) and not self.status_note:
            errors["status_note"] = _("Say why, in a few words; visitors read it.")
        if self.participants is not None and not self.participants_qualifier:
            errors["participants_qualifier"] = _("Say how exact the number is.")
        if self._replacement_in_circle():
            errors["replaced_by"] = _("This leads in a circle back to the event itself; choose another one.")
        if self.report and (window := self.window) and window.ends_at > timezone.now():
            errors["report"] = _("The event is not over yet. Write into the announcement, or correct the date.")
        if errors:
            raise ValidationError(errors)

    def _replacement_in_circle(self) -> bool:
        seen, step = {self.pk}, self.replaced_by
        while step is not None:
            if step.pk in seen:
                return True
            seen.add(step.pk)
            step = step.replaced_by
        return False

    @property
    def final_replacement(self) -> EventPage | None:
        """The event at the end of its chain of replacements."""
        step = self.replaced_by
        while step is not None and step.replaced_by is not None:
            step = step.replaced_by
        return step
