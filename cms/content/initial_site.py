"""What every installation begins with: languages, front page, lists, empty legal pages, groups, and its address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Locale, Page, Site

from cms.content.choices import LegalRole
from cms.content.default_groups import found_groups
from cms.content.models import (
    BasePage,
    CityProgrammeIndexPage,
    EventIndexPage,
    HomePage,
    NewsIndexPage,
    PartnerIndexPage,
    StandardPage,
)

LANGUAGES = ("de", "en")


@transaction.atomic
def ensure_initial_site(base_url: str, *, locale: str | None = None, languages: Iterable[str] = LANGUAGES) -> HomePage:
    """The front page of the default site, which is served at `base_url`; made with all that belongs to it if missing.

    Only the address is brought up to date later: what editors have changed or removed stays so. Without `locale` the
    front page is in the installation's default language. `languages` are those in which editors of a new site may write.
    """
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if home is None:
        code = locale or Locale.get_default().language_code
        with translation.override(code):
            home = _found(code, languages)
            found_groups()
        welcome, site = site and site.root_page, _root_at(site, home)
        if welcome:
            Page.objects.get(pk=welcome.pk).delete()
    _serve_at(site, base_url)
    return home


def ensure_languages(codes: Iterable[str]) -> list[Locale]:
    """The languages in which editors may write, made if missing."""
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def _found(code: str, languages: Iterable[str]) -> HomePage:
    """The front page with the lists, published, and the legal pages, which wait for their text."""
    locale, *_others = ensure_languages([code, *languages])
    root = Page.get_first_root_node()
    # Wagtail calls it “Root”.
    root.title = root.draft_title = pgettext("page", "All pages")
    root.save(update_fields=["title", "draft_title"])
    home = HomePage(title=pgettext("page", "Home"), locale=locale)
    root.add_child(instance=home)
    home.save_revision().publish()
    for model, title in (
        (EventIndexPage, _("Events")),
        (PartnerIndexPage, _("Partners")),
        (CityProgrammeIndexPage, _("City programmes")),
        (NewsIndexPage, _("News")),
    ):
        _add(home, model(title=title, show_in_menus=True)).save_revision().publish()
    for role in (LegalRole.IMPRINT, LegalRole.PRIVACY, LegalRole.ACCESSIBILITY):
        _add(home, StandardPage(title=str(role.label), legal_role=role, live=False)).save_revision()
    return home


def _add(parent: Page, page: BasePage) -> BasePage:
    parent.add_child(instance=page)
    return page


def _root_at(site: Site | None, home: HomePage) -> Site:
    site = site or Site(is_default_site=True)
    site.root_page = home
    site.save()
    return site


def served_at() -> str:
    """The address that the default site stands under, as `BASE_URL` was when it was last brought up; empty if there is none."""
    site = Site.objects.filter(is_default_site=True, root_page__in=HomePage.objects.all()).first()
    return site.root_url if site else ""


def elsewhere() -> str:
    """What to do in a process whose `BASE_URL` is not the address of the default site, which most documents name; empty if it is."""
    served = served_at()
    if served in ("", settings.BASE_URL):
        return ""
    return (
        f"BASE_URL is {settings.BASE_URL} here, and the site stands under {served}: try again with BASE_URL={served}. "
        "If the site is to move, `manage.py setup` with the new address writes the documents anew."
    )


def _serve_at(site: Site, base_url: str) -> None:
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname or "localhost", port
        site.save()
