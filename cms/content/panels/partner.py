"""The form of a partner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from cms.content.panels.image import image_panel
from cms.content.panels.inline import DraftInlinePanel
from cms.content.panels.tabs import TITLE, content, publication, tabs

PROFILE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("legal_name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("acronym")]),
                FieldRowPanel([FieldPanel("legal_form"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("founded"), FieldPanel("dissolved")]),
                FieldPanel("successor"),
            ],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("imprint_url"),
                FieldRowPanel([FieldPanel("register_court"), FieldPanel("register_number")]),
            ],
            heading=_("Contact and register"),
        ),
    ],
    heading=_("Profile"),
)

CONTEXT = ObjectList(
    [
        FieldPanel("city"),
        DraftInlinePanel("service_area_items", heading=_("Also works in"), label=_("City")),
        DraftInlinePanel("memberships", heading=_("Member of"), label=_("Umbrella organisation")),
    ],
    heading=_("Context"),
)

PARTNER_TABS = tabs(
    content(TITLE, FieldPanel("lead"), image_panel("logo", heading=_("Logo")), FieldPanel("body")),
    PROFILE,
    CONTEXT,
    publication(),
)
