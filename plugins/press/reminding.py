"""Reminds the press officer of drafts that nobody has touched for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from cms.extend import is_enabled
from plugins.press.models import PressReleasePage, settings_of

UNTOUCHED = dt.timedelta(days=14)


def remind_of_drafts() -> None:
    """Mails the press officer of each site a list of its forgotten drafts; nothing where there are none."""
    for site in Site.objects.all():
        if is_enabled("press", site.pk):
            _remind(site)


def forgotten_drafts(site: Site, *, now: dt.datetime) -> Sequence[PressReleasePage]:
    """Releases of the site with changes that are not public, the longest untouched first."""
    found = PressReleasePage.objects.descendant_of(site.root_page).filter(
        has_unpublished_changes=True, latest_revision_created_at__lte=now - UNTOUCHED
    )
    return list(found.order_by("latest_revision_created_at"))


def _remind(site: Site) -> None:
    officer = settings_of(site.pk).officer
    drafts = forgotten_drafts(site, now=timezone.now()) if officer else ()
    if not drafts:
        return
    subject = ngettext(
        "%(count)d press release is waiting as a draft", "%(count)d press releases are waiting as drafts", len(drafts)
    )
    send_mail(
        subject % {"count": len(drafts)},
        _("Nobody has touched these for two weeks:") + "\n\n" + "\n".join(map(_line, drafts)),
        None,
        [officer],
    )


def _line(draft: PressReleasePage) -> str:
    touched = timezone.localtime(draft.latest_revision_created_at)
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[draft.pk])}"
    return f"- {draft.draft_title} ({date_format(touched, 'SHORT_DATE_FORMAT')}): {address}"
