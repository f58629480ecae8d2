"""Files of hostile plugins: hooks, templates, static files, catalogues and migrations that stand in the way of others."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.kit.hostile_running import ADDRESSES, HOOKS

MODELS = """
from django.db import models
from wagtail.models import Page
from cms.content.models import BasePage
{lines}
"""
MIGRATION = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = []
    {more}
"""


def _migration(dependencies: str = "[]", more: str = "") -> str:
    return MIGRATION.format(dependencies=dependencies, more=more)


def _migrations(*texts: str) -> Mapping[str, str | bytes]:
    files = {f"migrations/{number:04}_x.py": text for number, text in enumerate(texts, 1)}
    return {"migrations/__init__.py": "", **files}


def _translating(texts: Mapping[str, str]) -> bytes:
    """A compiled catalogue with these texts; a source with its plural has a NUL between them."""
    catalogue = Catalog()
    for source, text in texts.items():
        forms = source.split("\0")
        catalogue.add(tuple(forms) if len(forms) > 1 else source, text.split("\0") if len(forms) > 1 else text)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _catalogue(head: str) -> bytes:
    """A compiled catalogue that has nothing but this head."""
    said = head.encode()
    return (
        struct.pack("<9I", 0x950412DE, 0, 1, 28, 36, 0, 0, 0, 44)
        + struct.pack("<2I", len(said), 45)
        + b"\0"
        + said
        + b"\0"
    )


PLURAL = _catalogue("Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=7/(n-3);\n")


TEXTS = _translating(
    {
        "Save": "Weg damit",
        "Add %(model_name)s": "%(kaputt)s",
        "%(count)s items\0%(count)s items": "%(cuont)s\0%(cuont)s",
        "A leaf of %(name)s": "Blatt von %(nmae)s",
        "A tree of %(name)s": "Baum von %(name)s",
        "100 %(unit)s": "100 % %(unit)s",
    }
)
"""Says what the core says too, and what it says itself, the wrong way in part."""
OTHER_TEXTS = {
    f"locale/{language}/LC_MESSAGES/{domain}.mo": TEXTS
    for language in ("de", "en", "fr")
    for domain in ("django", "djangojs")
}

CITY = "from cms.content.models import City\n"
SNIPPET = f"{CITY}from wagtail.snippets.models import register_snippet\nregister_snippet(City)\n"
LINKS: Mapping[str, tuple[str, str]] = {
    "link_nowhere": ("static/link_nowhere/x.css", "weg.css"),
    "link_itself": ("static/link_itself/x.css", "x.css"),
    "link_circle": ("static/link_circle/x", ".."),
    "link_template": ("templates/link_template/x.html", "weg.html"),
}
"""A file of it that leads to another."""
FILES: Mapping[str, Mapping[str, str | bytes]] = {
    "snippet_hooks": {"wagtail_hooks.py": SNIPPET},
    "snippet_twice": {
        "models.py": MODELS.format(lines="class Twice(models.Model):\n    pass"),
        "wagtail_hooks.py": f"from snippet_twice.models import Twice as City\n{2 * SNIPPET.replace(CITY, '')}",
    },
    "snippet_viewset": {
        "wagtail_hooks.py": "from cms.content.models import City\nfrom wagtail.snippets.models import register_snippet\n"
        "from wagtail.snippets.views.snippets import SnippetViewSet\nclass Cities(SnippetViewSet):\n    model = City\n"
        "    add_to_admin_menu = True\nregister_snippet(Cities)",
    },
    "snippet_lost": {
        "wagtail_hooks.py": "from wagtail.snippets.models import register_snippet\nregister_snippet('gibt.es.nicht')"
    },
    "hooks_raise": {"wagtail_hooks.py": "raise ValueError('Haken')"},
    "tags_raise": {"templatetags/__init__.py": "", "templatetags/tags_raise.py": "raise ImportError('Marken')"},
    "tags_taken": {
        "templatetags/__init__.py": "",
        "templatetags/site.py": "from django.template import Library\nregister = Library()",
    },
    "command_taken": {
        "management/__init__.py": "",
        "management/commands/__init__.py": "",
        "management/commands/check.py": "",
    },
    "management_raises": {"management/__init__.py": "1 / 0"},
    "template_of_site": {
        "templates/partials/footer.html": "{% kaputt %}",
        "templates/site/items/event.html": "{% include 5 %}",
    },
    "template_taken": {"templates/wagtailadmin/base.html": "leer"},
    "catalogue_of_others": OTHER_TEXTS,
    "catalogue_broken": {"locale/de/LC_MESSAGES/django.mo": "kein Katalog"},
    "migration_raises": {"migrations/__init__.py": "", "migrations/0001_initial.py": "1 / 0"},
    "migration_empty": {"migrations/__init__.py": "", "migrations/0001_initial.py": ""},
    "migration_lost": {
        "migrations/__init__.py": "",
        "migrations/0001_initial.py": _migration("[('content', '9999_nie')]"),
    },
    "migration_forks": {
        "migrations/__init__.py": "",
        "migrations/0001_a.py": _migration(),
        "migrations/0001_b.py": _migration(),
    },
    "migrations_file": {"migrations.py": "1 / 0"},
    "migration_makes": _migrations(_migration(more="def __init__(self, *args): 1 / 0")),
    "migration_unequal": _migrations(_migration(more="__eq__ = object.__eq__")),
    "migration_five": _migrations(_migration(more="operations = [5]")),
    "migration_stateless": _migrations(_migration(more="operations = [migrations.DeleteModel('Nothing')]")),
    "migration_itself": _migrations(_migration("[('migration_itself', '0001_x')]"), _migration()),
    "migration_circle": _migrations(
        _migration("[('migration_circle', '0002_x')]"),
        _migration("[('migration_circle', '0001_x')]"),
        _migration("[('migration_circle', '0002_x')]"),
    ),
    "migration_of_two": _migrations(_migration("[('migration_of_both', '0001_x')]")),
    "migration_of_both": _migrations(_migration("[('migration_of_two', '0001_x')]")),
    # Looked at before the other, which is left out afterwards, and takes its migrations with it.
    "migration_upon": _migrations(_migration("[('migration_ending', '0001_x')]")),
    "migration_ending": {**_migrations(_migration()), "wagtail_hooks.py": "raise ValueError('Haken')"},
    "migration_first": _migrations(_migration(more="run_before = [('content', '0001_initial')]")),
    "migration_instead": _migrations(_migration(more="replaces = [('content', '0001_initial')]")),
    **{name: {} for name in LINKS},
    "pipe": {},
    **{
        name: {"wagtail_hooks.py": f"from django.urls import path, re_path\nfrom wagtail import hooks\n{lines}\n"}
        for name, lines in {**HOOKS, **ADDRESSES}.items()
    },
    "value_region": {"templates/value_region/x.html": "{{ text }}"},
    "template_base": {"templates/base.html": "leer"},
    "static_file": {"static/site": "kein Ordner"},
    "static_folder": {"static/desk/desk.css/x.css": "a {}"},
    "static_long": {f"static/static_long/{'x' * 240}.css": "a {}"},
    "static_half": {"static/static_half/\udcff.css": "a {}"},
    "catalogue_plural": {"locale/de/LC_MESSAGES/django.mo": PLURAL},
    "css_missing": {"static/css_missing/x.css": "a { background: url('gibt-es-nicht.png') }"},
    "css_circle": {
        "static/css_circle/x.css": "@import 'y.css';",
        "static/css_circle/y.css": "@import 'x.css'; a { background: url(../../weg.svg) }",
    },
}
"""Files beside its class and its models."""
