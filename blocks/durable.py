"""Streams and structs that keep what they do not know: content of a missing plugin survives every edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import copy
from operator import itemgetter
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import (
    FieldBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

from blocks.block_choices import broken, hidden_blocks
from blocks.display_values import display_struct
from blocks.fitting import fits
from blocks.shared import shared
from blocks.signed_json import sign, unsign
from blocks.stream_value import DurableStreamValue
from blocks.unavailable import UNAVAILABLE, UnavailableBlock
from blocks.versions import Unreadable, contributed, current, stamped, tell
from cms.extend import guard
from cms.extend.limits import contained
from cms.public.sanitising import harmless_address

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
        items = [self._wrapped(item) for item in value]
        if isinstance(items[0], Mapping):
            return DurableStreamValue(self, items, is_lazy=True)
        return super().to_python(items)

    def bulk_to_python(self, values: Iterable[Iterable[Mapping[str, Any]]]) -> list[StreamValue]:
        """Many streams at once, each with blocks of unknown type wrapped."""
        return list(super().bulk_to_python([[self._wrapped(item) for item in stream or ()] for stream in values]))

    def get_prep_value(self, value: Any) -> list[Any]:
        """What is stored: wrapped blocks as they were, those of plugins with their version."""
        return [self._unwrapped(item) for item in super().get_prep_value(value)]

    def get_form_state(self, value: StreamValue | None) -> list[dict[str, Any]]:
        """What the editor shows; a block of which its form would lose something is kept, and shown as such."""
        shown = enumerate(value or ())
        return [{**self._form_state(value, index, child), "id": child.id} for index, child in shown]

    def _form_state(self, stream: StreamValue, index: int, child: StreamValue.StreamChild) -> dict[str, Any]:
        given = contributed(child.block)
        if given is None:
            return {"type": child.block.name, "value": child.block.get_form_state(child.value)}
        stored = stream.raw_data[index]
        try:
            with contained:
                if child.block.name not in broken() and fits(child.block, stored["value"], in_form=True):
                    # What it cannot give back to be stored would be lost with the next save.
                    child.get_prep_value()
                    return {"type": child.block.name, "value": child.block.get_form_state(child.value)}
            tell(given, str(child.id), "its form cannot show it")
        except Exception as error:
            if guard.is_strict():
                raise
            tell(given, str(child.id), repr(error))
        return {"type": UNAVAILABLE, "value": sign(self._unwrapped(stored))}

    def value_from_datadict(self, data: Mapping[str, str], files: Any, prefix: str) -> StreamValue:
        """The stream from a form, and the names of blocks that it cannot read: their plugin went or changed while they were edited."""
        read: list[tuple[int, tuple[str, Any, str | None]]] = []
        unread: set[str] = set()
        for index in range(int(data[f"{prefix}-count"])):
            item = f"{prefix}-{index}"
            if data[f"{item}-deleted"]:
                continue
            name = data[f"{item}-type"]
            try:
                value = self._sent(name, data, files, f"{item}-value")
            except Unreadable:
                unread.add(name)
            else:
                read.append((int(data[f"{item}-order"]), (name, value, data.get(f"{item}-id"))))
        stream = StreamValue(self, [each for _order, each in sorted(read, key=itemgetter(0))])
        stream.unread = sorted(unread)
        return stream

    def _sent(self, name: str, data: Mapping[str, str], files: Any, prefix: str) -> Any:
        block = self.child_blocks.get(name)
        if block is None:
            raise Unreadable("there is no such block")
        given = contributed(block)
        is_field = given and isinstance(block, FieldBlock | StructBlock)
        try:
            # A form that was opened before its plugin changed sends fields of other names, which must not be taken for empty ones.
            if is_field and block.value_omitted_from_data(data, files, prefix):
                raise Unreadable("its fields are missing")
            # Here, and not when the stream is made of the values, since that may fail, too.
            with contained:
                value = block.normalize(block.value_from_datadict(data, files, prefix))
                if given:
                    block.get_prep_value(value)
                return value
        except (SuspiciousOperation, Unreadable):
            raise
        except Exception as error:
            if given is None or guard.is_strict():
                raise
            tell(given, prefix, repr(error))
            raise Unreadable(repr(error)) from error

    def clean(self, value: StreamValue) -> StreamValue:
        """The stream; refuses one with blocks that could not be read, since saving would lose them."""
        if unread := getattr(value, "unread", ()):
            message = _(
                "The plugin of “%(names)s” went or changed while you were editing. Reload the page; what was saved is kept."
            )
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(message, params={"names": ", ".join(unread)})]
            )
        return super().clean(value)

    def _wrapped(self, item: Any) -> Any:
        """The item as this stream reads it; items are stored as mappings, and written by code as tuples."""
        if isinstance(item, Mapping):
            known = item["type"] in self.child_blocks and (item["type"] != UNAVAILABLE or _is_wrapped(item))
            return self._current(item) if known else _stand_in(item)
        if isinstance(item, tuple) and item[0] not in self.child_blocks:
            stored = dict(zip(("type", "value", "id"), item, strict=False))
            return (UNAVAILABLE, stored, *item[2:])
        return item

    def _current(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        """The item as its block reads it now; one that it cannot read is wrapped."""
        block = self.child_blocks[item["type"]]
        try:
            return current(block, item)
        except Unreadable as error:
            if given := contributed(block):
                tell(given, str(item.get("id")), str(error))
            return _stand_in(item)

    def _unwrapped(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        if item["type"] != UNAVAILABLE:
            return stamped(self.child_blocks[item["type"]], item)
        # A block that the editor duplicated carries a new id.
        return {**item["value"], "id": item["id"]}


def _stand_in(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": UNAVAILABLE, "value": dict(item), "id": item.get("id")}


def _is_wrapped(item: Mapping[str, Any]) -> bool:
    return isinstance(item.get("value"), Mapping) and "type" in item["value"]


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
        """What the editor shows, and the unknown fields, signed."""
        kept = getattr(value, "kept", {})
        return {**super().get_form_state(value), KEPT_FIELDS: sign(kept) if kept else ""}

    def value_from_datadict(self, data: Mapping[str, str], files: Any, prefix: str) -> StructValue:
        """The value from a form, with the unknown fields that went into it."""
        sent = data.get(f"{prefix}-{KEPT_FIELDS}", "")
        kept = unsign(sent) if sent else {}
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
        return display_struct(self.child_blocks, value)

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
        """Wagtail's own, and which blocks are not offered at the site of the form; without those that cannot be packed."""
        packed = copy(block)
        packed.child_blocks = {name: child for name, child in block.child_blocks.items() if name not in broken()}
        name, groups, defaults, meta = super().js_args(packed)
        children = [(group, shared(blocks)) for group, blocks in groups]
        return [name, children, defaults, {**meta, "hidden_blocks": hidden_blocks()}]

    @cached_property
    def media(self) -> forms.Media:
        return _with_script(super().media)


class DurableStructBlockAdapter(StructBlockAdapter):
    """The struct in the editor, with a hidden field for what is unknown."""

    js_constructor = "blocks.DurableStructBlock"

    @cached_property
    def media(self) -> forms.Media:
        return _with_script(super().media)


register(DurableStreamBlockAdapter(), DurableStreamBlock)
register(DurableStructBlockAdapter(), DurableStructBlock)
