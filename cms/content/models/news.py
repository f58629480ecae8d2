"""News: short pieces, some of them about several events."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from blocks.fields import ComposedStreamField
from cms.content.choices import NewsKind
from cms.content.models.base import BasePage
from cms.content.models.image_field import HeroImage
from cms.content.panels.news import NEWS_TABS
from cms.content.panels.text import INDEX_TABS
from cms.content.validation import Errors, InlineItem


def today() -> dt.date:
    return timezone.localdate()


class NewsIndexPage(BasePage):
    """The list of news; plugins may add page types below it."""

    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    edit_handler = INDEX_TABS

    class Meta:
        verbose_name = _("news list")


class NewsPage(HeroImage, BasePage):
    """A piece of news."""

    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []

    kind = models.CharField(_("kind"), max_length=13, choices=NewsKind.choices, default=NewsKind.NEWS)
    published_on = models.DateField(_("date"), default=today)
    byline = models.CharField(_("author"), max_length=255, blank=True)
    published_by = models.ForeignKey(
        "content.PartnerPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("E.g. the end of a call."))
    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    edit_handler = NEWS_TABS
    found_by = (
        *BasePage.found_by,
        "byline",
        "published_by",
        "topic_items.topic",
        "event_items.event",
        "city_programme_items.city_programme",
    )

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def integrity_errors(self) -> Errors:
        """An end of validity before the date (V1)."""
        if self.valid_until and self.published_on and self.valid_until < self.published_on:
            return {"valid_until": _("This lies before the date of the news; correct one of them.")}
        return {}


class NewsEvent(InlineItem):
    """An event that the news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="event_items")
    event = models.ForeignKey("content.EventPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))

    once = ("event",)
    panels = [FieldPanel("event")]

    class Meta(InlineItem.Meta):
        verbose_name = _("event")

    def __str__(self) -> str:
        return str(self.event)


class NewsCityProgramme(InlineItem):
    """A city programme that the news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="city_programme_items")
    city_programme = models.ForeignKey(
        "content.CityProgrammePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("city programme")
    )

    once = ("city_programme",)
    panels = [FieldPanel("city_programme")]

    class Meta(InlineItem.Meta):
        verbose_name = _("city programme")

    def __str__(self) -> str:
        return str(self.city_programme)


class NewsTopic(InlineItem):
    """A topic of the news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="topic_items")
    topic = models.ForeignKey("content.Topic", on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    once = ("topic",)
    panels = [FieldPanel("topic")]

    class Meta(InlineItem.Meta):
        verbose_name = _("topic")

    def __str__(self) -> str:
        return str(self.topic)
