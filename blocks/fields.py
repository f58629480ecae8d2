"""Stream fields whose blocks come from the registry."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue, StructBlockValidationError
from wagtail.fields import StreamField

from blocks.block_choices import BlockChoicesWidget
from blocks.durable import DurableStreamBlock
from blocks.guarding import all_made
from blocks.rules import call_faults, outline_faults
from cms.extend import registry


class ComposedStreamBlock(DurableStreamBlock):
    """The top of a composed stream: knows what only shows when its blocks are seen together."""

    def clean(self, value: StreamValue) -> StreamValue:
        """The stream; refuses headings that skip a level (V13), and a second call to action in one section."""
        errors = {} if self.is_deferred_validation else _errors(value)
        try:
            cleaned = super().clean(value)
        except StreamBlockValidationError as error:
            raise StreamBlockValidationError(
                block_errors={**errors, **error.block_errors}, non_block_errors=error.non_block_errors
            ) from error
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def _errors(stream: StreamValue) -> dict[int, ValidationError]:
    levels = {
        index: StructBlockValidationError({"level": ValidationError(message)})
        for index, message in outline_faults(stream).items()
    }
    calls = {
        index: StructBlockValidationError(non_block_errors=[ValidationError(message)])
        for index, message in call_faults(stream).items()
    }
    return {**levels, **calls}


class ComposedStreamField(StreamField):
    """A stream of all blocks that the registry offers for the named stream.

    The set is composed on first use, once all apps are loaded, and stands in no migration.
    """

    def __init__(self, stream: str = "body", **kwargs: Any) -> None:
        self.stream = stream
        super().__init__(kwargs.pop("block_types", []), **kwargs)

    @cached_property
    def stream_block(self) -> StreamBlock:
        """The durable stream block over the registry's blocks."""
        stream = ComposedStreamBlock(all_made(registry().blocks_for(self.stream)), required=not self.blank)
        stream.set_meta_options(self.block_opts)
        return stream

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """What is wrong with the field itself; its blocks, which are others', are checked by `blocks.checks`."""
        return list(super(StreamField, self).check(**kwargs))

    def formfield(self, **kwargs: Any) -> Any:
        """The field in the editor, which offers what is enabled for the site."""
        return super().formfield(**{"widget": BlockChoicesWidget(self.stream_block), **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks, so that plugins never change a migration."""
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [self.stream], kwargs
