"""Writes beside the images of pages and records what readers were told of them until now, drafts and older versions included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def fill_alt(
    apps: Any, app: str, model: str, name: str, *, otherwise: Callable[[dict[str, Any]], str] = lambda values: ""
) -> None:
    """Takes the image's description, or what `otherwise` makes of the owner's fields; never the title of the upload."""
    owners = apps.get_model(app, model)._default_manager.filter(**{f"{name}__isnull": False})
    images = apps.get_model("content", "CreditedImage").objects.exclude(description="")
    descriptions = dict(images.values_list("pk", "description"))
    for owner in owners.filter(**{f"{name}_alt": "", f"{name}_decorative": False}):
        alt = descriptions.get(getattr(owner, f"{name}_id")) or otherwise(owner.__dict__)
        owners.filter(pk=owner.pk).update(**{f"{name}_alt": alt[:255]})
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label=app, content_type__model=model.lower()
    )
    for revision in revisions.iterator(chunk_size=100):
        if revision.content.get(name) and f"{name}_alt" not in revision.content:
            alt = descriptions.get(revision.content[name]) or otherwise(revision.content)
            revision.content |= {f"{name}_alt": alt[:255], f"{name}_decorative": False}
            revision.save(update_fields=["content"])
