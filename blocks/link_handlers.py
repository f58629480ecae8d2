"""Links in rich text to pages and files of the archive: in the reader's language, only to what everyone may see, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Locale, Page
from wagtail.rich_text.pages import PageLinkHandler

from blocks.choosers import AnyPageChooserBlock, FileChooserBlock
from cms.public.visibility import is_public


class PublicPageLinkHandler(PageLinkHandler):
    """Wagtail's handler of links to pages, without a query for each and without addresses of drafts and restricted pages."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link; without an address where the page is gone or not public."""
        pages = AnyPageChooserBlock().bulk_to_python(map(_key, attrs_list))
        translations = _translations([page for page in pages if page])
        shown = [page and translations.get(page.translation_key, page) for page in pages]
        return [format_html('<a href="{}">', page.url) if page and is_public(page) else "<a>" for page in shown]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Wagtail's handler of links to files, without address and name of those that only some people may have."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link; without an address where the file is gone or not public."""
        files = FileChooserBlock().bulk_to_python(map(_key, attrs_list))
        return [format_html('<a href="{}">', file.url) if is_public(file) else "<a>" for file in files]


def _key(attrs: dict[str, Any]) -> int | None:
    return int(attrs["id"]) if attrs.get("id", "").isdecimal() else None


def _translations(pages: Sequence[Page]) -> dict[UUID, Page]:
    """Published translations into the language in use, of the pages that are in another one."""
    locale = Locale.get_active()
    if not (foreign := [page.translation_key for page in pages if page.locale_id != locale.pk]):
        return {}
    found = AnyPageChooserBlock().loaded().filter(translation_key__in=foreign, locale=locale)
    return {page.translation_key: page for page in found if is_public(page)}
