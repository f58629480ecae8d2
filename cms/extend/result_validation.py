"""Validates what functions of plugins give by the type that their descriptor promises; under guard, so that any other is the plugin's failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from types import NoneType
from typing import Any, TypeVar, get_args

from django.core.checks import CheckMessage
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.timezone import is_aware
from pydantic import BaseModel, TypeAdapter, ValidationError

from cms.extend.exact import plain
from cms.extend.guard import at_once, whole
from cms.extend.points import ApiField, Point, PublicType
from cms.extend.softening import softened
from cms.extend.storable import as_json, is_text, on_every_clock
from cms.extend.validation import hints
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


def validated(item: Point, name: str) -> Callable[..., Any]:
    """The function of the descriptor with its result as the point promises it; raises `WrongResult` for any other."""
    function: Callable[..., Any] = getattr(item, name)
    kind: Any = type(item)
    promised = get_args(hints(kind)[name])[1] or NoneType
    form = FORMS.get(promised)
    if isinstance(item, ApiField):
        form = typed(item.annotation)
    elif isinstance(item, PublicType) and name == "document":
        form = partial(_a, item.schema)
    if form is None:
        return function

    def validating(*args: Any, **kwargs: Any) -> Any:
        return form(at_once(function(*args, **kwargs)))

    return validating


def typed(annotation: Any) -> Form:
    """What partners get as JSON that the ledger can hold, of the type that the description of the API names, or nothing."""

    @cache
    def adapter() -> TypeAdapter[Any]:
        return TypeAdapter(annotation | None)

    def json(result: Any) -> Any:
        given = str(result) if isinstance(result, Promise) else result
        try:
            valid = adapter().validate_python(given)
        except ValidationError as error:
            raise WrongResult(getattr(annotation, "__name__", str(annotation)), result) from error
        return as_json(adapter().dump_python(valid, mode="json"))

    return json


def text(result: Any) -> str:
    """A text that can be stored and said; nothing is an empty one."""
    if result is not None and not isinstance(result, str | Promise):
        raise WrongResult("a text", result)
    if not is_text(said := plain(result or "")):
        raise WrongResult("a text of whole characters", result)
    return said


def passages(result: Any) -> tuple[Passage, ...]:
    """Passages, of plain texts."""
    return tuple(Passage(*map(text, _a(Passage, each))) for each in _each(result))


def facet_values(result: Any) -> tuple[FacetValue, ...]:
    """Values of a facet that the ledger can hold."""
    return tuple(_facet_value(_a(FacetValue, each)) for each in _each(result))


def choices(result: Any) -> tuple[str, ...] | None:
    """Texts, or nothing."""
    return None if result is None else tuple(text(_a(str, each)) for each in _each(result))


def window(result: Any) -> Window | None:
    """A window of aware datetimes that every clock can show, or nothing."""
    if result is None:
        return None
    if not _are_aware(*_a(Window, result)):
        raise WrongResult("a Window of aware datetimes", result)
    return Window(*map(on_every_clock, result))


def occurrences(result: Any) -> tuple[Occurrence, ...]:
    """Times that are aware datetimes that every clock can show."""
    return tuple(_occurrence(_a(Occurrence, each)) for each in _each(result))


def _occurrence(given: Occurrence) -> Occurrence:
    if not _are_aware(given.starts_at, given.ends_at):
        raise WrongResult("an Occurrence of aware datetimes", given)
    if not (isinstance(given.exact, bool) and isinstance(given.takes_place, bool)):
        raise WrongResult("an Occurrence that says True or False of exact and takes_place", given)
    return given._replace(starts_at=on_every_clock(given.starts_at), ends_at=on_every_clock(given.ends_at))


def _are_aware(*moments: Any) -> bool:
    return all(isinstance(each, datetime) and is_aware(each) for each in moments)


def stored(result: Any) -> tuple[Model, ...]:
    """Pages and records that are stored, so that they can be found again."""
    things = tuple(_a(Model, each) for each in _each(result))
    if any(each.pk is None or each._state.adding for each in things):
        raise WrongResult("pages and records that are stored", result)
    return things


def messages(result: Any) -> tuple[CheckMessage, ...]:
    """What checks say, in plain texts."""
    return tuple(softened(_a(CheckMessage, each)) for each in _each(result))


def _a(kind: type[T], result: Any) -> T:
    if not isinstance(result, kind):
        raise WrongResult(f"a {kind.__name__}", result)
    return result


def nothing(result: Any) -> None:
    """Nothing: whatever else is given was meant for something that does not happen."""
    if result is not None:
        raise WrongResult("nothing", result)


FORMS: Mapping[Any, Form] = {
    BaseModel: partial(_a, BaseModel),
    str: text,
    bool: bool,
    NoneType: nothing,
    Iterable[Passage]: passages,
    Iterable[FacetValue]: facet_values,
    Iterable[str] | None: choices,
    Window | None: window,
    Iterable[Occurrence]: occurrences,
    Iterable[Model]: stored,
    Iterable[CheckMessage]: messages,
}
"""By the type that the function is to return; what an exporter gives is looked at piece by piece, by whoever sends it."""


def _facet_value(given: FacetValue) -> FacetValue:
    value, label = plain(given.value), plain(given.label)
    if not value or len(value) > LONGEST_VALUE or not is_text(value + label):
        raise WrongResult(f"a FacetValue of 1 to {LONGEST_VALUE} whole characters", given)
    return FacetValue(value, label[:LONGEST_LABEL])


def _each(result: Any) -> tuple[Any, ...]:
    if isinstance(result, str) or not isinstance(result, Iterable):
        raise WrongResult("a list", result)
    return whole(result, MOST_OF_A_THING)
