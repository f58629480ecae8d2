"""What a new plugin is called, in all the places where it has a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec

from django.apps import apps
from django.core.management.base import CommandError

from cms.content.slugs import slugify_de

LONGEST = 30


@dataclass(frozen=True)
class Names:
    """The names of a plugin; `package` is the dotted name of its Python package."""

    title: str
    slug: str
    package: str

    @property
    def name(self) -> str:
        """The beginning of its classes' names."""
        return "".join(part.capitalize() for part in self.slug.split("_"))

    @property
    def folder(self) -> str:
        """The folder of its package."""
        return self.package.rpartition(".")[2]

    @property
    def dashed(self) -> str:
        """The slug in addresses."""
        return self.slug.replace("_", "-")


def named(given: str, *, in_tree: bool) -> Names:
    """The names that follow from what a person typed; raises `CommandError` if they cannot be used."""
    slug = slugify_de(given).replace("-", "_")
    fits = re.fullmatch(rf"[a-z][a-z0-9_]{{1,{LONGEST - 1}}}", slug) and re.fullmatch(r"[\w -]+", given.strip())
    if not fits:
        raise CommandError(f"{given!r} makes no name; take 2 to {LONGEST} letters, digits and spaces.")
    package = f"plugins.{slug}" if in_tree else f"litfass_{slug}"
    if slug in {config.label for config in apps.get_app_configs()} or (not in_tree and find_spec(package)):
        raise CommandError(f"There is an app or a package {slug!r} already; take another name.")
    return Names(title=given.strip()[:1].upper() + given.strip()[1:], slug=slug, package=package)
