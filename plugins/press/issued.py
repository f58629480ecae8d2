"""How much a partner has told the press."""

from __future__ import annotations

from collections.abc import Iterable

from cms.content.models import PartnerPage
from cms.public.visibility import public
from plugins.press.models import PressReleasePage


def releases_of(partner: PartnerPage) -> int:
    """How many public releases the partner has issued."""
    count: int = public(PressReleasePage.objects.filter(published_by=partner)).count()
    return count


def issuers(page: PressReleasePage) -> Iterable[PartnerPage]:
    """The partner whose number of releases changes with this one."""
    return [page.published_by] if page.published_by else []
