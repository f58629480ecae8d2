"""Tells the press officer of releases that go to papers everywhere."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.extend import Change
from plugins.press.models import NationalNotice, Reach, settings_of


def is_national(change: Change) -> bool:
    """Whether a release of national reach went live, or changed while it is."""
    document = change.document or {}
    return change.type == "press_release" and change.state == "live" and document["reach"]["value"] == Reach.NATIONAL


def tell_officer(change: Change) -> None:
    """Mails the press officer of the release's site; once for each release, however often it changes."""
    site = Site.objects.filter(pk=change.site).first()
    officer = settings_of(site.pk).officer if site else ""
    if site is None or not officer or NationalNotice.objects.filter(pk=change.id).exists():
        return
    send_mail(
        _("Live with national reach: %(title)s") % {"title": change.title},
        _("The release “%(title)s” is public now:\n%(address)s\n\nPapers everywhere may call.")
        % {"title": change.title, "address": f"{site.root_url}{change.path}"},
        None,
        [officer],
    )
    NationalNotice.objects.get_or_create(pk=change.id)
