"""Values as people read them where no template shows them: when versions of a page are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ChoiceBlock


def display_value(value: Any) -> Any:
    """Yes and no, days and times in the language of the reader, nothing for nothing; anything else as it is."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case dt.datetime():
            return date_format(
                timezone.localtime(value) if timezone.is_aware(value) else value, "SHORT_DATETIME_FORMAT"
            )
        case dt.date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case dt.time():
            return time_format(value)
        case _:
            return value


def display_struct(blocks: Mapping[str, Block], value: Mapping[str, Any]) -> SafeString:
    """The fields that are filled in, each with its label."""
    return format_html("<dl>\n{}\n</dl>", format_html_join("\n", "<dt>{}: </dt><dd>{}</dd>", _rows(blocks, value)))


def _rows(blocks: Mapping[str, Block], value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, block in blocks.items():
        given = value.get(name)
        if given is None or given == "" or (hasattr(given, "__len__") and not len(given)):
            continue
        yield block.label, _shown(block, given)


def _shown(block: Block, value: Any) -> Any:
    if isinstance(block, ChoiceBlock):
        return dict(block.field.choices).get(value, value)
    plain = display_value(value)
    return block.render_basic(value) if plain is value else plain
