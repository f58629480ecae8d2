"""The forms of pages that are little more than text."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel

from cms.content.panels.tabs import TITLE, content, publication, tabs

TEXT_TABS = tabs(content(TITLE, FieldPanel("lead"), FieldPanel("body")), publication())
STANDARD_TABS = tabs(
    content(TITLE, FieldPanel("lead"), FieldPanel("body")), publication(FieldPanel("legal_role"), in_menus=True)
)
INDEX_TABS = tabs(content(TITLE, FieldPanel("lead")), publication(in_menus=True))
