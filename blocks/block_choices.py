"""Which blocks an editor is offered: not those of plugins that are disabled for the site; stored ones stay editable."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, ModelForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.telepath import JSContext
from wagtail.blocks import Block, StreamBlockValidationError
from wagtail.blocks.base import BlockWidget

from blocks.versions import contributed
from cms.extend import guard, is_enabled, registry
from cms.extend.limits import Misbehaved, contained

log = logging.getLogger(__name__)

SECONDS = 10.0
"""How long a block that could not be packed is not tried again: to find it out takes longer than all the rest of a form."""
QUOTED = re.compile(r'="(?P<value>[^"]*&quot;[^"]*)"')
"""An attribute that holds JSON, in which each quotation mark takes six characters; a single one is escaped in it."""

_broken: ContextVar[frozenset[str]] = ContextVar("blocks_that_cannot_be_packed", default=frozenset())
_hidden: ContextVar[list[str] | None] = ContextVar("blocks_hidden_at_the_site", default=None)


def hidden_blocks() -> list[str]:
    """Names of the blocks that nobody may add where blocks are just being packed for an editor."""
    hidden = _hidden.get()
    return _hidden_at(None) if hidden is None else [*hidden]


def _hidden_at(site: int | None) -> list[str]:
    blocks = registry().blocks
    disabled = {plugin for plugin in {block.plugin for block in blocks} if not is_enabled(plugin, site)}
    return sorted(block.name for block in blocks if block.plugin in disabled)


def broken() -> frozenset[str]:
    """Names of the blocks of plugins that cannot be packed just now: they are not offered, and kept where they stand."""
    return _broken.get()


@contextmanager
def without(names: frozenset[str]) -> Iterator[None]:
    """Leaves the named blocks out of what is packed inside."""
    token = _broken.set(names)
    try:
        yield
    finally:
        _broken.reset(token)


@contextmanager
def choices_at(site: int | None) -> Iterator[None]:
    """Packs blocks inside for editors of the Wagtail site; None stands for all sites together."""
    token = _hidden.set(_hidden_at(site))
    try:
        yield
    finally:
        _hidden.reset(token)


class BlockChoicesWidget(BlockWidget):
    """The blocks in the editor, packed for the site to which the form belongs."""

    site: int | None = None
    unpackable: frozenset[str] = frozenset()

    def _build_block_json(self) -> None:
        # Nested streams are packed along with this one, and learn of the site in no other way.
        with choices_at(self.site):
            try:
                self.unpackable = self._unpackable_lately()
                with contained, without(self.unpackable):
                    super()._build_block_json()
            except (ValueError, Misbehaved):
                self.unpackable = self._find_unpackable()
                if not self.unpackable or guard.is_strict():
                    raise
                self.block_def.unpackable_lately = time.monotonic() + SECONDS, self.unpackable
                with without(self.unpackable):
                    super()._build_block_json()

    def _unpackable_lately(self) -> frozenset[str]:
        until, names = getattr(self.block_def, "unpackable_lately", (0.0, frozenset[str]()))
        return names if time.monotonic() < until else frozenset()

    def _find_unpackable(self) -> frozenset[str]:
        children = self.block_def.child_blocks.items()
        return frozenset(name for name, child in children if contributed(child) and not self._can_be_packed(child))

    def _can_be_packed(self, child: Block) -> bool:
        """Whether a stream that has only this block can be packed, as can the block as it stands in a new one."""
        alone = copy(self.block_def)
        alone.child_blocks = {child.name: child}
        try:
            with contained:
                json.dumps(JSContext().pack([alone, child.get_form_state(child.get_default())]))
        except Exception:
            log.exception("The block %s cannot be packed for the editor; it is not offered.", child.name)
            return False
        return True

    def render_with_errors(self, name: str, value: Any, *args: Any, **kwargs: Any) -> Any:
        """The field; what stands in it of a block that cannot be packed is kept."""
        # Packed first, so that it is known which those are.
        _ = self.block_json
        with without(self.unpackable):
            html = super().render_with_errors(name, value, *args, **kwargs)
        return SafeString(QUOTED.sub(_in_single_quotes, html))


def _in_single_quotes(attribute: re.Match[str]) -> str:
    return "='{}'".format(attribute["value"].replace("&quot;", '"'))


def stored_hidden(form: ModelForm[Any]) -> dict[str, frozenset[str]]:
    """By field, the ids of the blocks that stand in the form's thing though they are not offered at its site."""
    return {
        name: frozenset(item.get("id") or "" for item in stream.raw_data if item["type"] in hidden)
        for name, hidden in _hidden_in(form)
        if (stream := getattr(form.instance, name))
    }


def refuse_hidden(form: ModelForm[Any], known: Mapping[str, Collection[str]]) -> None:
    """Adds an error to each block that is not offered at the form's site and did not stand there before; nothing written is lost."""
    message = _(
        "This block is not available on this site: its plugin is disabled here. Remove the block, or have the plugin enabled."
    )
    for name, hidden in _hidden_in(form):
        errors = {
            index: ValidationError(message)
            for index, child in enumerate(form.cleaned_data.get(name) or ())
            if child.block_type in hidden and child.id not in known.get(name, ())
        }
        if errors:
            form.add_error(name, StreamBlockValidationError(block_errors=errors))


def _hidden_in(form: ModelForm[Any]) -> Iterator[tuple[str, set[str]]]:
    for name, field in form.fields.items():
        if isinstance(field.widget, BlockChoicesWidget):
            with choices_at(field.widget.site):
                yield name, set(hidden_blocks())


def offer_at(site: int | None, form: BaseForm) -> None:
    """Lets the form's streams offer what is enabled for the site."""
    for field in form.fields.values():
        if isinstance(field.widget, BlockChoicesWidget):
            field.widget.site = site
