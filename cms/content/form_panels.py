"""Which parts plugins add to forms of pages and records, and where their rows are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations

from cms.extend import FormPanel, registry
from cms.extend.guard import Guarded


def relation_of(model: type[Model], panel: FormPanel) -> str:
    """The name by which things of the model have the rows of the panel; "" if the panel's model does not lead to them."""
    names = (
        str(relation.get_accessor_name() or "")
        for relation in get_all_child_relations(model)
        if relation.related_model is panel.model
    )
    return next(names, "")


def panels_of(model: type[Model]) -> Iterator[tuple[str, FormPanel]]:
    """The panels that plugins add to forms of the model, each with the name of its relation."""
    public = registry().type_of(model)
    for panel in registry().panels(public.name) if public else ():
        if name := relation_of(model, panel):
            yield name, panel


def guarded(panel: FormPanel, step: str, call: Any, *fallback: Any) -> Any:
    """The step of the panel under guard: what stands in for its result, or `PointFailed`."""
    return Guarded(panel.plugin, f"panels.{panel.name}.{step}", call, *fallback)
