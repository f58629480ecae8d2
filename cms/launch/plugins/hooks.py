"""Wagtail hooks of plugins, under guard: one that raises, or gives something else than Wagtail asks for, costs its own contribution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail import hooks

from cms.extend import PointFailed, guard, is_enabled
from cms.extend.guard import Guarded, at_once
from cms.extend.points import RAISE
from cms.extend.telling import told
from cms.extend.unloading import owns
from cms.launch.plugins.hook_results import AT_ONCE, Given, Kind, kind_of, must_refuse

PASSING = (Http404, PermissionDenied)
"""By these a hook says what Wagtail is to answer, which is no failure."""


class Refusal:
    """What a hook raised on purpose."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class GuardedHook:
    """A plugin's hook under guard; silent where Wagtail asks it per request and the plugin is disabled everywhere."""

    def __init__(self, plugin: str, name: str, hook: Callable[..., Any]) -> None:
        self.__module__ = str(getattr(hook, "__module__", None) or type(hook).__module__)
        self.__wrapped__ = hook
        self.plugin, self.name = plugin, name
        self.kind: Kind = kind_of(name)
        self.point = f"hooks.{name}.{getattr(hook, '__name__', None) or type(hook).__name__}"
        self.guarded = Guarded(plugin, self.point, self._checked)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = Given.to(args, kwargs)
        if self.kind.waits and not is_enabled(self.plugin):
            return self.kind.instead(given)
        try:
            result = self.guarded(*args, **kwargs)
        except PointFailed as failure:
            given.restore()
            self._note(failure.__cause__)
            if must_refuse(self.name, given):
                raise PermissionDenied(f"The plugin {self.plugin} failed in {self.point}.") from failure
            return self.kind.instead(given)
        if isinstance(result, Refusal):
            raise result.error
        return result

    def _checked(self, *args: Any, **kwargs: Any) -> Any:
        given = Given.to(args, kwargs)
        try:
            result = at_once(self.__wrapped__(*args, **kwargs))
        except PASSING as error:
            return Refusal(error)
        return self.kind.finish(self._inner, result, given)

    def _inner(self, step: str, call: Callable[..., Any], fallback: Any = RAISE) -> Guarded:
        """A function of what the hook gave, under the same care."""
        return Guarded(self.plugin, f"{self.point}.{step}", call, fallback)

    def _note(self, error: BaseException | None) -> None:
        # Wagtail asks for these once in the life of a process: nobody would ever read of it.
        if error is not None and self.name in AT_ONCE:
            guard.pause(self.plugin, self.point, told(error), None)


def owner_of(thing: Any) -> str:
    """The slug of the plugin in whose package the function was written; "" if it is none's."""
    inner = getattr(thing, "func", None) if isinstance(thing, partial) else thing
    found = [each for each in settings.PLUGINS.found if owns(each.package, inner)]
    return max(found, key=lambda each: len(each.package)).slug if found else ""


def registered() -> dict[str, list[Any]]:
    """All hooks as Wagtail keeps them, by name."""
    return hooks._hooks  # type: ignore[no-any-return]  # noqa: SLF001 - there is no public way


def guard_hooks() -> None:
    """Puts all hooks of plugins under guard; repeating it does no harm."""
    for name, entries in registered().items():
        entries[:] = [(_guarded(name, hook), order) for hook, order in entries]


def guard_new(plugin: str, before: dict[str, int]) -> None:
    """Puts those under guard that came since, whoever wrote them: the plugin hooked them in."""
    for name, entries in registered().items():
        for number in range(before.get(name, 0), len(entries)):
            hook, order = entries[number]
            if not isinstance(hook, GuardedHook) and owner_of(hook) in ("", plugin):
                entries[number] = (GuardedHook(plugin, name, hook), order)


def counted() -> dict[str, int]:
    """How many hooks there are, by name."""
    return {name: len(entries) for name, entries in registered().items()}


def _guarded(name: str, hook: Any) -> Any:
    if isinstance(hook, GuardedHook) or not (slug := owner_of(hook)):
        return hook
    return GuardedHook(slug, name, hook)


def hooks_of(plugin: str, *names: str) -> Iterator[GuardedHook]:
    """The plugin's hooks of these names."""
    for name in names:
        yield from (
            hook for hook, _ in registered().get(name, ()) if isinstance(hook, GuardedHook) and hook.plugin == plugin
        )
