"""Classes of plugins, under guard: what they override of Django, Wagtail or the core is done as if they did not, where they fail."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Model, ProtectedError, QuerySet, RestrictedError
from django.db.models.manager import BaseManager
from django.forms import BaseForm, Field, Widget
from django.http import Http404
from django.utils.functional import cached_property as django_cached_property
from wagtail.admin.panels import Panel
from wagtail.models import Page

from cms.extend import PointFailed
from cms.extend.guard import Guarded, at_once, is_strict
from cms.extend.interrupts import Interrupted
from cms.extend.outages import is_out_of_reach
from cms.launch.plugins.override_results import WrongResult, result_of
from cms.site.unrendered import unrendered

log = logging.getLogger(__name__)

Owner = Callable[[Any], str]
KINDS: tuple[type, ...] = (Model, BaseManager, QuerySet, BaseForm, Field, Widget, Panel, Panel.BoundPanel)
"""Whose subclasses Django and Wagtail call all over the place, so that one that fails would take lists of everything with it."""

PASSING = (Http404, PermissionDenied, ValidationError, ObjectDoesNotExist, ProtectedError, RestrictedError)
"""By these a method says something, which is no failure."""

QUICK = frozenset({"__init__", "__repr__", "__hash__", "__eq__", "get_queryset"})
"""Called very often, and with no question to the database."""
SPECIAL = QUICK | {"__str__"}
REFUSING = frozenset({"copy", "copy_for_translation", "create_alias", "delete", "move", "publish", "unpublish"})
"""What they would do is not done without them: they may fail on purpose."""
CLEANS = "clean_"
"""What a form asks by the name of a field, and does without where there is none."""
SERVING = ("serve", "serve_preview")


def no(*args: Any, **kwargs: Any) -> bool:
    """False."""
    return False


def closed(page: Any) -> None:
    """Raises `PermissionDenied`: who may see the page is not known."""
    raise PermissionDenied("The plugin of this page cannot say who may see it.")


PROTECTING: Mapping[str, Callable[..., Any]] = {
    "can_create_at": no,
    "can_exist_under": no,
    "can_move_to": no,
    "get_view_restrictions": closed,
}
"""What says where a page may be, or who may see it, fails closed: what is inherited might allow what the override forbids."""


class Passed:
    """What an override raised on purpose."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def guard_overrides(owner_of: Owner) -> None:
    """Puts under guard what classes of plugins override; `owner_of` names the plugin, "" for everybody else's. Repeating it does no harm."""
    for kind in KINDS:
        for cls in [each for each in _below(kind) if owner_of(each)]:
            for place, each in enumerate(cls.__mro__):
                if owner_of(each):
                    behind = [other for other in cls.__mro__[place + 1 :] if not owner_of(other)]
                    _guard(each, behind, owner_of)
            model: Any = cls
            if issubclass(cls, Page) and not model._meta.abstract:
                _serve_whatever_fails(cls, owner_of(cls))


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    each: type[Any]
    for each in type.__subclasses__(kind):
        yield each
        yield from _below(each)


def _guard(cls: type, behind: list[type], owner_of: Owner) -> None:
    """Guards what the class itself overrides of those behind it."""
    for name, value in list(vars(cls).items()):
        if name in REFUSING or (name.startswith("__") and name not in SPECIAL):
            continue
        function = _function_of(value)
        is_guarded = function is None or hasattr(function, "guarded") or not owner_of(function)
        cleans_a_field = name.startswith(CLEANS) and issubclass(cls, BaseForm)
        if not is_guarded and (cleans_a_field or any(name in vars(each) for each in behind)):
            setattr(cls, name, _with(value, _careful(cls, owner_of(cls), name, value, function)))


def _function_of(value: Any) -> Any:
    """The function behind an attribute of a class; None for what is none."""
    if isinstance(value, property):
        return value.fget
    if isinstance(value, cached_property | django_cached_property):
        return value.func
    if isinstance(value, classmethod | staticmethod):
        return value.__func__
    return value if callable(value) and not isinstance(value, type) else None


def _with(value: Any, function: Callable[..., Any]) -> Any:
    """The attribute with another function behind it."""
    if isinstance(value, property):
        return property(function, value.fset, value.fdel, value.__doc__)
    return type(value)(function) if _function_of(value) is not value else function


def _careful(cls: type, plugin: str, name: str, value: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function under guard, in whose place comes what the class would inherit."""
    finish = result_of(name)

    def finished(*args: Any, **kwargs: Any) -> Any:
        try:
            result = finish(at_once(function(*args, **kwargs)))
            return as_before(name, args[0], result) if name.startswith(CLEANS) else result
        except PASSING as error:
            return Passed(error)

    guarded = Guarded(plugin, f"{cls.__qualname__}.{name}", finished, has_savepoint=name not in QUICK)

    @wraps(function)
    def careful(*args: Any, **kwargs: Any) -> Any:
        try:
            result = guarded(*args, **kwargs)
        except PointFailed:
            return instead(*args, **kwargs)
        if isinstance(result, Passed):
            raise result.error
        return result

    def inherited(*args: Any, **kwargs: Any) -> Any:
        if isinstance(value, staticmethod):
            return getattr(super(cls, cls), name)(*args, **kwargs)
        this, *rest = args
        if name.startswith(CLEANS) and not hasattr(super(cls, this), name):
            return this.cleaned_data.get(name.removeprefix(CLEANS))
        found = getattr(super(cls, this), name)
        is_value = isinstance(value, property | cached_property | django_cached_property)
        return found if is_value else found(*rest, **kwargs)

    instead = PROTECTING.get(name, inherited)
    vars(careful)["guarded"] = guarded
    return careful


def as_before(name: str, form: Any, result: Any) -> Any:
    """What a form's method made of a field, if it is a value of the same kind; raises `WrongResult` for another."""
    before = form.cleaned_data.get(name.removeprefix(CLEANS)) if isinstance(form, BaseForm) else None
    if None not in (before, result) and not isinstance(result, type(before)):
        raise WrongResult(name, (type(before),), result)
    return result


def _serve_whatever_fails(cls: Any, plugin: str) -> None:
    """Pages that fail to be shown, be it in their templates, are shown with what is known of them; each time anew."""
    for name in SERVING:
        if not hasattr(vars(cls).get(name), "whole"):
            setattr(cls, name, _whole(cls, plugin, name))


def _whole(cls: Any, plugin: str, name: str) -> Callable[..., Any]:
    serve, finish = getattr(cls, name), result_of(name)

    @wraps(serve)
    def whole(page: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return finish(serve(page, request, *args, **kwargs))
        except BaseException as error:
            if isinstance(error, (*PASSING, Interrupted)) or is_out_of_reach(error) or is_strict():
                raise
            log.exception("The plugin %s failed in %s.%s.", plugin, cls.__qualname__, name)
            return unrendered(page, request)

    vars(whole)["whole"] = True
    return whole
