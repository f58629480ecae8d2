"""What modules and classes of others hold, so that code of a plugin that changes them is found out, and all is given back."""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from itertools import compress
from operator import call, is_not, ne
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.core.checks.registry import CheckRegistry
from django.db.models import Field
from django.db.models.options import Options
from django.dispatch import Signal
from django.utils.functional import LazyObject
from django.utils.functional import cached_property as django_cached_property

OWNERS = frozenset(
    {
        *(
            "blocks",
            "cms",
            "django",
            "django_tasks",
            "modelcluster",
            "ninja",
            "search",
            "taggit",
            "treebeard",
            "wagtail",
        ),
    }
)
"""Whose modules, classes and registries are looked at."""
PYTHON = frozenset(
    {
        *(
            "asyncio",
            "base64",
            "builtins",
            "copy",
            "datetime",
            "decimal",
            "functools",
            "hashlib",
            "hmac",
            "html",
            "http",
            "inspect",
        ),
        *(
            "io",
            "itertools",
            "json",
            "logging",
            "mimetypes",
            "os",
            "pathlib",
            "pickle",
            "posixpath",
            "random",
            "re",
            "secrets",
        ),
        *("shutil", "socket", "sqlite3", "ssl", "string", "subprocess", "tempfile", "threading", "time", "unicodedata"),
        *("urllib", "uuid", "warnings", "zipfile", "zoneinfo"),
    }
)
"""Modules of Python, whose functions and classes must stay what they are."""

COUNTING = frozenset({"creation_counter", "auto_creation_counter", "definition_registry"})
"""Attributes that Django and Wagtail change whenever somebody makes a field or a block."""

CONTAINERS = (list, dict, set)
PLAIN = frozenset(
    {FunctionType, ModuleType, str, int, bool, float, bytes, tuple, property, classmethod, staticmethod, type(None)}
)
"""Of what holds nothing itself, or nothing that can be changed."""
CACHES = (cached_property, django_cached_property)
CACHING = type(lru_cache(lambda: None))
LOOKUPS = "class_lookups"
"""The book that a class of fields gets with its first lookup, which stands there beside those of the classes above it."""
MISSING = object()

HANDLED = (Apps, CheckRegistry, LazyObject, Signal)
"""What the core itself changes for plugins: `cms.extend.unloading` and `cms.extend.receivers` see to them."""

Change = tuple[str, Callable[[], Any]]
"""What was changed, and what gives it back."""


class Holder(NamedTuple):
    """Something that holds others by name, by key or in order; `is_open` if whoever likes may add to it."""

    thing: Any
    name: str
    home: Mapping[str, Any]
    is_open: bool = True


