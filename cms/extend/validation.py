"""Validates descriptors as a whole (pydantic, strict), so that what is wrong fails where it is given and not in use."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from datetime import timedelta
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import orjson
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, PydanticUserError, TypeAdapter, ValidationError, create_model
from pydantic.errors import PydanticSchemaGenerationError

from cms.extend.exact import exactly
from cms.extend.reasons import in_english
from cms.extend.storable import is_text
from cms.extend.telling import Label, shown

LONGEST_NAME = 100
LONGEST_TEXT = 500
LONGEST_SPAN = timedelta(days=36_500)

NAME = re.compile(r"[a-z][a-z0-9_]*(?:[.-][a-z0-9_]+)*")
INNER = re.compile(r"[^\W\d]\w*(?:[.-]\w+)*")
PLAIN = re.compile(r"[a-z][a-z0-9_]*")
IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
PATH = re.compile(r"/?[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*")
PATTERNS: Mapping[str, tuple[re.Pattern[str], Label]] = {
    "name": (NAME, _("small letters, digits and underscores, beginning with a letter")),
    "plural": (NAME, _("small letters, digits and hyphens, beginning with a letter")),
    "prefix": (PATH, _("a path such as /press: a slash, then small letters, digits and hyphens")),
    "media_type": (re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII), _("a media type such as text/csv")),
    "icon": (re.compile(r"[a-z0-9-]+"), _("the name of an icon")),
    "permission": (re.compile(r"(?:\w+\.\w+)?", re.ASCII), _("a permission such as press.change_release")),
}
"""What single fields must look like, whatever the point, and the words for it."""
BY_KIND: Mapping[str, re.Pattern[str]] = {
    "AfterSave": INNER,
    "ApiField": PLAIN,
    "BeforeDelete": INNER,
    "BeforeSave": INNER,
    "Block": INNER,
    "Check": INNER,
    "Facet": PLAIN,
    "FormPanel": PLAIN,
    "Trigger": INNER,
    "Job": INNER,
    "MenuEntry": INNER,
    "PageRegion": INNER,
    "PageType": IDENTIFIER,
    "Reaction": INNER,
    "Record": IDENTIFIER,
    "SearchField": PLAIN,
}
"""Names that stand in stored content, or become those of Python and of parameters, have no dots; what only plugins see is any word."""
EACH: Mapping[str, re.Pattern[str]] = {
    "suffixes": re.compile(r"\.[a-z0-9][a-z0-9.]*"),
    "types": NAME,
    "streams": NAME,
    "to": INNER,
}
"""What each text of a tuple must look like."""
LOWEST: Mapping[str, int] = {"limit": 1, "order": -1_000_000}
HIGHEST: Mapping[str, int] = {"limit": 10_000, "order": 1_000_000}

KINDS: Mapping[str, Label] = {
    "tuple_type": _("a tuple of texts"),
    "string_type": _("a text"),
    "int_type": _("a number"),
    "bool_type": _("True or False"),
    "time_delta_type": _("a timedelta"),
    "callable_type": _("a function or class"),
}


class Invalid(TypeError):
    """A descriptor has something else in a field than must stand there; `reason` says it to whoever reads it."""

    def __init__(self, kind: str, name: str, wanted: Label, given: Any) -> None:
        said = {"kind": kind, "name": name, "given": shown(given)[:100]}
        source = f"{kind}: give {name} as {in_english(wanted)}, not as {said['given']}"
        self.reason: Label = _in_both(source, wanted=wanted, **said)
        super().__init__(source)


def _both(source: str, **said: Any) -> str:
    """In the language of whoever reads it, and then in that of the source, by which authors look for it."""
    text = str(_("{kind}: give {name} as {wanted}, not as {given}")).format(**said)
    return text if text == source else f"{text} ({source})"


_in_both = lazy(_both, str)


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The types of the descriptor's fields."""
    return {name: hint for name, hint in get_type_hints(kind).items() if name in {each.name for each in fields(kind)}}


