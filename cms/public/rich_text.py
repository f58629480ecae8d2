"""Rich text: what editors may do in it, and how it leaves the house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText, expand_db_html

from cms.public.sanitising import sanitised, well_formed

FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
"""No headings (a block of their own), no fonts."""

LOCAL_ADDRESS = re.compile(r'(?P<attribute>\b(?:href|src)=")(?=/[^/])')
BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>")
BETWEEN = "<!-- next text -->"
"""Stands between texts that are resolved together; a well-formed one holds no comments."""


class Prose(RichText):
    """Rich text that resolves its links together with those of the texts around it: once for all, not once for each."""

    def __init__(self, source: str, *, around: list[Prose] | None = None) -> None:
        super().__init__(source)
        self.around = [self] if around is None else around

    @cached_property
    def html(self) -> str:
        """HTML with resolved links, sanitised: what is stored may have come in without the editor."""
        resolved = expand_db_html(BETWEEN.join(well_formed(prose.source) for prose in self.around)).split(BETWEEN)
        for prose, html in zip(self.around, resolved, strict=True):
            prose.__dict__["html"] = sanitised(html)
        return str(self.__dict__["html"])

    def __html__(self) -> str:
        return mark_safe(self.html)


def proses(sources: Iterable[str]) -> list[Prose]:
    """The texts, each knowing the others."""
    made: list[Prose] = []
    made.extend(Prose(source, around=made) for source in sources)
    return made


def richtext_document(value: Any) -> str:
    """HTML with resolved, absolute links, sanitised."""
    html = value.html if isinstance(value, Prose) else Prose(_source(value)).html
    return LOCAL_ADDRESS.sub(rf"\g<attribute>{settings.BASE_URL}", html)


def richtext_plain(value: Any) -> str:
    """The bare text; paragraphs and list items on lines of their own."""
    lines = unescape(strip_tags(BLOCK_END.sub("\n", sanitised(_source(value))))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _source(value: Any) -> str:
    return value.source if isinstance(value, RichText) else str(value or "")
