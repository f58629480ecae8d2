"""Many hostile plugins, written into one folder: each breaks something else, and all of them are there at one start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

APPS = """
from cms.extend import ApiField, ApiRoute, Block, Check, Exporter, Facet, Job, MenuEntry, PageType, Plugin, SiteSettings

class Config(Plugin):
    slug = "{name}"
    title = "{name}"
    version = "1.0"
    enabled_by_default = True
{lines}
"""
MODELS = """
from django.db import models
from wagtail.models import Page
from cms.content.models import BasePage
{lines}
"""
PAGE = "class ThePage(BasePage):\n    template = 'x.html'\n    {line}\n    class Meta: app_label = '{name}'"
MIGRATION = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = []
"""
RETURNS = """
    def {method}(self):
        from django.contrib.auth.models import User
        from django.utils.functional import lazy
        from pydantic import BaseModel
        from cms.content.models import EventPage
        return {given}
"""

METHODS: Mapping[str, tuple[str, str]] = {
    "facet_limit": ("facets", "[Facet(name='limit', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_q": ("facets", "[Facet(name='q', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_locale": ("facets", "[Facet(name='locale', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_fields": ("facets", "[Facet(name='fields', label='x', types=('event',), values=lambda thing: ())]"),
    "route_core": ("api_routes", "[ApiRoute(prefix='/events/x', router=__import__('ninja').Router())]"),
    "route_search": ("api_routes", "[ApiRoute(prefix='/search', router=__import__('ninja').Router())]"),
    "route_number": ("api_routes", "[ApiRoute(prefix='/route_number', router=5)]"),
    "route_root": ("api_routes", "[ApiRoute(prefix='/', router=__import__('ninja').Router())]"),
    "aaa_atom": (
        "exporters",
        "[Exporter(name='atom', label='x', media_type='text/plain', export=lambda export: (), public=True)]",
    ),
    "field_type": ("api_fields", "[ApiField(name='type', types=('event',), annotation=str, value=str)]"),
    "field_title": ("api_fields", "[ApiField(name='title', types=('event',), annotation=str, value=str)]"),
    "field_strange": ("api_fields", "[ApiField(name='strange', types=('event',), annotation=object(), value=str)]"),
    "label_raises": ("menu", "[MenuEntry(name='x', label=lazy(lambda: 1 / 0, str)(), address=5)]"),
    "exits": ("checks", "exit(4)"),
    "async_job": (
        "jobs",
        "[Job(name='x', label='x', every=__import__('datetime').timedelta(1), run=__import__('asyncio').sleep)]",
    ),
    "endless": ("blocks", "iter(lambda: Block(name='x', block=object, schema=BaseModel), None)"),
    "strange_settings": (
        "settings",
        "[SiteSettings(model=User)]",
    ),
    "takes_events": (
        "page_types",
        "[PageType(model=EventPage, name='takes_events', plural='takes-events', label='x', schema=BaseModel, document=str)]",
    ),
}
"""A method of the plugin, and what it gives."""

LINES: Mapping[str, str] = {
    "ready_raises": "    def ready(self): raise RuntimeError('Nicht bereit')",
    "ready_exits": "    def ready(self): exit(5)",
    "ready_moves": "    def ready(self):\n        import os; os.chdir('/')",
    "needs_ready": "    requires = ('ready_raises',)",
    "sets_a_setting": "from django.conf import settings; settings.DEBUG = True",
    "early": "from django.contrib.auth.models import User",
    "check_raises": "    def ready(self):\n        from django.core.checks import register\n        register(check)\ndef check(app_configs, **kwargs): raise SystemExit",
    "check_errs": "    def ready(self):\n        from django.core.checks import Error, register\n        register(check)\n"
    "def check(app_configs, **kwargs):\n    from django.core.checks import Error\n    return [Error('schlimm', id='x.E1')]",
    "title_raises": "    from django.utils.functional import lazy\n    title = lazy(lambda: 1 / 0, str)()",
}
"""What stands in its class."""

MODEL_LINES: Mapping[str, str] = {
    "models_raise": "raise RuntimeError('Die Tabelle fehlt')",
    "models_exit": "exit(6)",
    "models_half": "class Half(models.Model):\n    user = models.ForeignKey('auth.User', models.CASCADE)\n1 / 0",
    "parent_missing": PAGE.format(name="parent_missing", line="parent_page_types = ['nirgends.Page']"),
    "child_missing": PAGE.format(name="child_missing", line="subpage_types = ['nirgends.Page']"),
    "key_missing": "class Lost(models.Model):\n    to = models.ForeignKey('nirgends.Thing', models.CASCADE)",
    "table_taken": "class Taken(models.Model):\n    class Meta: db_table = 'auth_user'",
    "accessor_taken": "class Taken(models.Model):\n    user = models.ForeignKey('auth.User', models.CASCADE, related_name='groups')",
    "label_taken": "class Taken(models.Model):\n    class Meta: app_label = 'content'",
    "panel_missing": PAGE.format(name="panel_missing", line="content_panels = ['gibt_es_nicht']"),
    "model_checks": "class Checked(models.Model):\n    @classmethod\n    def check(cls, **kwargs): raise SystemExit",
}
"""What stands in its models."""

FILES: Mapping[str, Mapping[str, str]] = {
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
    "template_taken": {"templates/wagtailadmin/base.html": "leer"},
    "catalogue_broken": {"locale/de/LC_MESSAGES/django.mo": "kein Katalog"},
    "migration_raises": {"migrations/__init__.py": "", "migrations/0001_initial.py": "1 / 0"},
    "migration_empty": {"migrations/__init__.py": "", "migrations/0001_initial.py": ""},
    "migration_lost": {
        "migrations/__init__.py": "",
        "migrations/0001_initial.py": MIGRATION.format(dependencies="[('content', '9999_nie')]"),
    },
    "migration_forks": {
        "migrations/__init__.py": "",
        "migrations/0001_a.py": MIGRATION.format(dependencies="[]"),
        "migrations/0001_b.py": MIGRATION.format(dependencies="[]"),
    },
}
"""Further files."""

STAY = {"check_raises", "check_errs", "title_raises"}
"""They are loaded all the same, since what they do wrong costs nothing more."""
NAMES = [*METHODS, *LINES, *MODEL_LINES, *FILES]


def write(folder: Path) -> None:
    """Writes all of them."""
    for name in NAMES:
        method, given = METHODS.get(name, ("", ""))
        lines = RETURNS.format(method=method, given=given) if method else LINES.get(name, "")
        put(folder / name / "__init__.py", "")
        put(folder / name / "apps.py", APPS.format(name=name, lines=lines))
        if name in MODEL_LINES:
            put(folder / name / "models.py", MODELS.format(lines=MODEL_LINES[name]))
        for path, text in FILES.get(name, {}).items():
            put(folder / name / path, text)


def put(path: Path, text: str) -> None:
    """Writes a file, and the folders in which it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
