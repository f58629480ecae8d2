"""Links in rich text to pages of the archive: in the reader's language, only to what is published, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from wagtail.models import Locale, Page
from wagtail.rich_text.pages import PageLinkHandler


class PublishedPageLinkHandler(PageLinkHandler):
    """Wagtail's handler of links to pages, without a query for each and without addresses of drafts."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link; without an address where the page is gone or not published."""
        pages = cls.get_many(attrs_list)
        translations = _translations([page for page in pages if page])
        shown = [page and translations.get(page.translation_key, page) for page in pages]
        return [
            format_html('<a href="{}">', url) if page and page.live and (url := page.url) else "<a>" for page in shown
        ]


def _translations(pages: Sequence[Page]) -> dict[UUID, Page]:
    """Published translations into the language in use, of the pages that are in another one."""
    locale = Locale.get_active()
    foreign = [page.translation_key for page in pages if page.locale_id != locale.pk]
    found = Page.objects.filter(translation_key__in=foreign, locale=locale).live() if foreign else Page.objects.none()
    return {page.translation_key: page for page in found.defer_streamfields().specific()}