class SharedCode:
    """What is known of it; to look again costs little where nothing has changed."""

    def __init__(self) -> None:
        self.holders: list[Holder] = []
        self.read: list[Callable[[], Any]] = []
        self.keys: list[list[Any]] = []
        self.values: list[list[Any]] = []
        self.known: dict[int, int] = {}
        self.settled = 0
        self._add(Holder(sys.modules, "sys.modules", {}))
        self.modules: set[str] = set()

    def look(self) -> None:
        """Takes all over as it is now."""
        was_enabled = gc.isenabled()
        # Thousands of lists are made, none of which is garbage.
        gc.disable()
        try:
            for number in self._differing():
                self._take(number)
            self.look_at_new()
            self.settled = len(self.known)
        finally:
            if was_enabled:
                gc.enable()

    def look_at_new(self) -> None:
        """Takes over what modules hold that nobody has looked at."""
        for name in [each for each in sys.modules if each not in self.modules]:
            self.modules.add(name)
            root, module = name.partition(".")[0], sys.modules[name]
            if (root in OWNERS or root in PYTHON) and _is(module, ModuleType) and ".migrations" not in name:
                self._add(Holder(module, name, vars(module)))

    def give_back(self, package: str) -> list[str]:
        """The names of what the package has changed since and may not, all of which is as it was before."""
        found = []
        for number in self._differing():
            holder = self.holders[number]
            for name, give_back in self._judged(holder, self._before(number), _live(holder.thing), package):
                found.append(name)
                give_back()
                for each in [*holder.home.values()]:
                    if _is(each, CACHING):
                        each.cache_clear()
            self._take(number)
        self.settled = len(self.known)
        return found

    def _differing(self) -> list[int]:
        # All in one go, and without a line of Python for each: there are some thousands.
        found = map(ne, map(list, map(call, self.read)), self.values)
        try:
            return list(compress(range(len(self.read)), found))
        except Exception:  # noqa: BLE001 - something cannot be compared
            return [n for n, read in enumerate(self.read) if [*map(id, read())] != [*map(id, self.values[n])]]

    def _before(self, number: int) -> Any:
        kind, values = type(self.holders[number].thing), self.values[number]
        if issubclass(kind, list | set):
            return values if issubclass(kind, list) else set(values)
        return dict(zip(self.keys[number], values, strict=True))

    def _take(self, number: int) -> None:
        holder, before = self.holders[number], self._before(number)
        live = _live(holder.thing)
        self.keys[number], self.values[number] = list(live), list(self.read[number]())
        if _is(holder.thing, type | ModuleType | Field):
            self._add_within(holder, {key: each for key, each in live.items() if before.get(key, MISSING) is not each})

    def _add(self, holder: Holder) -> None:
        if id(holder.thing) in self.known:
            return
        self.known[id(holder.thing)] = len(self.known)
        live = _live(holder.thing)
        read = live.__iter__ if _is(live, list | set) else live.values
        keys, values = list(live), list(read())
        self.holders.append(holder)
        self.read.append(read)
        self.keys.append(keys)
        self.values.append(values)
        if not _is(holder.thing, ModuleType) or holder.name.partition(".")[0] in OWNERS:
            self._add_within(holder, live)

    def _add_within(self, holder: Holder, live: Any) -> None:
        """What can be changed of what it holds."""
        thing, is_module, is_class = holder.thing, _is(holder.thing, ModuleType), _is(holder.thing, type)
        if _is(thing, Options):
            self._add_fields(holder)
        if _is(thing, (list, set, Options)):
            return
        for key, each in [*live.items()]:
            kind = type(each)
            if kind in PLAIN:
                continue
            if issubclass(kind, CONTAINERS):
                if not _is_left(key, kind):
                    self._add(Holder(each, f"{holder.name}.{key}", holder.home, holder.is_open and not is_class))
            elif is_module and issubclass(kind, type):
                if each.__module__ == thing.__name__:
                    self._add(Holder(each, each.__qualname__, holder.home))
            elif _is_block(kind) or (is_class and issubclass(kind, Options)) or (is_module and _is_registry(each)):
                self._add(Holder(each, f"{holder.name}.{key}", holder.home))

    def _add_fields(self, holder: Holder) -> None:
        model = holder.thing
        for field in (*model.local_fields, *model.local_many_to_many):
            self._add(Holder(field, f"{model.object_name}.{field.name}", holder.home, is_open=False))

    def _judged(self, holder: Holder, before: Any, now: Any, package: str) -> Iterator[Change]:
        thing = holder.thing
        if _is(now, list):
            rest = [each for each in now if any(each is other for other in before)] if holder.is_open else now
            if len(rest) != len(before) or any(map(is_not, rest, before)):
                yield holder.name, lambda: now.__setitem__(slice(None), before)
        elif _is(now, set):
            added = {each for each in now - before if not _is_of(package, each)}
            if before - now or (added and not holder.is_open):
                yield holder.name, lambda: (now.clear(), now.update(before))
        else:
            for key in [key for key in {**before, **now} if before.get(key, MISSING) is not now.get(key, MISSING)]:
                old, new = before.get(key, MISSING), now.get(key, MISSING)
                if _is(thing, dict):
                    is_wrong = self._is_entry_wrong(holder, key, old, new, package)
                elif key == LOOKUPS and old is MISSING and type(new) is dict:
                    book = Holder(new, f"{holder.name}.{key}", holder.home, is_open=False)
                    is_wrong = any(self._is_entry_wrong(book, each, MISSING, new[each], package) for each in new)
                else:
                    is_wrong = _is_attribute_wrong(thing, key, old, new, package)
                if is_wrong:
                    name = f"{holder.name}.{getattr(key, '__name__', key)}"
                    yield name, partial(_give_back, thing, now, key, old)

    def _is_entry_wrong(self, holder: Holder, key: Any, old: Any, new: Any, package: str) -> bool:
        if holder.name.rpartition(".")[2].startswith("_"):
            return _is_code(old)
        if old is not MISSING or _is_known_elsewhere(holder, key):
            return True
        if _is(key, type):
            # Whoever is the first to import a class may register it.
            return self.known.get(id(key), self.settled) < self.settled
        return not holder.is_open and not _is_of(package, new)


