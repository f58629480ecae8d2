"""What Wagtail remembers of a plugin, forgotten."""

from __future__ import annotations

from django.db.models import Model
from wagtail import hooks
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import PAGE_MODEL_CLASSES, ReferenceIndex
from wagtail.snippets import models as snippets

from cms.extend.unloading import owns


def forget_in_wagtail(package: str, models: set[type[Model]]) -> None:
    """Takes the models of the package, and all that its code has hooked in, out of Wagtail's books."""
    for known in (PAGE_MODEL_CLASSES, settings_registry, snippets.SNIPPET_MODELS):
        known[:] = [model for model in known if model not in models and not owns(package, model)]
    # Another list, since Wagtail may be going through the old one just now.
    snippets.DEFERRED_REGISTRATIONS = [
        each for each in snippets.DEFERRED_REGISTRATIONS if not any(owns(package, part) for part in each if part)
    ]
    for known in (ReferenceIndex.indexed_models, ReferenceIndex.tracked_models):
        known -= {model for model in known if model in models}
    for registered in hooks._hooks.values():  # noqa: SLF001 - there is no public way
        registered[:] = [each for each in registered if not owns(package, each[0])]
    for model in PAGE_MODEL_CLASSES:
        # They are asked anew for what may stand below what.
        setattr(model, "_clean_subpage_models", None)  # noqa: B010 - it is Wagtail's own
        setattr(model, "_clean_parent_page_models", None)  # noqa: B010
