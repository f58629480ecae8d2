"""What a plugin requires: other plugins, or the core, each in any version or in some (`press>=1.2`, `litfass>=0.1`)."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import Version

import cms
from cms.extend.reserved import CORE

PRODUCT = "litfass"
"""What a plugin calls the core as a whole."""


def read(text: str) -> Requirement:
    """The requirement; raises `ValueError` for what is none, or asks for more than a name and versions."""
    try:
        found = Requirement(text)
    except InvalidRequirement as error:
        raise ValueError(f"{text!r} is no requirement such as press or press>=1.2") from error
    if found.extras or found.url or found.marker:
        raise ValueError(f"{text!r} asks for more than a name and versions")
    return found


def names(requires: Iterable[str]) -> tuple[str, ...]:
    """The slugs of what is required, without versions."""
    return tuple(read(text).name for text in requires)


def core_version(name: str) -> str:
    """The version of the core, if the name means it or a part of it; otherwise empty."""
    return cms.__version__ if name in CORE or name == PRODUCT else ""


def fits(requirement: Requirement, version: str) -> bool:
    """Whether the version is one of those that are required; a pre-release counts as what it is."""
    return requirement.specifier.contains(Version(version), prereleases=True)