@cache
def _shape(kind: type) -> type[BaseModel]:
    """The fields as pydantic's: of exactly these kinds, nothing is turned into another."""
    shapes: dict[str, Any] = {f"f_{name}": (hint, ...) for name, hint in hints(kind).items()}
    strict = ConfigDict(strict=True, arbitrary_types_allowed=True, protected_namespaces=())
    return create_model(kind.__name__, __config__=strict, **shapes)


def validate(item: Any) -> None:
    """Raises `Invalid` with the first field of the descriptor that holds something else than it must; texts, numbers and tuples are exactly
    these afterwards.
    """
    kind: Any = type(item)
    given = {each.name: exactly(getattr(item, each.name)) for each in fields(item)}
    for name, value in given.items():
        object.__setattr__(item, name, value)
    try:
        _shape(kind).model_validate({f"f_{name}": value for name, value in given.items()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]).removeprefix("f_")
        raise Invalid(kind.__name__, name, _wanted(first), given[name]) from error
    for each in fields(item):
        if each.name != "plugin" and (wanted := _fault(kind, each, given[each.name])):
            raise Invalid(kind.__name__, each.name, wanted, given[each.name])


def _wanted(error: Any) -> Label:
    if error["type"] == "is_subclass_of":
        return _class_of(error["ctx"]["class"])
    # A label is one of two kinds of text, and pydantic asks for both.
    return KINDS.get(error["type"].replace("is_instance_of", "string_type"), str(error["msg"]))


def _class_of(name: str) -> Label:
    owner = {"Model": "Django's Model", "BaseModel": "pydantic's BaseModel"}.get(name, name)
    return format_lazy(_("a class of {owner}"), owner=owner)


def _fault(kind: type, field: Field[Any], value: Any) -> Label:
    """What the field takes, if it is something else than what was given."""
    hint = hints(kind)[field.name]
    if isinstance(value, str):
        return _fault_of_text(kind.__name__, field.name, value)
    if isinstance(value, tuple) and field.name in EACH:
        fits = all(len(each) <= LONGEST_NAME and EACH[field.name].fullmatch(each) for each in value)
        return "" if fits else _("a tuple of plain names")
    if isinstance(value, int) and field.name in LOWEST and not LOWEST[field.name] <= value <= HIGHEST[field.name]:
        text = _("a number from {lowest} to {highest}")
        return format_lazy(text, lowest=LOWEST[field.name], highest=HIGHEST[field.name])
    if isinstance(value, timedelta) and not timedelta(0) <= value <= LONGEST_SPAN:
        return _("a span of at most a hundred years, and none below zero")
    if field.name in ("every", "longest") and not value:
        return _("a span of some time")
    if get_origin(hint) is Callable:
        return _fault_of_call(hint, value)
    return _fault_of_shape(field.name, value)


def _fault_of_text(kind: str, name: str, value: str) -> Label:
    if name in PATTERNS:
        pattern, wanted = PATTERNS[name]
        pattern = BY_KIND.get(kind, pattern) if name == "name" else pattern
        return "" if len(value) <= LONGEST_NAME and pattern.fullmatch(value) else wanted
    text = _("a text of 1 to {longest} characters")
    return (
        ""
        if 0 < len(value.strip()) and len(value) <= LONGEST_TEXT and is_text(value)
        else format_lazy(text, longest=LONGEST_TEXT)
    )


def _fault_of_call(hint: Any, function: Any) -> Label:
    """Functions take what the point gives them, and answer at once."""
    inner = getattr(function, "call", function)
    if (
        inspect.iscoroutinefunction(inner)
        or inspect.isasyncgenfunction(inner)
        or inspect.iscoroutinefunction(type(inner).__call__)
    ):
        return _("an ordinary function, not an async one")
    arguments = get_args(hint)[0]
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return format_lazy(_("a function of {number} arguments"), number=len(arguments))
    except ValueError:
        pass  # of what is written in C nobody knows
    return ""


def _fault_of_shape(name: str, value: Any) -> Label:
    if name == "annotation":
        try:
            orjson.dumps(TypeAdapter(value | None).json_schema(mode="serialization"))
        except (
            PydanticUserError,
            PydanticSchemaGenerationError,
            TypeError,
            ValueError,
            RecursionError,
            AttributeError,
            NameError,
        ):
            return _("a type that pydantic can describe, such as int or list[str]")
    return ""
