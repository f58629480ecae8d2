"""Events: one record from the announcement to the report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from blocks.fields import ComposedStreamField
from cms.content.choices import UNSURE, Attendance, EventStatus, Format, Qualifier
from cms.content.forms.copy import EventCopyForm
from cms.content.headlines import bare, headline
from cms.content.models.base import BasePage
from cms.content.models.date_changes import log_lost_dates, note_moves, note_report, published_dates
from cms.content.models.event_relations import doubtful_roles
from cms.content.models.image_field import HeroImage
from cms.content.models.speaking import doubtful_speakers, fill_roles
from cms.content.panels.event import EVENT_TABS
from cms.content.panels.text import INDEX_TABS
from cms.content.questions import Question
from cms.content.schedule import Schedule
from cms.content.validation import Errors
from cms.extend import Window
from cms.public.visibility import is_public, may_be_named


class EventIndexPage(BasePage):
    """The calendar: the parent of all events."""

    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.EventPage"]
    edit_handler = INDEX_TABS

    class Meta:
        verbose_name = _("calendar")


class EventPage(HeroImage, BasePage):
    """An event through its life: announced, held, reported."""

    parent_page_types = ["content.EventIndexPage"]
    subpage_types: list[str] = []

    theme = models.CharField(
        _("theme or title of the event"),
        max_length=255,
        help_text=_("What the event itself is called, without place and format; no quotation marks around it."),
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

    first_day = models.DateField(null=True, editable=False, db_index=True)
    last_day = models.DateField(null=True, editable=False, db_index=True)
    """From its first to its last date, called off or not, so that lists sort and filter by them without a look at the dates."""

    _published: set[dt.date] | None = None
    """The first days that were public when it began to be judged or saved."""

    edit_handler = EVENT_TABS
    copy_form_class = EventCopyForm
    called_by = ("title", "theme")
    found_by = (
        *BasePage.found_by,
        "occurrences.place",
        "organisers.partner",
        "published_by",
        "contributions.person",
        "contributions.name_text",
        "contributions.partner",
        "topic_items.topic",
        "city_programme_items.city_programme",
        "series_items.series",
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        """Fills roles of the day and headline where they were left empty."""
        super().derive()
        self.theme = bare(self.theme)
        self._fill_roles()
        if not self.title and self.theme:
            self.title = self.composed_headline()

    def note_changes(self) -> None:
        """Fills, when an editor publishes, what follows from what is public until now: moved dates, and the day of the report."""
        if self.live:
            self._published = note_moves(self)
        note_report(self, today=timezone.localdate())

    def composed_headline(self) -> str:
        """Theme, format and city in the page's language, e.g. „Zusammen wohnen“ – Workshop in Leipzig."""
        with translation.override(self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE):
            kind = str(self.get_format_display()) if self.format != Format.OTHER else ""
            return headline(self.theme, kind=kind, cities=[str(city) for city in self.cities])

    def _fill_roles(self) -> None:
        """Takes down which roles a person holds on the day, so that the page still says so when they have others (T13)."""
        contributions, day = list(self.contributions.all()), self.day
        unfilled = [each for each in contributions if each.person_id and not each.roles]
        if day and unfilled:
            for contribution in unfilled:
                contribution.take_down_roles(day)
            self.contributions.set(contributions)
        if day:
            fill_roles(self, day)

    @property
    def cities(self) -> list[Any]:
        """The cities of its places and city programmes that may be named, each once, in order."""
        dates, items = list(self.occurrences.all()), list(self.city_programme_items.all())
        # What lines refer to is asked for once for all of them.
        models.prefetch_related_objects(dates, "place__city")
        models.prefetch_related_objects(items, "city_programme__city")
        places = [each.place.city for each in dates if may_be_named(each.place)]
        programmes = [each.city_programme.city for each in items if is_public(each.city_programme)]
        return list(dict.fromkeys(city for city in [*places, *programmes] if may_be_named(city)))

    @property
    def window(self) -> Window | None:
        """From its first beginning to its last end, without what was called off; None while it has no date."""
        schedule = Schedule.of_page(self)
        return Window(schedule.first.starts_at, schedule.last.ends_at) if schedule.first and schedule.last else None

    @property
    def day(self) -> dt.date | None:
        """Its first day."""
        return min((each.start_date for each in self.occurrences.all() if each.start_date), default=None)

    def integrity_errors(self) -> Errors:
        """A circle of replacements."""
        if any(step.pk == self.pk for step in self._replacements()):
            return {"replaced_by": _("This leads in a circle back to the event itself; choose another one.")}
        return {}

    def publishing_errors(self) -> Errors:
        """No date, a change without a reason (V3, V4), a report before the end (V5), a number without exactness (V6)."""
        errors: dict[str, Any] = {}
        window = self.window
        if window is None:
            errors["occurrences"] = _("Give at least one date.")
        if self.status in UNSURE and not self.status_note:
            errors["status_note"] = _("Say why, in a few words; visitors read it.")
        before = published_dates(self) if self._published is None else self._published
        if before - {each.start_date for each in self.occurrences.all()} and not self._has_new_change_note():
            errors["date_change_note"] = _("A published date has changed: say why.")
        if self.report and window and window.ends_at > timezone.now():
            errors["report"] = _("The event is not over yet. Write into the announcement, or correct the date.")
        if self.participants is not None and not self.participants_qualifier:
            errors["participants_qualifier"] = _("Say how exact the number is.")
        return errors

    def questions(self) -> list[Question]:
        """What does not go well with the days on which it takes place, and with the roles of those who take part (V8)."""
        asked = super().questions()
        dates = [each for each in self.occurrences.all() if each.start_date]
        if self.registration_deadline and dates and self.registration_deadline > max(each.last_day for each in dates):
            asked.append(Question("registration_deadline", _("One can register until after the event.")))
        window = self.window
        if self.participants is not None and window and window.ends_at > timezone.now():
            asked.append(Question("participants", _("The event is not over yet, but it is said how many took part.")))
        instead = self.replaced_by.day if self.replaced_by else None
        if instead and self.day and instead < self.day:
            asked.append(Question("replaced_by", _("The replacement takes place before the date that it replaces.")))
        if self.day:
            asked += [*doubtful_roles(self.contributions.all(), self.day), *doubtful_speakers(self, self.day)]
        return asked

    def _has_new_change_note(self) -> bool:
        stored = EventPage.objects.filter(pk=self.pk).values_list("date_change_note", flat=True).first()
        return self.date_change_note not in ("", stored)

    def _replacements(self) -> list[EventPage]:
        """The events that replace it, one after the other; ends where it would repeat itself."""
        chain: list[EventPage] = []
        step = self.replaced_by
        while step is not None and step not in chain:
            chain.append(step)
            step = step.replaced_by
        return chain

    @property
    def final_replacement(self) -> EventPage | None:
        """The event at the end of its chain of replacements."""
        return next(reversed(self._replacements()), None)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Stores the event, and takes down in its history which published dates have gone, and why (V4)."""
        if kwargs.get("update_fields") is not None:
            # Its dates stay as they are.
            return super().save(*args, **kwargs)
        dates = Schedule.of_page(self).dates
        self.first_day = min((date.first_day for date in dates), default=None)
        self.last_day = max((date.last_day for date in dates), default=None)
        before = self._published = published_dates(self)
        after = {each.start_date for each in self.occurrences.all()} if before and self.live else set()
        try:
            result = super().save(*args, **kwargs)
        finally:
            del self._published
        log_lost_dates(self, before - after, note=self.date_change_note)
        return result
