"""System checks of the blocks: nothing that could lose content stands in a stream, and each block in one that there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import ERROR, WARNING, CheckMessage, Error, Warning
from wagtail.blocks import Block, RawHTMLBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from blocks.durable import DurableStreamBlock, DurableStructBlock
from blocks.fields import ComposedStreamField
from blocks.guarding import made
from blocks.image import ImageBlock
from blocks.prose import ProseBlock
from blocks.usable import Unusable, within
from blocks.versions import contributed
from cms.extend import Block as Contribution
from cms.extend import guard, registry
from cms.extend.limits import contained
from cms.extend.telling import told


def check_durability(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.E202` for each stream or struct block, however deep, that would drop content of a missing plugin.

    In a block of a plugin it is `litfass.W202`: no plugin keeps a command from running.
    """
    return [
        message
        for field in composed_fields(app_configs or apps.get_app_configs())
        for path, block in undurable(field.stream_block, path=field.name)
        for message in [_undurable(field, path, block)]
    ]


def _undurable(field: ComposedStreamField, path: str, block: Block) -> CheckMessage:
    said = f"The block {path} is a {type(block).__name__}, which drops stored content that it does not know."
    hint = "Let it subclass DurableStreamBlock or DurableStructBlock from blocks.durable."
    name = path.removeprefix(f"{field.name}.").partition(".")[0]
    if given := contributed(field.stream_block.child_blocks.get(name, field.stream_block)):
        return Warning(f"The plugin {given.plugin}: {said}", hint=hint, obj=field, id="litfass.W202")
    return Error(said, hint=hint, obj=field, id="litfass.E202")


def check_blocks(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What blocks find wrong with themselves; of those of plugins warnings alone, which name them (`litfass.W207` for a check that fails)."""
    streams = {field.stream: field.stream_block for field in composed_fields(app_configs or apps.get_app_configs())}
    return [message for stream in streams.values() for child in stream.child_blocks.values() for message in _of(child)]


def _of(block: Block) -> list[CheckMessage]:
    given = contributed(block)
    if given is None:
        return [*block.check(), *block._check_name()]  # noqa: SLF001 - as Wagtail's own streams do
    said = f"The plugin {given.plugin}, block {given.name}"
    try:
        with contained:
            return [
                CheckMessage(min(each.level, WARNING), f"{said}: {each.msg}", each.hint, each.obj, each.id)
                for each in block.check()
            ]
    except Exception as error:
        if guard.is_strict():
            raise
        return [Warning(f"{said} fails in its check: {told(error)}", id="litfass.W207")]


def check_images(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W204` for each block that chooses an image of which nobody is asked what it shows (V10)."""
    return [
        Warning(
            f"The block {path} chooses an image without asking for its alternative text, credit and licence.",
            hint="Use ImageBlock from blocks.image, or a subclass of it, in place of ImageChooserBlock.",
            obj=field,
            id="litfass.W204",
        )
        for field in composed_fields(app_configs or apps.get_app_configs())
        for path in bare_images(field.stream_block, path=field.name)
    ]


def check_streams(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W203` for each stream that a block names and no page has: the block would never be offered."""
    known = sorted({field.stream for field in composed_fields(apps.get_app_configs())})
    return [
        Warning(
            f"The plugin {block.plugin} offers the block {block.name} in the stream {stream!r}, which no page has.",
            hint=f"Mend the name. There are: {', '.join(known)}.",
            id="litfass.W203",
        )
        for block in registry().blocks
        for stream in block.streams
        if stream not in known
    ]


def check_rich_text(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W205` for each block, however deep, that gives partners HTML as it is stored, with all that is in it."""
    return [
        Warning(
            f"The block {path} is a {type(block).__name__}, which gives partners stored HTML unsanitised.",
            hint="Take ProseBlock from blocks.prose, or a block of its own for what it embeds.",
            obj=field,
            id="litfass.W205",
        )
        for field in composed_fields(app_configs or apps.get_app_configs())
        for path, block in within(field.stream_block, path=field.name)
        if isinstance(block, RichTextBlock | RawHTMLBlock) and not isinstance(block, ProseBlock)
    ]


def try_block(given: Contribution) -> None:
    """Makes the block as streams do; raises whatever is wrong with it, and with those inside of it."""
    stream = DurableStreamBlock([(given.name, made(given))])
    for message in stream.check():
        if message.level >= ERROR and not message.is_silenced():
            raise Unusable(f"{message.msg} ({message.id})")


def composed_fields(configs: Iterable[AppConfig]) -> list[ComposedStreamField]:
    """The composed streams of all models of the apps."""
    models = [model for config in configs for model in config.get_models()]
    return [field for model in models for field in model._meta.local_fields if isinstance(field, ComposedStreamField)]


def bare_images(block: Block, *, path: str) -> Iterator[str]:
    """The paths of the choosers of images in the block, itself included, that stand in no image block."""
    blocks = dict(within(block, path=path))
    for path, inner in blocks.items():
        holder = blocks.get(path.rpartition(".")[0])
        if isinstance(inner, ImageChooserBlock) and not isinstance(holder, ImageBlock):
            yield path


def undurable(block: Block, *, path: str) -> Iterator[tuple[str, Block]]:
    """The blocks in the block, itself included, that drop what they do not know, each with its path."""
    return ((path, inner) for path, inner in within(block, path=path) if not _is_durable(inner))


def _is_durable(block: Block) -> bool:
    kinds = ((StreamBlock, DurableStreamBlock), (StructBlock, DurableStructBlock))
    return all(isinstance(block, durable) for kind, durable in kinds if isinstance(block, kind))
