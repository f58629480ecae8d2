"""Blocks of plugins under guard: one that fails is shown as nothing, and never taken for valid."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.extend import Block, guard
from cms.extend.discovery import CORE
from cms.extend.guard import Guarded

log = logging.getLogger(__name__)

STANDS_IN = {"render": mark_safe(""), "get_api_representation": None, "get_plain_text": ()}
"""What is called of a block for the public, and what stands in for it; a value of None is left out of documents."""


def made(block: Block) -> Any:
    """A fresh block of the registry's, under guard unless it is of the core."""
    instance = block.block()
    if block.plugin in CORE:
        return instance
    for name, stands_in in STANDS_IN.items():
        if call := getattr(instance, name, None):
            setattr(instance, name, Guarded(block.plugin, f"blocks.{block.name}.{name}", call, stands_in))
    instance.clean = Checked(block, instance.clean)
    return instance


class Checked:
    """The block's check of what an editor wrote; an error of the check itself is told to the editor, so that nothing is lost."""

    def __init__(self, block: Block, clean: Callable[[Any], Any]) -> None:
        self.block, self.clean = block, clean

    def __call__(self, value: Any) -> Any:
        """The checked value; raises `ValidationError`."""
        try:
            return self.clean(value)
        except ValidationError:
            raise
        except Exception as error:
            if guard.is_strict():
                raise
            log.exception("The plugin %s failed to check its block %s.", self.block.plugin, self.block.name)
            message = _(
                "This block cannot be checked: its plugin “%(plugin)s” failed. Remove the block, or tell your administrator."
            )
            raise ValidationError(message, params={"plugin": self.block.plugin}) from error
