"""What becomes of each public method of a plugin's block when it fails, so that it costs its own place and nothing that is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from wagtail.admin.compare import BlockComparison
from wagtail.blocks import Block as WagtailBlock
from wagtail.blocks import BoundBlock

from blocks.fitting import OURS, is_of_its_kind
from cms.extend import Block, guard
from cms.extend.guard import Guarded, finished, whole
from cms.extend.result_validation import WrongResult, passages
from cms.extend.storable import as_json, as_stored, is_text


@dataclass(frozen=True)
class Instead:
    """A method in whose place something stands while it fails, or gives what nobody can use."""

    fallback: Any
    finish: Callable[[Any], Any] = lambda result: result

    def __call__(self, given: Block, instance: WagtailBlock, name: str) -> Callable[..., Any]:
        """The method under guard."""
        method = getattr(instance, name)
        return finished(Guarded(given.plugin, f"blocks.{given.name}.{name}", method, self.fallback), self.finish)


def anything(block: WagtailBlock, result: Any, *given: Any) -> None:
    """Refuses nothing."""


@dataclass(frozen=True)
class Kept:
    """A method through which content goes: what it does wrong is an ordinary error for whoever calls it, who keeps what is stored.

    `refuse` raises for a result that nobody can use; `refuse_own`, for one that only a method of the plugin's own can mean by mistake.
    """

    refuse: Callable[..., None] = anything
    refuse_own: Callable[..., None] = anything

    def __call__(self, given: Block, instance: WagtailBlock, name: str) -> Callable[..., Any]:
        """The method, which raises `Exception` alone."""
        refuse_own = self.refuse_own if self.is_own(instance, name) else anything
        return Keeping(instance, getattr(instance, name), self.refuse, refuse_own)

    @staticmethod
    def is_own(instance: WagtailBlock, name: str) -> bool:
        """Whether the block has a method of that name which is neither of Wagtail's nor of the core."""
        if name in vars(instance):
            return True
        owner = next((each for each in type(instance).__mro__ if name in vars(each)), None)
        # A class that was made by `type` stands in the module of its metaclass, its methods where they were written.
        return owner is not None and not str(getattr(vars(owner)[name], "__module__", owner.__module__)).startswith(
            OURS
        )


@dataclass(frozen=True)
class Keeping:
    """A method under that care."""

    block: WagtailBlock
    method: Callable[..., Any]
    refuse: Callable[..., None]
    refuse_own: Callable[..., None]

    def __call__(self, *given: Any, **named: Any) -> Any:
        result = guard.at_once(guard.in_time(partial(self.method, *given, **named)))
        self.refuse_own(self.block, result, *given)
        self.refuse(self.block, result, *given)
        return result


def something(block: WagtailBlock, result: Any, value: Any, *more: Any) -> None:
    """Raises `WrongResult` for None in place of a value: the author forgot to return."""
    if result is None and value is not None and value != "" and value != [] and value != {}:
        raise WrongResult("a value", result)


def storable(block: WagtailBlock, result: Any, value: Any) -> None:
    """Raises `ValueError` or `TypeError` for what no database can hold, or what the block itself could not read."""
    if not is_of_its_kind(block, as_stored(result)):
        raise WrongResult("what the block can read", result)


def one_for_each(block: WagtailBlock, result: Any, values: Iterable[Any]) -> None:
    """Raises `WrongResult` for another number of values than were given."""
    if not isinstance(result, list | tuple) or len(result) != len([*values]):
        raise WrongResult("a list with a value for each", result)


def something_for_each(block: WagtailBlock, result: Any, values: Iterable[Any]) -> None:
    """Raises `WrongResult` for None in place of any value."""
    for one, value in zip(result, values, strict=False):
        something(block, one, value)


def something_sent(block: WagtailBlock, result: Any, data: Mapping[str, str], files: Any, prefix: str) -> None:
    """Raises `WrongResult` for None though an editor wrote something."""
    if result is None and any(data[name] for name in data if name == prefix or name.startswith(f"{prefix}-")):
        raise WrongResult("a value", result)


def text(result: Any) -> Any:
    """The text, a translated one in the language of the moment; raises `WrongResult` for what is none, or cannot stand in an answer."""
    said = str(result) if isinstance(result, Promise) else result
    if not isinstance(said, str) or not is_text(said):
        raise WrongResult("a text", result)
    return said


def texts(result: Any) -> list[str]:
    """The texts."""
    return [text(each) for each in whole(result)]


def references(result: Any) -> list[tuple[Any, str, str, str]]:
    """What the block refers to, each with its model, its key and two paths."""
    found = [tuple(each) for each in whole(result)]
    for model, key, *paths in found:
        if not (isinstance(model, type) and issubclass(model, Model) and len(text(str(key))) <= LONGEST_KEY):
            raise WrongResult("a model and a key", (model, key))
        if len(paths) != PATHS:
            raise WrongResult("two paths", paths)
        texts(paths)
    return found


def bound(result: Any) -> Any:
    """The block with its value, or None."""
    if not isinstance(result, BoundBlock | None):
        raise WrongResult("a BoundBlock", result)
    return result


def comparison(result: Any) -> Any:
    """How two values are compared."""
    if not (isinstance(result, type) and issubclass(result, BlockComparison)):
        raise WrongResult("a BlockComparison", result)
    return result


def context(result: Any) -> Any:
    """What a template gets."""
    if not isinstance(result, dict):
        raise WrongResult("a dict", result)
    return result


def named(result: Any) -> Any:
    """The name of a template, or several."""
    return result if isinstance(result, list | tuple) else text(result)


LONGEST_KEY, PATHS = 255, 2
EMPTY = mark_safe("")
WITHIN = frozenset(
    {
        *(
            "bind",
            "canonical_module_path",
            "clean_deferred",
            "get_comparison_class",
            "get_context",
            "get_template",
        ),
        *("is_previewable", "required", "set_meta_options", "set_name"),
        *("construct_from_lookup", "deconstruct", "deconstruct_with_lookup"),
        "check",
    }
)
"""Those with a care of their own in `blocks.guarding` (`get_comparison_class`, `set_name`) and `blocks.checks` (`check`), those
that are called by others of the block alone, and those of migrations, in which no block of a composed stream stands.
"""
METHODS: Mapping[str, Instead | Kept] = {
    "render": Instead(EMPTY, text),
    "render_basic": Instead(EMPTY, text),
    "get_api_representation": Instead(None, as_json),
    "get_plain_text": Instead((), passages),
    "get_searchable_content": Instead((), texts),
    "extract_references": Instead((), references),
    "get_block_by_content_path": Instead(None, bound),
    "get_description": Instead("", text),
    "id_for_label": Instead(None),
    "get_preview_value": Instead(None),
    "get_preview_context": Instead({}, context),
    "get_preview_template": Instead(WagtailBlock.DEFAULT_PREVIEW_TEMPLATE, named),
    "defer_required_validation": Instead(None),
    "restore_deferred_validation": Instead(None),
    "clean": Kept(refuse_own=something),
    "to_python": Kept(refuse_own=something),
    "bulk_to_python": Kept(one_for_each, something_for_each),
    "normalize": Kept(refuse_own=something),
    "get_prep_value": Kept(storable, something),
    "get_form_state": Kept(refuse_own=something),
    "get_default": Kept(),
    "value_from_datadict": Kept(refuse_own=something_sent),
    "value_omitted_from_data": Kept(),
}
"""All others; of documents, what is None is left out."""
