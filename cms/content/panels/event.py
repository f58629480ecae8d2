"""The form of an event."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TitleFieldPanel

from cms.content.forms.event import EventForm
from cms.content.forms.languages import LanguagesInput
from cms.content.forms.occurrence import OccurrenceForm
from cms.content.panels.image import image_panel
from cms.content.panels.inline import ChosenLinesPanel, DraftInlinePanel
from cms.content.panels.recurrence import RecurrencePanel
from cms.content.panels.tabs import content, publication, tabs

CONTENT = content(
    MultiFieldPanel(
        [
            FieldPanel("theme", required_on_save=True),
            FieldPanel("format"),
            TitleFieldPanel(
                "title",
                heading=_("Headline"),
                classname="",
                placeholder=False,
                help_text=_("Leave empty to have it composed: “theme” – format in city. You can change it any time."),
            ),
        ],
        heading=_("What it is"),
    ),
    FieldPanel("lead"),
    image_panel("hero_image"),
    FieldPanel("announcement", help_text=_("Before the event: what awaits people, and for whom it is.")),
    FieldPanel("report", help_text=_("After the event: what happened, who said what, what came out of it.")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("participants_qualifier"), FieldPanel("participants")])],
        heading=_("How many took part"),
    ),
)

DATES = ObjectList(
    [
        DraftInlinePanel(
            "occurrences",
            heading=_("Dates"),
            label=pgettext_lazy("of an event", "Date"),
            min_num=1,
            form_class=OccurrenceForm,
            help_text=_("One for each date. An event of several days in a row is one date with a last day."),
        ),
        RecurrencePanel(),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attendance"), FieldPanel("status")]),
                FieldPanel("status_note"),
                FieldPanel("replaced_by"),
                FieldPanel("date_change_note"),
            ],
            heading=_("Status of the whole event"),
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
                FieldPanel("event_languages", widget=LanguagesInput, help_text=_("Which are spoken there.")),
                FieldPanel("interpretation"),
            ],
            heading=_("Accessibility and languages"),
        ),
    ],
    heading=_("Dates and place"),
)

PEOPLE = ObjectList(
    [
        ChosenLinesPanel(
            "organisers",
            chooser_field_name="partner",
            heading=_("Organisers"),
            label=_("Organiser"),
            help_text=_("In the order in which they are to be named."),
        ),
        ChosenLinesPanel(
            "contributions",
            chooser_field_name="person",
            heading=_("Contributions"),
            label=_("Contribution"),
            help_text=_("Who does what. The roles of the day are kept here, even when the person has others later."),
        ),
    ],
    heading=_("People and organisations"),
)

CONTEXT = ObjectList(
    [
        HelpPanel(_("Where the event belongs: visitors and partner websites find it under all of this.")),
        DraftInlinePanel("city_programme_items", heading=_("City programmes"), label=_("City programme")),
        ChosenLinesPanel("topic_items", heading=_("Topics"), label=_("Topic"), chooser_field_name="topic"),
        DraftInlinePanel("series_items", heading=_("Series"), label=_("Series")),
        DraftInlinePanel("relations", heading=_("Related events"), label=_("Related event")),
    ],
    heading=_("Context"),
)

PUBLICATION = publication(
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("byline"), FieldPanel("published_by")]),
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("report_published_on")]),
        ],
        heading=_("Source"),
    )
)

EVENT_TABS = tabs(CONTENT, DATES, PEOPLE, CONTEXT, PUBLICATION, form_class=EventForm)
