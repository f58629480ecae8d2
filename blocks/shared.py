"""The core's blocks in the editor: the same in each form, so that they are packed once and are a file of their own, which browsers keep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain, groupby

from django.forms import Media
from django.urls import reverse
from django.utils import translation
from wagtail.admin.telepath import Adapter, JSContext, register
from wagtail.blocks import Block

from blocks.guarding import is_of_core, made
from cms.extend import registry
from cms.extend.reserved import CORE

LANGUAGES = 50
"""In how many the file is remembered."""


@dataclass(frozen=True)
class Definitions:
    """The blocks as a script in one language, its tag, and the scripts that it needs."""

    script: str
    tag: str
    media: Media


@dataclass(frozen=True)
class Shared:
    """Stands in a packed stream for the blocks of these names, one after the other."""

    names: tuple[str, ...]


def shared(blocks: Iterable[Block]) -> list[Block | Shared]:
    """What stands for the blocks in a packed stream: themselves, or that they are in the file."""
    runs = [(is_core, list(run)) for is_core, run in groupby(blocks, is_of_core)]
    named = ([Shared(tuple(block.name for block in run))] if is_core else run for is_core, run in runs)
    return list(chain.from_iterable(named))


def definitions(language: str) -> Definitions:
    """All blocks of the core in the language; raises `ValueError` for one that nobody speaks here."""
    if not translation.check_for_language(language):
        raise ValueError(language)
    return _packed(language)


@lru_cache(maxsize=LANGUAGES)
def _packed(language: str) -> Definitions:
    blocks = {block.name: made(block) for block in registry().blocks if block.plugin in CORE}
    for name, block in blocks.items():
        block.set_name(name)
    context = JSContext()
    with translation.override(language):
        packed = json.dumps(context.pack(blocks), separators=(",", ":"))
    script = f"window.sharedBlocks = {packed};\n"
    return Definitions(script, sha256(script.encode()).hexdigest()[:16], context.media)


class SharedAdapter(Adapter):
    """The names of the blocks, and the file that tells what they are."""

    js_constructor = "blocks.Shared"

    def js_args(self, blocks: Shared) -> list[str]:
        return list(blocks.names)

    def get_media(self, blocks: Shared) -> Media:
        language = translation.get_language()
        known = definitions(language)
        return known.media + Media(js=[reverse("desk_blocks", args=[language, known.tag])])


register(SharedAdapter(), Shared)