def _is_left(key: Any, kind: type) -> bool:
    """Whether a container is nobody's concern: what Python keeps, lists that modules and classes keep for themselves, and counts."""
    return _is(key, str) and (
        key.startswith("__") or key in COUNTING or (key[0:1] == "_" and not issubclass(kind, dict))
    )


def _is(thing: Any, kinds: Any) -> bool:
    """Like `isinstance`, which would make what is only promised."""
    return issubclass(type(thing), kinds)


def _is_registry(thing: Any) -> bool:
    """Whether it is an object with attributes of its own, and none that would be made by asking."""
    kind = type(thing)
    if (
        kind.__module__.partition(".")[0] not in OWNERS
        or issubclass(kind, (*HANDLED, SharedCode))
        or kind.__name__ == "__proxy__"
    ):
        return False
    with suppress(AttributeError):
        return type(object.__getattribute__(thing, "__dict__")) is dict
    return False


def _is_block(kind: type) -> bool:
    """Whether it is one of Wagtail's, which cannot be imported before there are settings."""
    blocks = sys.modules.get("wagtail.blocks.base")
    return blocks is not None and issubclass(kind, blocks.Block)


def _live(thing: Any) -> Any:
    if _is(thing, CONTAINERS):
        return thing
    return vars(thing) if _is(thing, type | ModuleType) else object.__getattribute__(thing, "__dict__")


def _is_known_elsewhere(holder: Holder, key: Any) -> bool:
    """Whether another book of the module has the key, as `DEFAULT_CONVERTERS` has those that `REGISTERED_CONVERTERS` would hide.

    So has that of a class above it, of lookups.
    """
    books = [book for name, book in holder.home.items() if not name.startswith("__") and type(book) is dict]
    of, _dot, name = holder.name.rpartition(".")
    if name == LOOKUPS:
        books += [vars(each).get(name, {}) for each in getattr(holder.home.get(of), "__mro__", ())]
    return any(key in book for book in books if book is not holder.thing)


def _is_attribute_wrong(thing: Any, name: str, old: Any, new: Any, package: str) -> bool:
    if name in COUNTING or (name.startswith("_") and not (_is_code(old) or _is_code(new))):
        return False
    if _is(thing, ModuleType):
        return _is_code(old) or (old is MISSING and hasattr(builtins, name))
    if _is(thing, type):
        is_same_field = old is not MISSING and _relation(old) and _field_of(old) == _field_of(new)
        return not is_same_field and (old is not MISSING or not _is_accessor(thing, name, new, package))
    inherited: Any = getattr(type(thing), name, None)
    if _is(thing, Field) and _is(inherited, CACHES) and _is(new, CONTAINERS):
        # What is remembered of a field, as its validators, is what it would say again.
        return bool(new != inherited.func(thing))
    return not _is(inherited, CACHES) and (old is not MISSING or _is_code(inherited))


def _is_accessor(model: type, name: str, new: Any, package: str) -> bool:
    """Whether it leads to a model of the package, and stands in the way of nothing that the class, or one below it, has."""
    taken = (name in vars(each) for each in (*model.__mro__[1:], *_below(model)))
    return _is_of(package, getattr(_relation(new), "related_model", None)) and not any(taken)


def _relation(accessor: Any) -> Any:
    return getattr(accessor, "rel", None) or getattr(accessor, "related", None)


def _field_of(accessor: Any) -> Any:
    """What tells the field of a relation, which those who inherit it have as a copy."""
    return getattr(getattr(_relation(accessor), "field", None), "creation_counter", None)


def _below(cls: type) -> Iterator[type]:
    each: type
    for each in type.__subclasses__(cls):
        yield each
        yield from _below(each)


def _is_code(value: Any) -> bool:
    return callable(value) or hasattr(type(value), "__get__")


def _is_of(package: str, thing: Any) -> bool:
    """Whether it is a class or function of the package."""
    if not _is(thing, type | FunctionType):
        return False
    return f"{thing.__module__}.".startswith(f"{package}.")


def _give_back(thing: Any, now: Any, name: str, old: Any) -> None:
    if _is(thing, type):
        type.__delattr__(thing, name) if old is MISSING else type.__setattr__(thing, name, old)
    elif old is MISSING:
        now.pop(name, None)
    else:
        now[name] = old
