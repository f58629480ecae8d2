"""The stand-in for a stored block that cannot be read here: its plugin is missing, or has another version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import Adapter, register
from wagtail.blocks import Block

from blocks.signed_json import sign, unsign

UNAVAILABLE = "unavailable"


class UnavailableBlock(Block):
    """Stands for a stored block that cannot be read; its value is that block as it is stored, and nothing here looks into it."""

    def value_from_datadict(self, data: Mapping[str, str], files: Any, prefix: str) -> Mapping[str, Any]:
        stored = unsign(data.get(prefix, ""))
        if not isinstance(stored, dict) or "type" not in stored:
            raise SuspiciousOperation("A block of a missing plugin cannot be added; reload the page.")
        return stored

    def get_form_state(self, value: Any) -> str:
        return sign(value)

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Nothing: without its plugin the block cannot be shown."""
        return mark_safe("")

    def render_basic(self, value: Any, context: Any = None) -> str:
        """The name of what is missing, for the comparison of revisions."""
        return f"{self.label}: {escape(_type_of(value))}"

    def get_api_representation(self, value: Mapping[str, Any], context: Any = None) -> dict[str, str]:
        return {"original_type": _type_of(value)}

    class Meta:
        icon = "warning"
        label = _("Block of a missing plugin, or of another version of it")
        help_text = _(
            "It is kept as it is, and shown again once its plugin is back or can read it. Until then nobody sees it on the page."
        )


def _type_of(value: Any) -> str:
    """The name of the stored block; two versions may be compared of which only one could be read."""
    return str(value.get("type", "")) if isinstance(value, Mapping) else ""


class UnavailableBlockAdapter(Adapter):
    """The stand-in in the editor: a text that says what it is, and a hidden field."""

    js_constructor = "blocks.UnavailableBlock"

    def js_args(self, block: UnavailableBlock) -> list[Any]:
        meta = {
            "label": block.label,
            "helpText": block.meta.help_text,
            "icon": block.meta.icon,
            "required": False,
            "blockDefId": block.definition_prefix,
            "isPreviewable": False,
        }
        return [block.name, meta]

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[versioned_static("wagtailadmin/js/telepath/blocks.js"), versioned_static("blocks/durable.js")]
        )


register(UnavailableBlockAdapter(), UnavailableBlock)
