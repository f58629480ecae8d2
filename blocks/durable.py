"""Streams and structs that keep what they do not know: content of a missing plugin survives every edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue, StructBlock, StructValue, URLBlock
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

from blocks.kept import opened, sealed
from blocks.legible import legible_struct
from blocks.offering import withheld
from blocks.sanitising import harmless_address
from blocks.unavailable import UNAVAILABLE, UnavailableBlock

KEPT_FIELDS = "kept-fields"
"""Name of a struct's hidden form field; no block can have it, since names of blocks hold no dash."""


class DurableStreamBlock(StreamBlock):
    """A stream block that keeps stored blocks of unknown type where they are, byte for byte, and offers them to nobody."""

    def __init__(self, local_blocks: Iterable[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or []), (UNAVAILABLE, UnavailableBlock())], **kwargs)

    def to_python(self, value: Any) -> StreamValue:
        """The stream, with blocks of unknown type wrapped."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, StreamValue) or not value:
            return super().to_python(value)
        return super().to_python([self._wrapped(item) for item in value])

    def bulk_to_python(self, values: Iterable[Iterable[Mapping[str, Any]]]) -> list[StreamValue]:
        """Many streams at once, each with blocks of unknown type wrapped."""
        return list(super().bulk_to_python([[self._wrapped(item) for item in stream or ()] for stream in values]))

    def get_prep_value(self, value: Any) -> list[Any]:
        """What is stored: wrapped blocks as they were."""
        return [_unwrapped(item) for item in super().get_prep_value(value)]

    def value_from_datadict(self, data: Mapping[str, str], files: Any, prefix: str) -> StreamValue:
        """The stream from a form, and the names of blocks that it cannot read: their plugin went while they were edited."""
        stream = super().value_from_datadict(data, files, prefix)
        sent = [f"{prefix}-{index}" for index in range(int(data[f"{prefix}-count"]))]
        names = {data[f"{item}-type"] for item in sent if not data[f"{item}-deleted"]}
        stream.unread = sorted(names - set(self.child_blocks))
        return stream

    def clean(self, value: StreamValue) -> StreamValue:
        """The stream; refuses one with blocks that could not be read, since saving would lose them."""
        if unread := getattr(value, "unread", ()):
            message = _(
                "The plugin of “%(names)s” went while you were editing. Reload the page; what was saved is kept."
            )
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(message, params={"names": ", ".join(unread)})]
            )
        return super().clean(value)

    def _wrapped(self, item: Any) -> Any:
        """The item as this stream reads it; items are stored as mappings, and written by code as tuples."""
        if isinstance(item, Mapping):
            known = item["type"] in self.child_blocks and (item["type"] != UNAVAILABLE or _is_wrapped(item))
            return item if known else {"type": UNAVAILABLE, "value": dict(item), "id": item.get("id")}
        if isinstance(item, tuple) and item[0] not in self.child_blocks:
            stored = dict(zip(("type", "value", "id"), item, strict=False))
            return (UNAVAILABLE, stored, *item[2:])
        return item


def _is_wrapped(item: Mapping[str, Any]) -> bool:
    return isinstance(item.get("value"), Mapping) and "type" in item["value"]


def _unwrapped(item: Mapping[str, Any]) -> Mapping[str, Any]:
    if item["type"] != UNAVAILABLE:
        return item
    # A block that the editor duplicated carries a new id.
    return {**item["value"], "id": item["id"]}


class DurableStructValue(StructValue):
    """The value of a durable struct; `kept` holds stored fields that the struct does not know."""

    kept: Mapping[str, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        make, arguments, _state, items, pairs = super().__reduce__()
        return make, arguments, {"kept": self.kept}, items, pairs


class DurableStructBlock(StructBlock):
    """A struct block that keeps stored fields of unknown name, as a missing plugin leaves them behind."""

    def to_python(self, value: Mapping[str, Any]) -> StructValue:
        """The value, and with it the fields that are unknown here."""
        return self._keeping(super().to_python(value), self._unknown(value))

    def bulk_to_python(self, values: Iterable[Mapping[str, Any]]) -> list[StructValue]:
        """Many values at once, each with its unknown fields."""
        stored = list(values)
        return [
            self._keeping(value, self._unknown(raw))
            for value, raw in zip(super().bulk_to_python(stored), stored, strict=True)
        ]

    def get_prep_value(self, value: StructValue) -> dict[str, Any]:
        """What is stored: the known fields, then the unknown ones as they were."""
        return {**super().get_prep_value(value), **getattr(value, "kept", {})}

    def clean(self, value: StructValue) -> StructValue:
        """The value with its known fields checked, and the unknown ones as they were."""
        return self._keeping(super().clean(value), getattr(value, "kept", {}))

    def get_form_state(self, value: StructValue) -> dict[str, Any]:
        """What the editor shows, and the unknown fields, sealed."""
        kept = getattr(value, "kept", {})
        return {**super().get_form_state(value), KEPT_FIELDS: sealed(kept) if kept else ""}

    def value_from_datadict(self, data: Mapping[str, str], files: Any, prefix: str) -> StructValue:
        """The value from a form, with the unknown fields that went into it."""
        sent = data.get(f"{prefix}-{KEPT_FIELDS}", "")
        kept = opened(sent) if sent else {}
        if not isinstance(kept, dict):
            raise SuspiciousOperation("The hidden field of kept content was altered; reload the page.")
        value = super().value_from_datadict(data, files, prefix)
        # What was unknown when the form was made may be known by now.
        value.update(
            {name: self.child_blocks[name].to_python(kept[name]) for name in kept if name in self.child_blocks}
        )
        return self._keeping(value, self._unknown(kept))

    def get_context(self, value: StructValue, parent_context: Any = None) -> Any:
        """What the template sees: the value, without addresses that would run a program."""
        acting = {name: "" for name in self._addresses if (given := value.get(name)) and not harmless_address(given)}
        shown = self._keeping(self.meta.value_class(self, {**value, **acting}), value.kept) if acting else value
        return super().get_context(shown, parent_context=parent_context)

    @cached_property
    def _addresses(self) -> list[str]:
        return [name for name, child in self.child_blocks.items() if isinstance(child, URLBlock)]

    def render_basic(self, value: StructValue, context: Any = None) -> SafeString:
        """The filled-in fields with their labels; shown where versions are compared, and for a block without a template."""
        return legible_struct(self.child_blocks, value)

    def _unknown(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in stored.items() if name not in self.child_blocks}

    def _keeping(self, value: StructValue, kept: Mapping[str, Any]) -> StructValue:
        value.kept = kept
        return value

    class Meta:
        value_class = DurableStructValue


def _with_script(media: forms.Media) -> forms.Media:
    return media + forms.Media(js=[versioned_static("blocks/durable.js")])


class DurableStreamBlockAdapter(StreamBlockAdapter):
    """The stream in the editor: blocks that are kept, or whose plugin is disabled, are shown, and left out of the list of blocks to add."""

    js_constructor = "blocks.DurableStreamBlock"

    def js_args(self, block: DurableStreamBlock) -> list[Any]:
        """Wagtail's own, and which blocks are not offered at the site of the form."""
        name, children, defaults, meta = super().js_args(block)
        return [name, children, defaults, {**meta, "withheld": withheld()}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script and ours."""
        return _with_script(super().media)


class DurableStructBlockAdapter(StructBlockAdapter):
    """The struct in the editor, with a hidden field for what is unknown."""

    js_constructor = "blocks.DurableStructBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script and ours."""
        return _with_script(super().media)


register(DurableStreamBlockAdapter(), DurableStreamBlock)
register(DurableStructBlockAdapter(), DurableStructBlock)
