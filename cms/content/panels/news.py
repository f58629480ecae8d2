"""The form of a piece of news."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from cms.content.panels.image import image_panel
from cms.content.panels.inline import DraftInlinePanel
from cms.content.panels.tabs import TITLE, content, publication, tabs

CONTEXT = ObjectList(
    [
        DraftInlinePanel("event_items", heading=_("Events"), label=_("Event")),
        DraftInlinePanel("city_programme_items", heading=_("City programmes"), label=_("City programme")),
        DraftInlinePanel("topic_items", heading=_("Topics"), label=_("Topic")),
    ],
    heading=_("Context"),
)

PUBLICATION = publication(
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("valid_until")]),
            FieldRowPanel([FieldPanel("byline"), FieldPanel("published_by")]),
        ],
        heading=_("Source"),
    )
)

NEWS_TABS = tabs(
    content(TITLE, FieldPanel("kind"), FieldPanel("lead"), image_panel("hero_image"), FieldPanel("body")),
    CONTEXT,
    PUBLICATION,
)
