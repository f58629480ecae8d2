"""News: short pieces, some of them about several events."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.models import Orderable, Page

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage
from cms.content.models.choices import NewsKind


def today() -> dt.date:
    """The local day."""
    return timezone.localdate()


class NewsIndexPage(BasePage):
    """The list of news; plugins may add page types below it."""

    template = "site/news_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("news list")


class NewsPage(BasePage):
    """A piece of news."""

    template = "site/news_page.html"
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
    hero_image = models.ForeignKey(
        "content.CreditedImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("hero_image"), FieldPanel("body")]
    context_panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        FieldPanel("valid_until"),
        InlinePanel("event_items", heading=_("Events"), label=_("Event")),
        InlinePanel("city_programme_items", heading=_("City programmes"), label=_("City programme")),
        InlinePanel("topic_items", heading=_("Topics"), label=_("Topic")),
    ]
    publication_panels = [FieldRowPanel([FieldPanel("byline"), FieldPanel("published_by")]), *Page.promote_panels]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(context_panels, heading=_("Context")),
            ObjectList(publication_panels, heading=_("Publication")),
        ]
    )

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def clean(self) -> None:
        """Refuses an end of validity before the date."""
        super().clean()
        if self.valid_until and self.published_on and self.valid_until < self.published_on:
            raise ValidationError({"valid_until": _("This lies before the date of the news; correct one of them.")})


class NewsEvent(Orderable):
    """An event that the news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="event_items")
    event = models.ForeignKey("content.EventPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))

    panels = [FieldPanel("event")]

    class Meta(Orderable.Meta):
        verbose_name = _("event")

    def __str__(self) -> str:
        return str(self.event)


class NewsCityProgramme(Orderable):
    """A city programme that the news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="city_programme_items")
    city_programme = models.ForeignKey(
        "content.CityProgrammePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("city programme")
    )

    panels = [FieldPanel("city_programme")]

    class Meta(Orderable.Meta):
        verbose_name = _("city programme")

    def __str__(self) -> str:
        return str(self.city_programme)


class NewsTopic(Orderable):
    """A topic of the news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="topic_items")
    topic = models.ForeignKey("content.Topic", on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")

    def __str__(self) -> str:
        return str(self.topic)
