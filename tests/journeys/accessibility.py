"""What axe-core finds on a page that does not meet WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    ColorScheme = Literal["dark", "light"]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TARGETS = {"target-size": {"enabled": True}}
"""The rule about the size of what one presses, which axe leaves out unless it is asked for."""
VIEWS: dict[str, tuple[int, ColorScheme]] = {"narrow and dark": (360, "dark"), "wide and light": (1280, "light")}
"""Each width and each scheme of colours once; neither changes what the other does."""

WAGTAIL = {
    ".public-DraftEditor-content": "the editor of rich text has no name, only a description",
    ".w-minimap__list": "the outline of a form scrolls, but cannot be focused while it is folded",
    ".xdsoft_datetimepicker button": "the arrows of the calendar beside a date have no name; the date can be typed",
}
"""What is Wagtail's own in the editors' interface and does not meet the rules, and why; all else there has to."""

SETTLED = """() => Promise.allSettled(
    document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished)
)"""
"""Waits until colours are what they stay."""


def violations(page: Page, *, ignore: Iterable[str] = ()) -> str:
    """What violates the rules, as text that names each element; elements that the selectors name are left out."""
    page.evaluate(SETTLED)
    excluded = [[selector] for selector in ignore]
    context = {"exclude": excluded} if excluded else None
    found = Axe().run(page, context, {"runOnly": WCAG, "rules": TARGETS, "resultTypes": ["violations"]})
    return str(found.generate_report()) if found.violations_count else ""


def violations_on_every_tab(page: Page, *, ignore: Iterable[str] = ()) -> dict[str, str]:
    """What violates the rules on each tab of a form, by the tab's name, in narrow and wide windows."""
    found = {}
    for view, (width, scheme) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for tab in page.get_by_role("tab").all() or [None]:
            if tab is not None and tab.is_visible():
                tab.click()
            name = tab.inner_text() if tab is not None else "the form"
            found[f"{name}, {view}"] = violations(page, ignore=ignore)
    return {place: text for place, text in found.items() if text}


def violations_in_every_view(page: Page, *, ignore: Iterable[str] = ()) -> dict[str, str]:
    """What violates the rules in narrow and wide windows, in light and dark colours."""
    found = {}
    for view, (width, scheme) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[view] = violations(page, ignore=ignore)
    return {view: text for view, text in found.items() if text}
