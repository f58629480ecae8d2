"""The core's blocks in the editor: the same in each form, so that they are packed once and are a file of their own, which browsers keep."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

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
    """Stands in a packed stream for the block of this name."""

    name: str


def shared(block: Block) -> Block | Shared:
    """What stands for the block in a packed stream: itself, or that it is in the file."""
    return Shared(block.name) if is_of_core(block) else block


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
    """The name of the block, and the file that tells what it is."""

    js_constructor = "blocks.Shared"

    def js_args(self, block: Shared) -> list[str]:
        return [block.name]

    def get_media(self, block: Shared) -> Media:
        language = translation.get_language()
        known = definitions(language)
        return known.media + Media(js=[reverse("desk_blocks", args=[language, known.tag])])


register(SharedAdapter(), Shared)
