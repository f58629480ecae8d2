"""What a plugin says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from django.apps import apps

from cms.devkit.conformity.subject import Subject
from cms.extend.inventory import loaded
from cms.extend.plugin import CONTRACT, Plugin
from cms.extend.points import Contributions
from cms.extend.requirements import PRODUCT, names
from cms.extend.reserved import CORE

SLUG = re.compile(r"[a-z][a-z0-9_]{1,49}")
VERSION = re.compile(r"\d+(\.\d+)*((a|b|rc|\.dev|\.post|\+)[a-z0-9.]+)?")


def slug_is_a_plain_name(subject: Subject) -> Iterator[str]:
    """The slug is 2 to 50 small letters, digits and underscores, and begins with a letter."""
    if not SLUG.fullmatch(subject.plugin.slug):
        yield f"{subject.plugin.slug!r} is no such name"


def label_is_the_slug(subject: Subject) -> Iterator[str]:
    """The app's label, which names its tables, is the slug."""
    if subject.plugin.label != subject.plugin.slug:
        yield f"the label is {subject.plugin.label!r}, the slug {subject.plugin.slug!r}"


def title_is_told(subject: Subject) -> Iterator[str]:
    """The title is a text that people can read."""
    if not str(subject.plugin.title).strip():
        yield "title is empty"


def version_can_be_compared(subject: Subject) -> Iterator[str]:
    """The version is one that Python packages can have."""
    if not VERSION.fullmatch(subject.plugin.version):
        yield f"{subject.plugin.version!r} is no version such as 1.0 or 2.3.1"


def contract_is_spoken_here(subject: Subject) -> Iterator[str]:
    """`cms_api` is the contract of this installation."""
    if subject.plugin.cms_api != CONTRACT:
        yield f"it needs contract {subject.plugin.cms_api}, this installation speaks {CONTRACT}"


def requirements_are_loaded(subject: Subject) -> Iterator[str]:
    """Everything in `requires` is loaded."""
    here = CORE | {PRODUCT} | {plugin.slug for plugin in loaded()}
    yield from (f"{slug} is not loaded" for slug in names(subject.plugin.requires) if slug not in here)


def models_bear_its_label(subject: Subject) -> Iterator[str]:
    """All its models belong to it, so that their tables go where its migrations say."""
    for model in apps.get_models():
        if model.__module__.startswith(f"{subject.plugin.name}.") and model._meta.app_label != subject.plugin.label:
            yield f"{model.__name__} belongs to {model._meta.app_label}"


def class_says_what_it_is_for(subject: Subject) -> Iterator[str]:
    """The plugin's class has a docstring."""
    if not (vars(type(subject.plugin)).get("__doc__") or "").strip():
        yield f"{type(subject.plugin).__name__} has none"


def methods_say_what_they_give(subject: Subject) -> Iterator[str]:
    """Each method of the contract that it defines has a docstring."""
    for name in (*(point.name for point in fields(Contributions)), "on_enable", "on_disable"):
        own = vars(type(subject.plugin)).get(name)
        if own is not None and own is not vars(Plugin)[name] and not (own.__doc__ or "").strip():
            yield f"{name} has none"


RULES = (
    slug_is_a_plain_name,
    label_is_the_slug,
    title_is_told,
    version_can_be_compared,
    contract_is_spoken_here,
    requirements_are_loaded,
    models_bear_its_label,
    class_says_what_it_is_for,
    methods_say_what_they_give,
)
