"""What lies in the database of an installation about the pages of a plugin; each question is a process of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

from cms import settings  # noqa: F401 - says early what is wrong with the environment

OWN = "atlas_atlaspage"


def stored() -> Any:
    """All rows of the plugin's pages, with the pages below them, their revisions and log, as they lie there."""
    keys = [row["page_ptr_id"] for row in rows(f"SELECT * FROM {OWN} ORDER BY page_ptr_id")]
    wanted = ", ".join(map(str, keys))
    texts = ", ".join(f"'{key}'" for key in keys)
    return {
        "own": rows(f"SELECT * FROM {OWN} ORDER BY page_ptr_id"),
        "pages": rows(f"SELECT * FROM wagtailcore_page WHERE id IN ({wanted}) ORDER BY id"),
        "revisions": rows(f"SELECT * FROM wagtailcore_revision WHERE object_id IN ({texts}) ORDER BY id"),
        "log": rows(f"SELECT * FROM wagtailcore_pagelogentry WHERE page_id IN ({wanted}) ORDER BY id"),
    }


def rows(sql: str) -> list[dict[str, str]]:
    """The rows by column, as text."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]


def accompany() -> Any:
    """Gives the plugin's page an alias and a translation, a draft above what is public, and a core page a block of the plugin."""
    from django.apps import apps
    from wagtail.models import Locale

    from cms.content.models import StandardPage

    page = apps.get_model("atlas", "AtlasPage").objects.get(alias_of=None)
    page.create_alias(update_slug="atlas-alias")
    english, _ = Locale.objects.get_or_create(language_code="en")
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    page.lead = "Ein Entwurf, den noch niemand sehen soll."
    page.save_revision()
    core = StandardPage.objects.live().filter(locale__language_code="de").first()
    box = {
        "type": "atlas_box",
        "value": {"heading": "Gut zu wissen", "text": "Kostenlos."},
        "id": "7a3f1a52-0000-4000-8000-000000000009",
    }
    core.body = json.dumps([*core.body.get_prep_value(), box])
    core.save_revision().publish()
    return {"page": page.pk, "parent": page.get_parent().pk, "core": core.pk, "core_path": core.url}


def news() -> Any:
    """The key of the German list of news."""
    from cms.content.models import NewsIndexPage

    return NewsIndexPage.objects.get(locale__language_code="de").pk


def box() -> Any:
    """The plugin's block as it lies in the text of the core page."""
    (row,) = rows(f"SELECT body FROM content_standardpage WHERE page_ptr_id = {int(sys.argv[2])}")
    return [block for block in json.loads(row["body"]) if block["type"] == "atlas_box"]


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps({"stored": stored, "accompany": accompany, "news": news, "box": box}[sys.argv[1]]()))
