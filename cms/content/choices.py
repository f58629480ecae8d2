"""Enumerations of content: stable English identifiers, labels in the reader's language."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Format(TextChoices):
    """What kind of event it is."""

    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    EXPERT_TALK = "expert_talk", _("Expert talk")
    CELEBRATION = "celebration", _("Celebration")
    TRAINING = "training", _("Training")
    MEETING = "meeting", _("Meeting")
    OTHER = "other", _("Other")


class Attendance(TextChoices):
    """How one takes part."""

    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")


class EventStatus(TextChoices):
    """Whether it takes place as announced."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("New date")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
    FULL = "full", _("Fully booked")
    MOVED_ONLINE = "moved_online", _("Moved online")


UNSURE = frozenset({EventStatus.POSTPONED, EventStatus.CANCELLED})
"""Those of which people want to know why."""


class Precision(TextChoices):
    """How exactly a date is known."""

    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")
    MINUTE = "minute", _("Day and time")


PRECISIONS = (
    (Precision.DAY, _("Exact day, with time if given")),
    (Precision.MONTH, _("Month only")),
    (Precision.YEAR, _("Year only")),
)
"""What an editor chooses: a time makes the day exact by itself."""


class Qualifier(TextChoices):
    """How exactly a number is known."""

    EXACT = "exact", pgettext_lazy("number", "exactly")
    ABOUT = "about", pgettext_lazy("number", "about")
    OVER = "over", pgettext_lazy("number", "over")
    UNDER = "under", pgettext_lazy("number", "under")
    UNKNOWN = "unknown", pgettext_lazy("number", "unknown")


class OrganiserRole(TextChoices):
    """What an organisation does for an event."""

    HOST = "host", _("Host")
    CO_HOST = "co_host", _("Co-host")
    VENUE = "venue", _("Venue")
    FUNDER = "funder", _("Funder")
    SUPPORTER = "supporter", _("Supporter")


class ContributionKind(TextChoices):
    """What a person does at an event."""

    OPENING = "opening", _("Opening")
    GREETING = "greeting", _("Greeting")
    INPUT = "input", _("Talk")
    MODERATION = "moderation", _("Moderation")
    PANEL = "panel", _("Panel")
    WORKSHOP = "workshop", _("Workshop")
    QUOTED = "quoted", _("Quoted")
    UNSPECIFIED = "unspecified", _("Contribution")


class RelationKind(TextChoices):
    """What another event is for this one; the last two are only told of the other side."""

    PREVIOUS = "previous", pgettext_lazy("event", "Previous")
    NEXT = "next", pgettext_lazy("event", "Next")
    FOLLOW_UP = "follow_up", _("Follow-up")
    REPLACES = "replaces", _("Replaces")
    FOLLOWS = "follows", _("Follows")
    REPLACED_BY = "replaced_by", _("Replaced by")


class LegalForm(TextChoices):
    """The legal form of an organisation."""

    ASSOCIATION = "ev", "e.V."
    NON_PROFIT_COMPANY = "ggmbh", "gGmbH"
    PUBLIC_BODY = "public_body", _("Public body")
    ADMINISTRATION = "administration", pgettext_lazy("legal form", "Administration")
    PROJECT = "project", _("Project")
    INITIATIVE = "initiative", _("Initiative")


class PartnerKind(TextChoices):
    """What kind of organisation it is."""

    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrant organisation")
    UMBRELLA = "umbrella", _("Umbrella organisation")
    MUNICIPALITY = "municipality", _("Municipality")
    COUNCIL = "council", _("Advisory council")
    AUTHORITY = "authority", _("Authority")
    EDUCATION = "education", _("Education")
    FUNDER = "funder", _("Funder")
    PROJECT = "project", _("Project")


class ProgrammeRole(TextChoices):
    """What a partner does in a city programme."""

    CARRIER = "carrier", _("Carrier")
    COORDINATION = "coordination", _("Coordination")
    MUNICIPALITY = "municipality", _("Municipality")
    PARTICIPANT = "participant", _("Participant")


class NewsKind(TextChoices):
    """What kind of news it is."""

    NEWS = "news", pgettext_lazy("one piece", "News")
    PRESS_RELEASE = "press_release", _("Press release")
    STATEMENT = "statement", _("Statement")
    CALL = "call", _("Call")


class LegalRole(TextChoices):
    """Which legal duty a standard page fulfils."""

    NONE = "none", pgettext_lazy("legal role", "None")
    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", pgettext_lazy("legal role", "Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PLAIN_LANGUAGE = "plain_language", _("Plain language")


REQUIRED_ROLES = frozenset((LegalRole.IMPRINT, LegalRole.PRIVACY, LegalRole.ACCESSIBILITY))
"""What the law requires of every site."""
