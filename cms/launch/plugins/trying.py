"""Tries once what each plugin contributes, when all is ready: what would fail in every address leaves out the plugin alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import TypeAdapter
from wagtail.admin.panels import ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page

from blocks.checks import composed_fields, try_block
from cms.api.app import DeliveryAPI
from cms.api.guarding import guarded
from cms.api.outline import outline, shapes
from cms.api.routes.openapi import openapi_document
from cms.content.documents.read_members import WrongMember, wrong_members
from cms.content.form_panels import relation_of
from cms.content.models import BasePage
from cms.content.panels.plugins import plugin_panel
from cms.extend import PublicType
from cms.extend.interrupts import Interrupted
from cms.extend.limits import Misbehaved
from cms.extend.points import Contributions
from cms.extend.receivers import guard_receivers
from cms.extend.registry import forget, registry
from cms.extend.telling import Label, told
from cms.extend.unloading import CannotStay, attempt, is_found
from cms.launch.plugins.admin_addresses import admin_addresses_are_its_own
from cms.launch.plugins.hooks import guard_hooks, owner_of
from cms.launch.plugins.inspecting import config_of, latest_first
from cms.launch.plugins.overrides import guard_overrides
from cms.launch.plugins.snippets import viewsets_are_of_its_own_models
from cms.public.stream_schemas import stream_adapter

FAILS = _("what it contributes cannot be used: {error}")


def try_out() -> None:
    """Leaves out each plugin of which any trial fails."""
    guard_hooks()
    # Forms and descriptions, which the other trials make, have blocks of all plugins in them.
    _try((blocks_can_be_made, shapes_can_be_described))
    _try(TRIALS)
    if any(each.package for each in settings.PLUGINS.left):
        # Others may have lost a name to what was left out since all were found.
        forget()
        # Forms, streams and descriptions may have been made with panels and blocks of what is left out now.
        forms: Any = vars(BasePage)["get_edit_handler"]
        forms.clear()
        stream_adapter.cache_clear()
        for field in composed_fields(apps.get_app_configs()):
            field.__dict__.pop("stream_block", None)
    guard_receivers(owner_of)
    guard_overrides(owner_of)


Trial = Callable[[AppConfig, Contributions], None]


def _try(trials: Iterable[Trial]) -> None:
    for found in latest_first():
        given = registry().contributions.get(found.slug, Contributions())
        if is_found(found.slug):
            config = config_of(found)
            with attempt(config, FAILS):
                for trial in trials:
                    trial(config, given)


def blocks_can_be_made(config: AppConfig, given: Contributions) -> None:
    """Its blocks can be made, are blocks, and find nothing wrong with themselves."""
    for block in given.blocks:
        try:
            try_block(block)
        except Interrupted:
            raise
        except BaseException as error:
            text = _("its block {name} cannot be used: {error}")
            cause = error.__cause__ if isinstance(error, Misbehaved) and error.__cause__ else error
            raise CannotStay(format_lazy(text, name=block.name, error=told(cause))) from error


def types_are_public_models(config: AppConfig, given: Contributions) -> None:
    """Page types are pages, records can be told apart, settings are of sites, and all of them are stored."""
    for public in given.page_types:
        _refuse(public.model, is_right=issubclass(public.model, Page), wanted=_("a Wagtail page"))
    for record in given.records:
        names = {each.name for each in record.model._meta.get_fields()}
        _refuse(record.model, is_right=bool(names & {"uuid", "translation_key"}), wanted=_("a model with a uuid"))
    for each in given.settings:
        _refuse(each.model, is_right=issubclass(each.model, BaseSiteSetting), wanted=_("a BaseSiteSetting"))
    types: tuple[PublicType, ...] = (*given.page_types, *given.records)
    for model in [each.model for each in types] + [each.model for each in given.settings]:
        _refuse(model, is_right=not model._meta.abstract, wanted=_("a model that is not abstract"))


def _refuse(model: type[Model], *, is_right: bool, wanted: object) -> None:
    if not is_right:
        raise CannotStay(format_lazy(_("its model {model} must be {wanted}"), model=model.__name__, wanted=wanted))


def routes_can_be_mounted(config: AppConfig, given: Contributions) -> None:
    """Its routers are Ninja's, and can be mounted and described."""
    for number, route in enumerate(given.api_routes):
        if not isinstance(route.router, Router):
            text = _("its route {prefix} is no ninja.Router, but {given}")
            raise CannotStay(format_lazy(text, prefix=route.prefix, given=type(route.router).__name__))
        trial = DeliveryAPI(urls_namespace=f"trial-{config.label}-{number}", openapi_url=None, docs_url=None)
        trial.add_router(route.prefix, guarded(route), tags=list(route.tags) or None)
        list(trial.urls[0])
        outline(orjson.loads(openapi_document(trial)))


def shapes_can_be_described(config: AppConfig, given: Contributions) -> None:
    """The schemas of its blocks, types and fields can be described to partners, in JSON and in words."""
    shaped: tuple[Any, ...] = (*given.blocks, *given.page_types, *given.records)
    for shape in [*(each.schema for each in shaped), *(each.annotation for each in given.api_fields)]:
        described = orjson.loads(orjson.dumps(TypeAdapter(shape).json_schema(mode="serialization")))
        shapes({"": described, **described.get("$defs", {})})


def members_can_be_read(config: AppConfig, given: Contributions) -> None:
    """The schemas of its types can be described, and have what is read of all documents in the shape in which it is read."""
    types: tuple[PublicType, ...] = (*given.page_types, *given.records)
    faults = [_said(public, wrong) for public in types for wrong in wrong_members(public)]
    if faults:
        raise CannotStay(format_lazy("; ".join(["{}"] * len(faults)), *faults))


def _said(public: PublicType, wrong: WrongMember) -> Label:
    lacking = _("documents of its type {type} lack the member {name} ({shape}), without which nobody can show them")
    other = _(
        "documents of its type {type} have the member {name}, which the core reads as {shape}; give it that shape or another name"
    )
    text = lacking if wrong.is_missing else other
    return format_lazy(text, type=public.name, name=wrong.name, shape=wrong.shape)


def pages_can_be_edited(config: AppConfig, given: Contributions) -> None:
    """The forms of its pages can be made."""
    for model in config.get_models():
        if issubclass(model, Page):
            page: Any = model
            page.get_edit_handler().get_form_class()


def panels_can_be_shown(config: AppConfig, given: Contributions) -> None:
    """The rows of its panels are its own, lead to the types that they are for, and have a form."""
    for panel in given.panels:
        _refuse(panel.model, is_right=panel.model._meta.app_label == config.label, wanted=_("one of its own"))
        for public in filter(None, map(registry().public_types.get, panel.types)):
            model: Any = public.model
            name = relation_of(model, panel)
            if not name:
                text = _("its model {model} has no ParentalKey to {type}")
                raise CannotStay(format_lazy(text, model=panel.model.__name__, type=model.__name__))
            ObjectList([plugin_panel(name, panel)]).bind_to_model(model).get_form_class()


TRIALS: tuple[Trial, ...] = (
    types_are_public_models,
    routes_can_be_mounted,
    members_can_be_read,
    pages_can_be_edited,
    panels_can_be_shown,
    admin_addresses_are_its_own,
    viewsets_are_of_its_own_models,
)
