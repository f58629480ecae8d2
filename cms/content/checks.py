"""System checks of pages and records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Warning
from django.db import models
from wagtail.images.models import AbstractRendition

from cms.content.image_uses import alt_name, decorative_name, image_fields
from cms.content.judging import Judged
from cms.content.models.record import SlugRecord


def check_image_fields(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W301` for each field that shows an image of which nobody is asked what it shows (V10)."""
    return [
        Warning(
            f"{model._meta.label}.{field.name} shows an image without asking for its alternative text, credit and licence.",
            hint=f"Add {alt_name(field.name)} and {decorative_name(field.name)} by image_alt_field() and image_decorative_field() "
            "of cms.content.models, and let the model subclass BasePage, Line or SlugRecord, which apply the rule.",
            obj=model,
            id="litfass.W301",
        )
        for config in app_configs or apps.get_app_configs()
        for model in config.get_models()
        if not issubclass(model, AbstractRendition)
        for field in image_fields(model)
        if not _asks(model, field.name)
    ]


def _asks(model: type[models.Model], name: str) -> bool:
    fields = {field.name for field in model._meta.concrete_fields}
    return {alt_name(name), decorative_name(name)} <= fields and issubclass(model, Judged | SlugRecord)
