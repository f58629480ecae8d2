"""System checks of pages and records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Warning
from django.db import models
from django.template.loader import get_template
from wagtail.images.models import AbstractRendition

from blocks.guarding import made
from cms.content.image_uses import alt_name, decorative_name, image_fields
from cms.content.models.record import SlugRecord
from cms.content.models.theme import SiteTheme
from cms.content.validation import Validated
from cms.extend import Block, PageType, registry
from cms.extend.reserved import CORE
from cms.extend.telling import told


def check_image_fields(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W301` for each field that shows an image of which nobody is asked what it shows (V10)."""
    return [
        Warning(
            f"{model._meta.label}.{field.name} shows an image without asking for its alternative text, credit and licence.",
            hint=f"Add {alt_name(field.name)} and {decorative_name(field.name)} by image_alt_field() and image_decorative_field() "
            "of cms.content.models, and let the model subclass BasePage, InlineItem or SlugRecord, which apply the rule.",
            obj=model,
            id="litfass.W301",
        )
        for config in app_configs or apps.get_app_configs()
        for model in config.get_models()
        # The logo of a theme is decoration by its kind: the federation's name stands beside it.
        if not issubclass(model, (AbstractRendition, SiteTheme))
        for field in image_fields(model)
        if not _asks(model, field.name)
    ]


def check_templates(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W206` for each page type or block of a plugin whose template is missing or wrong: it alone would fail."""
    named: list[tuple[PageType | Block, str]] = [
        (each, str(getattr(each.model, "template", "") or "")) for each in registry().page_types
    ]
    named += [(each, _template_of(each)) for each in registry().blocks]
    return [
        Warning(
            f"The plugin {each.plugin} names the template {template} in {each.name}, which cannot be used: {fault}",
            hint="Put the template below templates/ of the plugin, in a folder of the plugin's label.",
            id="litfass.W206",
        )
        for each, template in named
        if each.plugin not in CORE and template and (fault := _fault_of(template))
    ]


def _template_of(block: Block) -> str:
    try:
        return str(made(block).meta.template or "")
    except Exception:  # noqa: BLE001 - a block that cannot be made is told elsewhere
        return ""


def _fault_of(template: str) -> str:
    try:
        get_template(template)
    except Exception as error:  # noqa: BLE001 - whatever the template does wrong is the finding
        return told(error)
    return ""


def _asks(model: type[models.Model], name: str) -> bool:
    fields = {field.name for field in model._meta.concrete_fields}
    return {alt_name(name), decorative_name(name)} <= fields and issubclass(model, Validated | SlugRecord)
