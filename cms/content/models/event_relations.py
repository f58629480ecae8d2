"""Who and what belongs to an event, in order and with its part in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from cms.content.choices import ContributionKind, OrganiserRole, RelationKind
from cms.content.questions import Question
from cms.content.validation import Errors, InlineItem

if TYPE_CHECKING:
    from cms.content.models.affiliation import Affiliation


class EventOrganiser(InlineItem):
    """A partner that organises, hosts or supports."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="organisers")
    partner = models.ForeignKey(
        "content.PartnerPage", on_delete=models.PROTECT, related_name="organised", verbose_name=_("partner")
    )
    role = models.CharField(_("part"), max_length=10, choices=OrganiserRole.choices, default=OrganiserRole.HOST)
    wording = models.CharField(
        _("wording"), max_length=255, blank=True, help_text=_("Only if the text names it in another way.")
    )

    once = ("partner", "role")
    panels = [FieldPanel("partner"), FieldRowPanel([FieldPanel("role"), FieldPanel("wording")])]

    class Meta(InlineItem.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")

    def __str__(self) -> str:
        return f"{self.partner} ({self.get_role_display()})"


class EventContribution(InlineItem):
    """What a person did there, with the roles they held on the day."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(
        "content.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("person"),
    )
    name_text = models.CharField(
        _("or name"), max_length=200, blank=True, help_text=_("Only if there is no record of the person.")
    )
    roles = models.TextField(
        _("roles on the day"),
        blank=True,
        help_text=_("One per line, as written. Leave empty to take over the roles held on the day of the event."),
    )
    partner = models.ForeignKey(
        "content.PartnerPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the partner"),
    )
    kind = models.CharField(
        _("contribution"), max_length=11, choices=ContributionKind.choices, default=ContributionKind.UNSPECIFIED
    )
    title = models.CharField(_("title of the contribution"), max_length=255, blank=True)

    once = ("person", "name_text", "kind", "title")
    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("name_text")]),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("roles"),
        FieldPanel("partner"),
    ]

    class Meta(InlineItem.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name with title, or the name as written."""
        return str(self.person) if self.person_id else self.name_text

    @property
    def role_list(self) -> list[str]:
        return [line.strip() for line in self.roles.splitlines() if line.strip()]

    def take_down_roles(self, day: dt.date) -> None:
        """Fills the roles, and the partner, from what the person was on the day (T12, T13).

        A role at that partner stands alone; one elsewhere comes with the organisation's name, if that is public.
        """
        held = self.person.affiliations_on(day) if self.person else []
        if self.partner_id is None:
            self.partner = next((each.partner for each in held if each.partner_id), None)
        self.roles = self._roles_among(held)

    @property
    def roles_language(self) -> str:
        """The language of roles that were taken down from the record, on a page in another one; else empty.

        What somebody wrote for the page is in its language. Where the record says something else today, nobody can tell any more.
        """
        page = self.page
        if page.locale.language_code == settings.LANGUAGE_CODE or not (self.person and self.roles and page.day):
            return ""
        taken = self.roles == self._roles_among(self.person.affiliations_on(page.day))
        return settings.LANGUAGE_CODE if taken else ""

    def _roles_among(self, held: list[Affiliation]) -> str:
        return "\n".join(
            each.role if each.partner_id and each.partner_id == self.partner_id else each.public_text for each in held
        )

    def integrity_errors(self) -> Errors:
        """Neither or both of person and name, and a bare name (V7)."""
        if bool(self.person_id) == bool(self.name_text):
            return {"person": _("Choose a person, or write a name if there is no record: one of the two.")}
        if self.name_text and not self.role_list:
            return {"roles": _("Say in which role this person takes part.")}
        return {}


def doubtful_roles(
    contributions: Iterable[EventContribution], day: dt.date, *, place: str = "contributions"
) -> Iterator[Question]:
    """Asks about people who speak for a partner at which, as their record says, they were at another time (V8)."""
    from cms.content.models.affiliation import Affiliation

    told = [each for each in contributions if each.person_id and each.partner_id]
    people, partners = {each.person_id for each in told}, {each.partner_id for each in told}
    roles = Affiliation.objects.filter(person__in=people, partner__in=partners) if told else ()
    held: dict[tuple[Any, Any], list[bool]] = defaultdict(list)
    for role in roles:
        held[role.person_id, role.partner_id].append(role.held_on(day))
    for each in told:
        if (known := held[each.person_id, each.partner_id]) and not any(known):
            text = _("On that day %(person)s had no role at %(partner)s, as the person's record says.")
            yield Question(place, text % {"person": each.person, "partner": each.partner})


class EventTopic(InlineItem):
    """A topic of the event."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="topic_items")
    topic = models.ForeignKey("content.Topic", on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    once = ("topic",)
    panels = [FieldPanel("topic")]

    class Meta(InlineItem.Meta):
        verbose_name = _("topic")

    def __str__(self) -> str:
        return str(self.topic)


class EventCityProgramme(InlineItem):
    """A city programme within which the event takes place."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="city_programme_items")
    city_programme = models.ForeignKey(
        "content.CityProgrammePage",
        on_delete=models.PROTECT,
        related_name="event_items",
        verbose_name=_("city programme"),
    )

    once = ("city_programme",)
    panels = [FieldPanel("city_programme")]

    class Meta(InlineItem.Meta):
        verbose_name = _("city programme")

    def __str__(self) -> str:
        return str(self.city_programme)


class EventSeriesItem(InlineItem):
    """The event's place in a series."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="series_items")
    series = models.ForeignKey(
        "content.Series", on_delete=models.PROTECT, related_name="items", verbose_name=_("series")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Shown in Roman numerals.")
    )

    once = ("series",)
    panels = [FieldRowPanel([FieldPanel("series"), FieldPanel("number")])]

    class Meta(InlineItem.Meta):
        verbose_name = _("series")

    def __str__(self) -> str:
        return f"{self.series} {roman(self.number)}".strip()


TOLD_HERE = RelationKind.choices[:4]
"""What an editor says of the other event; the rest is what then stands there."""

OTHER_SIDE = {
    RelationKind.PREVIOUS: RelationKind.NEXT,
    RelationKind.NEXT: RelationKind.PREVIOUS,
    RelationKind.FOLLOW_UP: RelationKind.FOLLOWS,
    RelationKind.FOLLOWS: RelationKind.FOLLOW_UP,
    RelationKind.REPLACES: RelationKind.REPLACED_BY,
    RelationKind.REPLACED_BY: RelationKind.REPLACES,
}
"""How a relation reads at the other event."""

FOLLOWING = (RelationKind.FOLLOW_UP, RelationKind.FOLLOWS)
"""Those in which the later event is the follow-up."""


class EventRelation(InlineItem):
    """Another event that belongs to this one."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="relations")
    event = models.ForeignKey("content.EventPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))
    kind = models.CharField(_("relation"), max_length=9, choices=TOLD_HERE, default=RelationKind.FOLLOW_UP)

    once = ("event", "kind")
    panels = [FieldPanel("kind"), FieldPanel("event")]

    class Meta(InlineItem.Meta):
        verbose_name = _("related event")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.event}"


def relations_to(page: Page) -> models.QuerySet[EventRelation]:
    """What other events of the same language say about this one, whichever translation of it they name."""
    found = EventRelation.objects.filter(event__translation_key=page.translation_key, page__locale=page.locale_id)
    return found.exclude(page=page.pk).order_by("page__path", "sort_order")


NUMERALS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int | None) -> str:
    """The number in Roman numerals; "" for none."""
    rest, text = number or 0, ""
    for value, letters in NUMERALS:
        text += letters * (rest // value)
        rest %= value
    return text
