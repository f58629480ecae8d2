"""“Still right”: what stands on a page though nobody has published it for long, and that somebody has looked at it and found it right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.admin.models import Confirmation
from cms.content.models import CityProgrammePage, PartnerPage, StandardPage
from cms.public.users import is_among

LASTS = dt.timedelta(days=365)
"""For so long a publication or a confirmation says that a page is right."""
TYPES = (PartnerPage, CityProgrammePage, StandardPage)
"""What is meant to hold on; news and events say of which day they are."""
CONFIRMED = "desk.confirm"


@dataclass(frozen=True)
class OldPage:
    """A page, and the day on which it was last published or confirmed, in words; empty if nobody knows."""

    page: Page
    since: str


def old_pages(user: Any, *, now: dt.datetime) -> QuerySet[Page]:
    """The live pages that the user may edit and publish and that nobody has published or confirmed for long, the oldest first."""
    pages = _confirmable(user).annotate(looked_at=_looked_at())
    old: QuerySet[Page] = pages.filter(Q(looked_at__lt=now - LASTS) | Q(looked_at=None))
    return old.order_by(F("looked_at").asc(nulls_first=True), "title", "pk")


def rows_of(pages: QuerySet[Page]) -> list[OldPage]:
    """The pages as lists show them."""
    return [OldPage(page, _day(page.looked_at)) for page in pages]


def confirmable(user: Any, key: int) -> Page | None:
    """The page with this key, if the user may say that it is right."""
    return _confirmable(user).filter(pk=key).first()


@transaction.atomic
def confirm(page: Page, user: Any) -> None:
    """Stores who has found the page right, and when; its versions, and what is public of it, stay as they are."""
    Confirmation.objects.update_or_create(page_id=page.pk, defaults={"user": user, "at": timezone.now()})
    log(instance=page.specific, action=CONFIRMED, user=user)


def _confirmable(user: Any) -> QuerySet[Page]:
    """Aliases are as right as what they are aliases of."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.instances_user_has_permission_for(user, "publish")
    types = ContentType.objects.get_for_models(*TYPES).values()
    editable = is_among(policy.instances_user_has_permission_for(user, "change"))
    return pages.filter(editable, content_type__in=list(types), live=True, alias_of=None)


def _looked_at() -> Coalesce:
    published = Coalesce("last_published_at", "first_published_at")
    confirmed = Subquery(Confirmation.objects.filter(page=OuterRef("pk")).values("at")[:1])
    # On SQLite the greatest of a value and nothing is nothing.
    return Coalesce(Greatest(published, confirmed), published, confirmed)


def _day(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class Confirmed(LogFormatter):
    """That somebody has looked at the page and found it right."""

    label = _("Confirm a page")
    message = _("Still right, as somebody has said who looked at it")


def register_confirmed(actions: LogActionRegistry) -> None:
    """Lets the history of pages say it."""
    actions.register_action(CONFIRMED)(Confirmed)
