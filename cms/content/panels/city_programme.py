"""The form of a city programme."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from cms.content.panels.image import image_panel
from cms.content.panels.inline import DraftInlinePanel
from cms.content.panels.tabs import TITLE, content, publication, tabs

CONTEXT = ObjectList(
    [
        FieldRowPanel([FieldPanel("programme"), FieldPanel("city")]),
        FieldRowPanel([FieldPanel("runs_from"), FieldPanel("runs_until")]),
        FieldPanel("funding_line"),
        DraftInlinePanel(
            "figure_items",
            heading=_("Figures"),
            label=_("Figure"),
            help_text=_("Events and participants are counted by themselves; enter only what comes from elsewhere."),
        ),
    ],
    heading=_("Context"),
)

PEOPLE = ObjectList(
    [
        DraftInlinePanel("partner_items", heading=_("Partners"), label=_("Partner")),
        DraftInlinePanel("coordinator_items", heading=_("Coordination"), label=_("Person")),
    ],
    heading=_("People and organisations"),
)

CITY_PROGRAMME_TABS = tabs(
    content(TITLE, FieldPanel("lead"), image_panel("hero_image"), FieldPanel("goals"), FieldPanel("body")),
    PEOPLE,
    CONTEXT,
    publication(),
)
