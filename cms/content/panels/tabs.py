"""The tabs that every page's form has, in one order and with the same names."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.content.forms.page import PageForm

TITLE = TitleFieldPanel("title")


def publication(*first: Any, in_menus: bool = False) -> ObjectList:
    """The last tab: where the text comes from, address, search engines, times."""
    return ObjectList(
        [
            *first,
            MultiFieldPanel(
                [
                    FieldPanel(
                        "slug",
                        heading=_("Address"),
                        help_text=_("The last part of the address; it is made from the headline."),
                    ),
                    FieldPanel("seo_title", heading=_("Title for search engines")),
                    FieldPanel("search_description", heading=_("Description for search engines")),
                    *([FieldPanel("show_in_menus")] if in_menus else []),
                ],
                heading=_("Address and search engines"),
            ),
            PublishingPanel(),
            CommentPanel(),
        ],
        heading=_("Publication"),
    )


class Tabs(TabbedInterface):
    """Wagtail's tabs, whose panels are drawn and not told to scripts once more: none of ours asks for them."""

    class BoundPanel(TabbedInterface.BoundPanel):
        """The tabs of one form."""

        def js_opts(self) -> dict[str, Any]:
            """What scripts learn: that there are tabs."""
            return {**Panel.BoundPanel.js_opts(self), "children": []}


def tabs(*given: ObjectList, form_class: type[PageForm] = PageForm) -> TabbedInterface:
    return Tabs(list(given), base_form_class=form_class)


def content(*panels: Any) -> ObjectList:
    """The first tab: what readers see."""
    return ObjectList(list(panels), heading=_("Content"))
