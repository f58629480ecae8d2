"""Blocks of plugins under guard: one that fails is shown as nothing, and never taken for valid."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.compare import BlockComparison, get_comparison_class_for_block
from wagtail.blocks import Block as WagtailBlock

from blocks.methods import METHODS, Keeping, Kept, comparison
from blocks.usable import keep_readable, refuse_unusable, within
from blocks.versions import contributed
from cms.extend import Block, guard
from cms.extend.discovery import CORE
from cms.extend.guard import Guarded, finished
from cms.extend.limits import contained
from cms.extend.telling import told

log = logging.getLogger(__name__)


def made(block: Block) -> Any:
    """A fresh block of the registry's, under guard unless it is of the core; raises `Exception` if it cannot be made or used."""
    if block.plugin in CORE:
        instance = block.block()
        instance.is_of_core = True
        return instance
    with contained:
        instance = block.block()
        if contributed(instance) is block:
            # Its plugin gives one and the same each time.
            return instance
        refuse_unusable(instance)
        instance.set_name(block.name)
        keep_readable(instance, block.name)
        _guard(instance, block)
    return instance


def is_of_core(block: WagtailBlock) -> bool:
    """Whether it was made of what the core contributes."""
    return getattr(block, "is_of_core", False)


def all_made(blocks: Iterable[Block]) -> list[tuple[str, Any]]:
    """Fresh blocks with their names; one that cannot be made is left out, and what is stored of it kept as of a missing plugin."""
    return [(block.name, instance) for block in blocks if (instance := _made_if_possible(block))]


def _made_if_possible(block: Block) -> Any:
    try:
        return made(block)
    except Exception as error:
        if block.plugin in CORE or guard.is_strict():
            raise
        _tell(block, told(error))
        return None


@lru_cache(maxsize=1000)
def _tell(block: Block, why: str) -> None:
    """Once in each process, since every stream makes its own."""
    log.error("The block %s of the plugin %s cannot be made: %s", block.name, block.plugin, why)


def _guard(instance: Any, block: Block) -> None:
    instance.contributed = block
    # It has its name, which every stream gives it again.
    instance.set_name = _nothing
    compared_by = finished(
        Guarded(block.plugin, f"blocks.{block.name}.compare", partial(_comparison_of, instance), BlockComparison),
        comparison,
    )
    for name, care in METHODS.items():
        if hasattr(instance, name):
            setattr(instance, name, care(block, instance, name))
    instance.clean = Checked(block, instance)
    instance.get_comparison_class = lambda: guarded_comparison(block, compared_by())
    for _path, inner in within(instance, path=""):
        if inner is not instance:
            _keep(inner, block)


def _keep(inner: Any, block: Block) -> None:
    """What content goes through in a block of the plugin's own that stands within another; several may share it."""
    for name, care in METHODS.items():
        if isinstance(care, Kept) and care.is_own(inner, name) and not isinstance(vars(inner).get(name), Keeping):
            setattr(inner, name, care(block, inner, name))


def _nothing(name: str) -> None:
    pass


def _comparison_of(instance: Any) -> type[BlockComparison]:
    own = getattr(type(instance), "get_comparison_class", None)
    found: type[BlockComparison] = own(instance) if own else get_comparison_class_for_block(_bare(instance))
    return found


def _bare(instance: Any) -> Any:
    """The block without the guarded method, which would be asked again."""
    bare = copy.copy(instance)
    del bare.get_comparison_class
    return bare


class Checked:
    """The block's check of what an editor wrote; an error of the check itself is told to the editor, so that nothing is lost."""

    def __init__(self, block: Block, instance: Any) -> None:
        self.block, self.clean = block, instance.clean
        # Whoever saves what was checked asks these, when it is too late to tell the editor.
        self.afterwards = (instance.normalize, instance.get_prep_value)

    def __call__(self, value: Any) -> Any:
        """The checked value, which can be stored; raises `ValidationError`."""
        try:
            cleaned = self.clean(value)
            for call in self.afterwards:
                call(cleaned)
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
        return cleaned


def guarded_comparison(block: Block, comparison: type[BlockComparison]) -> type[BlockComparison]:
    """The comparison of two values of the block; what cannot be compared is said to be so, beside all that can."""

    class Guarding(comparison):
        def has_changed(self) -> bool:
            return bool(self._or_said(lambda: super(Guarding, self).has_changed(), instead=True))

        def htmlvalue(self, val: Any) -> str:
            return str(self._or_said(lambda: super(Guarding, self).htmlvalue(val)))

        def htmldiff(self) -> str:
            return str(self._or_said(lambda: super(Guarding, self).htmldiff()))

        def _or_said(self, compare: Callable[[], Any], *, instead: Any = None) -> Any:
            said = incomparable() if instead is None else instead
            return Guarded(block.plugin, f"blocks.{block.name}.compare", compare, said)()

    return Guarding


def incomparable() -> str:
    """What stands where two versions of a block cannot be compared."""
    return _("This block cannot be compared.")
