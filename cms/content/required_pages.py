"""Pages that the law requires of a site stay public: imprint (DDG § 5), privacy (GDPR art. 13), accessibility (BITV 2.0 § 12).

What the foot of every page falls back to, in the installation's language, can be edited but not taken away. A translation may go.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from cms.content.choices import REQUIRED_ROLES
from cms.content.models import StandardPage
from cms.content.sites import site_of

log = logging.getLogger(__name__)


def required_below(page: Page) -> Iterator[StandardPage]:
    """The required pages in the tree of the page, itself included."""
    live = StandardPage.objects.filter(live=True, legal_role__in=REQUIRED_ROLES, path__startswith=page.path)
    return (each for each in live if each.is_required)


def reason_to_stay(page: Any) -> str:
    """Why the page may not be taken from the public, to be read after its title; "" if it may."""
    if not (isinstance(page, StandardPage) and page.is_required):
        return ""
    return _(
        "the law requires this page (%(role)s), and no other one of the site stands in for it. Change its text instead."
    ) % {"role": page.get_legal_role_display()}


def refusal(page: StandardPage) -> ValidationError:
    """What to raise, or to tell, when somebody wants to hide the page."""
    message = _("“%(page)s” must stay public: %(reason)s") % {"page": page.title, "reason": reason_to_stay(page)}
    return ValidationError(message, code="required_page")


def refuse_to_hide(page: Page) -> None:
    """Raises `ValidationError` if the page, or one below it, must stay public."""
    for required in required_below(page):
        raise refusal(required)


def before_saving(sender: type[Page], instance: Page, *, raw: bool = False, **kwargs: Any) -> None:
    """A page is about to be stored; raises `ValidationError` if that would take back a required one."""
    if instance.pk and not instance.live and not raw:
        stored = StandardPage.objects.filter(pk=instance.pk, live=True).first()
        if stored and stored.is_required:
            raise refusal(stored)


def before_restricting(
    sender: type[PageViewRestriction], instance: PageViewRestriction, *, raw: bool = False, **kwargs: Any
) -> None:
    """A part of the tree is about to be closed; raises `ValidationError` if a required page stands in it."""
    if not raw:
        refuse_to_hide(instance.page)


def refuse_to_move(page: Page, *, below: Page) -> None:
    """Raises `ValidationError` if a required page would leave its site, or come to stand where not everyone may see it."""
    leaves = site_of(below) != site_of(page) or below.get_view_restrictions().exists()
    if leaves:
        refuse_to_hide(page)


def forget_expiry() -> None:
    """Lets no required page expire; forms refuse such a date, so that it came in another way."""
    for page in StandardPage.objects.filter(live=True, legal_role__in=REQUIRED_ROLES, expire_at__lt=timezone.now()):
        if page.is_required:
            log.warning("“%s” does not expire: the law requires the page.", page)
            StandardPage.objects.filter(pk=page.pk).update(expire_at=None)


def connect() -> None:
    """Listens to what is stored; repeating it does no harm."""
    # Wagtail unpublishes by storing the page, scheduled or not, as what it is or as a plain one.
    for sender in (Page, StandardPage):
        pre_save.connect(before_saving, sender=sender, dispatch_uid="cms.content.required_pages")
    pre_save.connect(before_restricting, sender=PageViewRestriction, dispatch_uid="cms.content.required_pages")
