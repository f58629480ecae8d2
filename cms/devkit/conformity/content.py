"""What a plugin stores: pages, records, blocks, tables."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from wagtail.fields import StreamField

from blocks.checks import undurable
from blocks.fields import ComposedStreamField
from cms.content.models import BasePage
from cms.devkit.conformity.subject import Subject


def pages_are_base_pages(subject: Subject) -> Iterator[str]:
    """Page types subclass `BasePage`, whose addresses and rules all pages share."""
    for public in subject.contributions.page_types:
        if not issubclass(public.model, BasePage):
            yield f"{public.model.__name__} does not subclass cms.content.models.BasePage"


def streams_are_composed(subject: Subject) -> Iterator[str]:
    """Its streams are `ComposedStreamField`, so that blocks never stand in its migrations."""
    for model in subject.plugin.get_models():
        for each in model._meta.local_fields:
            if isinstance(each, StreamField) and not isinstance(each, ComposedStreamField):
                yield f"{model.__name__}.{each.name} is a {type(each).__name__}"


def blocks_are_durable(subject: Subject) -> Iterator[str]:
    """Its blocks, however deep, keep stored content that they do not know."""
    for given in subject.contributions.blocks:
        yield from (
            f"{path} is a {type(block).__name__}; subclass a class of blocks.durable"
            for path, block in undurable(given.block(), path=given.name)
        )


def blocks_are_fresh_each_time(subject: Subject) -> Iterator[str]:
    """`block` makes a new block at each call, since every stream changes its own."""
    for given in subject.contributions.blocks:
        if given.block() is given.block():
            yield given.name


def blocks_store_and_read_the_same(subject: Subject) -> Iterator[str]:
    """What a block stores it reads back the same."""
    for given in subject.contributions.blocks:
        block = given.block()
        stored = block.get_prep_value(
            block.get_preview_value() if hasattr(block, "get_preview_value") else block.get_default()
        )
        again = block.get_prep_value(block.to_python(stored))
        if again != stored:
            yield f"{given.name} stores {stored!r}, then {again!r}"


def migrations_are_complete(subject: Subject) -> Iterator[str]:
    """Its migrations make exactly its models."""
    label = subject.plugin.label
    with translation.override(None):  # migrations hold the texts of the source
        loader = MigrationLoader(None, ignore_no_migrations=True)
        autodetector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = autodetector.changes(graph=loader.graph)
    for migration in changes.get(label, []):
        yield from (
            f"missing: {operation.describe()}; run manage.py makemigrations {label}"
            for operation in migration.operations
        )


RULES = (
    pages_are_base_pages,
    streams_are_composed,
    blocks_are_durable,
    blocks_are_fresh_each_time,
    blocks_store_and_read_the_same,
    migrations_are_complete,
)
