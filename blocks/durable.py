"""Streams that keep what they do not know: a stored block of a missing plugin survives every edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import FieldBlock, StreamBlock, StreamValue
from wagtail.blocks.stream_block import StreamBlockAdapter

UNAVAILABLE = "unavailable"


class UnavailableBlock(FieldBlock):
    """Stands for a stored block of unknown type and carries it, untouched, through forms and revisions."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(required=False, widget=forms.HiddenInput(), label=_("Block of a missing plugin"))
        super().__init__(**kwargs)

    def value_for_form(self, value: Any) -> str:
        """The stored block as text for the hidden field."""
        return json.dumps(value)

    def value_from_form(self, value: Any) -> Any:
        """The stored block as it came back from the hidden field."""
        try:
            stored = json.loads(value or "")
        except ValueError as error:
            raise SuspiciousOperation("The hidden field of a kept block was altered.") from error
        if not isinstance(stored, dict) or "type" not in stored:
            raise SuspiciousOperation("The hidden field of a kept block was altered.")
        return stored

    def clean(self, value: Any) -> Any:
        """The value: whatever was stored is valid, since nothing here can judge it."""
        return value

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Nothing: without its plugin the block cannot be shown."""
        return mark_safe("")

    def get_api_representation(self, value: Mapping[str, Any], context: Any = None) -> dict[str, str]:
        """The name of the block that is missing."""
        return {"original_type": str(value["type"])}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing."""
        return []

    class Meta:
        icon = "warning"
        label = _("Block of a missing plugin")
        form_classname = "durable-unavailable"


class DurableStreamBlock(StreamBlock):
    """A stream block that keeps stored blocks of unknown type where they are, byte for byte, and offers them to nobody."""

    def __init__(self, local_blocks: Iterable[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or []), (UNAVAILABLE, UnavailableBlock())], **kwargs)

    def _wrapped(self, items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [item if item["type"] in self.child_blocks else _wrap(item) for item in items]

    def to_python(self, value: Any) -> StreamValue:
        """The stream, with blocks of unknown type wrapped."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            value = self._wrapped(value)
        return super().to_python(value)

    def bulk_to_python(self, values: Iterable[Iterable[Mapping[str, Any]]]) -> list[StreamValue]:
        """Many streams at once, each with blocks of unknown type wrapped."""
        return list(super().bulk_to_python([self._wrapped(stream) for stream in values]))

    def get_prep_value(self, value: Any) -> list[Any]:
        """What is stored: wrapped blocks as they were."""
        return [_unwrap(item) if item["type"] == UNAVAILABLE else item for item in super().get_prep_value(value)]


def _wrap(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": UNAVAILABLE, "value": dict(item), "id": item.get("id")}


def _unwrap(item: Mapping[str, Any]) -> Mapping[str, Any]:
    # A block that the editor duplicated carries a new id.
    return {**item["value"], "id": item["id"]}


class DurableStreamBlockAdapter(StreamBlockAdapter):
    """The stream in the editor: kept blocks are shown, and left out of the list of blocks to add."""

    js_constructor = "blocks.DurableStreamBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script and the few lines that hide kept blocks from the list."""
        own: forms.Media = super().media + forms.Media(js=[versioned_static("blocks/durable.js")])
        return own


register(DurableStreamBlockAdapter(), DurableStreamBlock)
