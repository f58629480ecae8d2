"""How one registers for the event on which the block stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, IntegerBlock, TextBlock

from blocks.base import ContentBlock, language_of, text_of
from blocks.drawing import shown_around
from cms.extend import Passage
from cms.public.languages import day_text
from cms.public.values import Text


class RegistrationValue(BaseModel):
    """How one registers: the same as the event's `registration`, to be shown here until it is over or called off."""

    title: Text = Field(description="Heading above it; null for the usual one, such as “Registration”.")
    note: Text = Field(description="What to know before; null if there is nothing.")
    capacity: int | None = Field(description="How many people can take part; null if that is not told.")
    url: Text = Field(description="Where to register; null if not on a page.")
    mail: Text = Field(description="Where to write to; null if not by mail.")
    deadline: dt.date | None = Field(description="The last day on which one can register; null for none.")


class RegistrationBlock(ContentBlock):
    """The call to register; addresses and deadline are kept with the event alone, and it goes away when the event is over."""

    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: “Registration”. Address and deadline come from the event (“Dates and place”)."),
    )
    note = TextBlock(
        label=_("What to know before"), required=False, rows=2, help_text=_("For example what to bring along.")
    )
    capacity = IntegerBlock(label=_("How many can take part"), required=False, min_value=1, max_value=1_000_000)

    def document(self, value: Mapping[str, Any]) -> RegistrationValue | None:
        """None: without an event there is nothing to register for."""
        return self.document_on(None, value)

    def document_on(self, page: Any, value: Mapping[str, Any]) -> RegistrationValue | None:
        """How one registers for the page's event; None if one need not."""
        url, mail = (text_of(getattr(page, name, "")) for name in ("registration_url", "registration_mail"))
        if not url and not mail:
            return None
        return RegistrationValue(
            title=text_of(value["title"]),
            note=text_of(value["note"]),
            capacity=value["capacity"],
            url=url,
            mail=mail,
            deadline=page.registration_deadline,
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if note := text_of(value["note"]):
            yield Passage(note)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        registration = shown_around(parent_context, "registration") or {}
        deadline = registration.get("deadline")
        context["registration"] = registration
        context["deadline"] = deadline and day_text(
            dt.date.fromisoformat(deadline), language=language_of(parent_context)
        )
        return context

    class Meta:
        icon = "form"
        label = _("Registration")
        description = _("How one registers; taken from the event, and away when it is over.")
        group = _("Event")
        template = "blocks/registration.html"
        preview_context = {
            "view": {"invites": True, "takes_registrations": True},
            "registration": {"url": "#", "mail": "anmeldung@example.org"},
            "deadline": "1. März 2031",
        }
