"""What the results of points must be: they are brought into that form under guard, so that any other is a failure of the plugin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.core.checks import CheckMessage
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.timezone import is_aware
from pydantic import BaseModel, TypeAdapter, ValidationError

from cms.extend.guard import at_once, whole
from cms.extend.points import ApiField, Point
from cms.extend.values import FacetValue, Occurrence, Passage, Window

Form = Callable[[Any], Any]
T = TypeVar("T")

LONGEST_VALUE = 255
LONGEST_LABEL = 500
MOST_OF_A_THING = 100_000
"""What a function may give for one page or record."""


class WrongResult(TypeError):
    """A function of a plugin gave something else than its point asks for."""

    def __init__(self, expected: str, result: Any) -> None:
        super().__init__(f"expected {expected}, but it gave {result!r}"[:500])


def in_form(item: Point, name: str) -> Callable[..., Any]:
    """The function of the descriptor with its result in the form that the point promises; raises `WrongResult` for any other."""
    function = getattr(item, name)
    form = typed(item.annotation) if isinstance(item, ApiField) else FORMS.get(name)
    if form is None:
        return function  # type: ignore[no-any-return]

    def formed(*args: Any, **kwargs: Any) -> Any:
        return form(at_once(function(*args, **kwargs)))

    return formed


def typed(annotation: Any) -> Form:
    """What partners get as JSON, of the type that the description of the API names, or nothing."""

    @cache
    def adapter() -> TypeAdapter[Any]:
        return TypeAdapter(annotation | None)

    def json(result: Any) -> Any:
        given = str(result) if isinstance(result, Promise) else result
        try:
            valid = adapter().validate_python(given)
        except ValidationError as error:
            raise WrongResult(getattr(annotation, "__name__", str(annotation)), result) from error
        return adapter().dump_python(valid, mode="json")

    return json


def document(result: Any) -> BaseModel:
    """A pydantic model."""
    return _a(BaseModel, result)


def text(result: Any) -> str:
    """A text; nothing is an empty one."""
    if result is not None and not isinstance(result, str | Promise):
        raise WrongResult("a text", result)
    return str(result or "")


def passages(result: Any) -> tuple[Passage, ...]:
    """Passages, of plain texts."""
    return tuple(Passage(*map(text, _a(Passage, each))) for each in _each(result))


def facet_values(result: Any) -> tuple[FacetValue, ...]:
    """Values of a facet that the ledger can hold."""
    return tuple(_facet_value(_a(FacetValue, each)) for each in _each(result))


def choices(result: Any) -> tuple[str, ...] | None:
    """Texts, or nothing."""
    return None if result is None else tuple(str(_a(str, each)) for each in _each(result))


def window(result: Any) -> Window | None:
    """A window of aware datetimes, or nothing."""
    if result is not None and not all(map(is_aware, _a(Window, result))):
        raise WrongResult("a Window of aware datetimes", result)
    return result  # type: ignore[no-any-return]


def occurrences(result: Any) -> tuple[Occurrence, ...]:
    """Times that are aware datetimes."""
    found = tuple(_a(Occurrence, each) for each in _each(result))
    if not all(is_aware(each.starts_at) and is_aware(each.ends_at) for each in found):
        raise WrongResult("an Occurrence of aware datetimes", result)
    return found


def things(result: Any) -> tuple[Model, ...]:
    """Instances of models."""
    return tuple(_a(Model, each) for each in _each(result))


def messages(result: Any) -> tuple[CheckMessage, ...]:
    """Messages of a system check."""
    return tuple(_a(CheckMessage, each) for each in _each(result))


def nothing(result: Any) -> None:
    """Nothing: whatever else is given was meant for something that does not happen."""
    if result is not None:
        raise WrongResult("nothing", result)


FORMS: Mapping[str, Form] = {
    "document": document,
    "passages": passages,
    "window": window,
    "occurrences": occurrences,
    "sort_key": text,
    "refreshes": things,
    "is_public": bool,
    "text": text,
    "values": facet_values,
    "choices": choices,
    "when": bool,
    "address": text,
    "run": messages,
    "follow_up": nothing,
}
"""By the name of the function, which means the same in all descriptors."""


def _facet_value(given: FacetValue) -> FacetValue:
    value = str(given.value)
    if not value or len(value) > LONGEST_VALUE or "\0" in value:
        raise WrongResult(f"a FacetValue of 1 to {LONGEST_VALUE} characters", given)
    return FacetValue(value, str(given.label)[:LONGEST_LABEL])


def _a(kind: type[T], result: Any) -> T:
    if not isinstance(result, kind):
        raise WrongResult(f"a {kind.__name__}", result)
    return result


def _each(result: Any) -> tuple[Any, ...]:
    if isinstance(result, str) or not isinstance(result, Iterable):
        raise WrongResult("a list", result)
    return whole(result, MOST_OF_A_THING)
