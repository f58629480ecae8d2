"""Lets Wagtail's choosers be started by a script of ours, so that no script stands inside of a page."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser

CALL = re.compile(r"(?:new )?(?P<name>\w+)\((?P<values>.*)\);?", re.DOTALL)
"""What Wagtail writes to start a chooser; its values are JSON."""


def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
    """The chooser's HTML, and with it, as data, how it is started; raises `TypeError` without an id, as Wagtail does."""
    if not (attrs or {}).get("id"):
        raise TypeError("A chooser cannot be rendered without an 'id' attribute.")
    data = self.get_value_data(value)
    html = SafeString(self.render_html(name, data, attrs))
    call = CALL.fullmatch(self.render_js_init(attrs["id"], name, data).strip())
    if call is None:
        return html
    values = SafeString(f"[{call['values']}]".replace("<", "\\u003C"))
    return format_html('{}<script type="application/json" data-desk-start="{}">{}</script>', html, call["name"], values)


def connect() -> None:
    """Puts it in the place of Wagtail's; repeating it does no harm."""
    BaseChooser.render = render
