"""What a plugin's class says of itself, validated as a whole before anything of it is used."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from packaging.version import InvalidVersion, Version
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from cms.extend import requirements
from cms.extend.exact import exactly
from cms.extend.plugin import Plugin
from cms.extend.points import Label
from cms.extend.reserved import APP_LABELS, SLUGS
from cms.extend.telling import shown

OF_DJANGO = (
    *("__init__", "__new__", "__init_subclass__", "__getattr__", "__getattribute__", "__eq__", "__hash__"),
    *("create", "import_models", "get_model", "get_models", "path", "models", "models_module", "module", "apps"),
    *("_path_from_module", "default"),
)
"""What no plugin may replace, since Django's start relies on it."""


def _comparable(version: str) -> str:
    try:
        Version(version)
    except InvalidVersion as error:
        raise ValueError(f"{version!r} is no version such as 1.0 or 2.3.1") from error
    return version


def _readable(requirement: str) -> str:
    requirements.read(requirement)
    return requirement


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class Manifest(BaseModel):
    """The attributes of a plugin's class."""

    model_config = ConfigDict(strict=True, frozen=True, arbitrary_types_allowed=True)

    slug: Name
    label: Name
    title: Text | Promise
    version: Annotated[str, StringConstraints(max_length=50), AfterValidator(_comparable)]
    cms_api: int
    requires: tuple[Annotated[str, StringConstraints(max_length=200), AfterValidator(_readable)], ...]
    enabled_by_default: bool


WANTED: dict[str, Label] = {
    "slug": _("1 to 50 small letters, digits and underscores, beginning with a letter"),
    "label": _("1 to 50 small letters, digits and underscores, beginning with a letter"),
    "title": _("a text of 1 to 200 characters"),
    "version": _("a version such as 1.0 or 2.3.1"),
    "cms_api": _("a whole number"),
    "requires": _('a tuple of names of plugins, each with versions or without, such as ("press>=1.2",)'),
    "enabled_by_default": _("True or False"),
}


class BadManifest(Exception):
    """A plugin's class says something that cannot be; the reason says what, and what it must be."""

    def __init__(self, reason: Label) -> None:
        super().__init__()
        self.reason = reason


def manifest_of(kind: type[Plugin], package: str) -> Manifest:
    """The manifest of the class, which lies in this package; raises `BadManifest`, or what reading an attribute raises."""
    if type(kind) is not type:
        raise BadManifest(_("its class has a metaclass of its own; let it be an ordinary subclass of Plugin"))
    for base in kind.__mro__[: kind.__mro__.index(Plugin)]:
        for name in OF_DJANGO:
            if name in vars(base) and not (name == "default" and vars(base)[name] is True):
                raise BadManifest(format_lazy(_("its class defines {name}, which is Django's own"), name=name))
    try:
        found = Manifest.model_validate(_given(kind, package))
    except ValidationError as error:
        raise BadManifest(_in_words(error)) from error
    if found.slug in SLUGS:
        raise BadManifest(format_lazy(_("its slug {slug} belongs to the core; choose another one"), slug=found.slug))
    if found.label in APP_LABELS:
        raise BadManifest(
            format_lazy(_("its label {label} belongs to the core; choose another one"), label=found.label)
        )
    return found


def _given(kind: type[Plugin], package: str) -> dict[str, Any]:
    """Each attribute, of exactly its kind; one that is missing is None, which none may be."""
    given = {name: exactly(getattr(kind, name, None)) for name in Manifest.model_fields}
    return {**given, "label": exactly(getattr(kind, "label", package.rpartition(".")[2]))}


def _in_words(error: ValidationError) -> Label:
    """The first of the faults: which attribute, what it must be, what it is."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    text = _("its {name} must be {wanted}, but is {given}")
    return format_lazy(text, name=name, wanted=WANTED[name], given=shown(first["input"])[:100])
