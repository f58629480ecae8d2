"""What axe-core finds on a page that does not meet WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    ColorScheme = Literal["dark", "light"]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS: dict[str, tuple[int, ColorScheme]] = {"narrow and dark": (360, "dark"), "wide and light": (1280, "light")}
"""Each width and each scheme of colours once; neither changes what the other does."""


def violations(page: Page, *, ignore: Sequence[str] = ()) -> str:
    """What violates the rules, as text that names each element; elements that the selectors name are left out."""
    context = {"exclude": [[selector] for selector in ignore]} if ignore else None
    found = Axe().run(page, context, {"runOnly": WCAG, "resultTypes": ["violations"]})
    return str(found.generate_report()) if found.violations_count else ""


def violations_in_every_view(page: Page, *, ignore: Sequence[str] = ()) -> dict[str, str]:
    """What violates the rules in narrow and wide windows, in light and dark colours."""
    found = {}
    for view, (width, scheme) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[view] = violations(page, ignore=ignore)
    return {view: text for view, text in found.items() if text}
