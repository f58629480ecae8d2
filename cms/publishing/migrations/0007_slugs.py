"""Slugs of what is public, and of what it was called in former versions of its document."""

import json
from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """The last one that bore a slug has it; what is gone for good is left out."""
    slugs = apps.get_model("publishing", "Slug")
    entries = apps.get_model("publishing", "Entry").objects.exclude(reason__in=("deleted", "erased"))
    types = dict(entries.values_list("pk", "type"))
    found: dict[tuple[str, str], str] = {}

    def take(document: dict[str, Any]) -> None:
        slug = document.get("slug") or (document.get("url") or "").rstrip("/").rpartition("/")[2]
        if slug and document.get("translation_key", document.get("id")):
            found[document["type"], slug[:255]] = document.get("translation_key") or document["id"]

    versions = apps.get_model("publishing", "Version").objects.order_by("sequence")
    for entry_id, document in versions.values_list("entry_id", "document").iterator():
        if entry_id in types and document:
            take(json.loads(document))
    for document in entries.exclude(document="").order_by("sequence").values_list("document", flat=True).iterator():
        take(json.loads(document))
    slugs.objects.bulk_create(
        [slugs(type=name, value=value, thing=thing) for (name, value), thing in found.items()], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_leases")]

    operations = [
        migrations.CreateModel(
            name="Slug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=50)),
                ("value", models.CharField(max_length=255)),
                ("thing", models.UUIDField(help_text="The translation key, which is the same in all languages.")),
            ],
            options={
                "indexes": [models.Index(fields=["thing"], name="publishing__thing_349a8f_idx")],
                "constraints": [models.UniqueConstraint(fields=("type", "value"), name="one_thing_per_slug")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
