"""The plugin that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.extend.inventory import loaded
from cms.extend.plugin import Plugin
from cms.extend.points import Contributions
from cms.extend.reasons import in_english
from cms.extend.registry import collect, name_of


@dataclass(frozen=True)
class Subject:
    """A loaded plugin with what the rules ask about it."""

    plugin: Plugin

    @classmethod
    def of(cls, plugin: type[Plugin] | str) -> Subject:
        """The loaded plugin of this class or slug; raises `LookupError` with the reason if it is not loaded."""
        for each in loaded():
            if plugin in (type(each), each.slug):
                return cls(each)
        left = "; ".join(f"{each.name}: {in_english(each.reason)}" for each in settings.PLUGINS.left)
        raise LookupError(
            f"{plugin} is not loaded ({left or 'no plugin was left out'}). "
            "`manage.py plugins list` says where plugins are looked for."
        )

    @property
    def folder(self) -> Path:
        """The plugin's package."""
        return Path(self.plugin.path)

    @property
    def is_first_party(self) -> bool:
        """Whether it belongs to this tree, so that it may use plain names."""
        return self.plugin.name.startswith("plugins.")

    @cached_property
    def contributions(self) -> Contributions:
        """All that it contributes."""
        return collect(self.plugin)

    @property
    def descriptors(self) -> Iterator[tuple[str, str, Any]]:
        """Point, name and descriptor of each contribution."""
        for point in fields(Contributions):
            for item in getattr(self.contributions, point.name):
                yield point.name, name_of(item), item


Rule = Callable[[Subject], Iterable[str]]
"""Gives one sentence for each fault; its docstring says what must hold."""
