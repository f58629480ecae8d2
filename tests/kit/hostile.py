"""Many hostile plugins, written into one folder: each breaks something else, and all of them are there at one start."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.kit.hostile_shared import ACCESSOR, ACCESSORS, SHARED, SHARED_READY

APPS = """
from cms.extend import AfterSave, ApiField, ApiRoute, BeforeSave, Block, Check, Exporter, Facet, FacetValue, FormPanel, Job, MenuEntry, PageRegion
from cms.extend import PageType, Plugin, SearchField, SiteSettings

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
PAGE = "class {name}(BasePage):\n    template = 'x.html'\n    {line}\n    class Meta: app_label = '{name}'"
MIGRATION = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = []
    {more}
"""
RETURNS = """
    def {method}(self):
        from django.contrib.auth.models import User
        from django.utils.functional import lazy
        from pydantic import BaseModel
        from cms.content.models import EventPage
        return {given}
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
    **{
        f"field_{name}": (
            "api_fields",
            f"[ApiField(name='{name}', types=('page',), annotation=str, value=lambda page: 'gestern')]",
        )
        for name in ("status", "topics", "occurrences", "hero_image", "published_on")
    },
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
    "snippet_ready": "    def ready(self):\n        from cms.content.models import City\n"
    "        from wagtail.snippets.models import register_snippet\n        register_snippet(City)",
    "ready_exits": "    def ready(self): exit(5)",
    "ready_moves": "    def ready(self):\n        import os; os.chdir('/')",
    "ready_adds_middleware": "    def ready(self):\n        from django.conf import settings; settings.MIDDLEWARE.append('nirgends.Ware')",
    "ready_adds_to_templates": "    def ready(self):\n        from django.conf import settings\n"
    "        settings.TEMPLATES[0]['OPTIONS']['context_processors'].append('nirgends.da')",
    "needs_ready": "    requires = ('ready_raises',)",
    "sets_a_setting": "from django.conf import settings; settings.DEBUG = True",
    "prepared": "from django.db.models.signals import class_prepared\ndef fail(**kwargs): 1 / 0\nclass_prepared.connect(fail, weak=False)",
    "early": "from django.contrib.auth.models import User",
    "check_raises": "    def ready(self):\n        from django.core.checks import register\n        register(check)\ndef check(app_configs, **kwargs): raise SystemExit",
    "check_errs": "    def ready(self):\n        from django.core.checks import Error, register\n        register(check)\n"
    "def check(app_configs, **kwargs):\n    from django.core.checks import Error\n    return [Error('schlimm', id='x.E1')]",
    "title_raises": "    from django.utils.functional import lazy\n    title = lazy(lambda: 1 / 0, str)()",
}
"""What stands in its class."""

CITY = "from cms.content.models import City\n"
SNIPPET = f"{CITY}from wagtail.snippets.models import register_snippet\nregister_snippet(City)\n"
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
    "length": "class Long(models.Model):\n    def __len__(self): return 1 // 0",
    "no_attribute": "class Strange(models.Model):\n    def __getattr__(self, name): raise SystemExit",
    "preview_five": PAGE.format(name="preview_five", line="preview_modes = 5"),
    "preview_size": PAGE.format(name="preview_size", line="preview_sizes = [5]"),
    "no_panels": PAGE.format(name="no_panels", line="promote_panels = None"),
    "count_text": PAGE.format(name="count_text", line="max_count = 'x'"),
    "snippet_models": SNIPPET,
    "panel_missing": PAGE.format(name="panel_missing", line="content_panels = ['gibt_es_nicht']"),
    "model_checks": "class Checked(models.Model):\n    @classmethod\n    def check(cls, **kwargs): raise SystemExit",
}
"""What stands in its models."""

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
}
"""Further files."""

HOOKS: Mapping[str, str] = {
    "hook_main_menu": "hooks.register('construct_main_menu', lambda request, items: items.clear() or 1 / 0)",
    "hook_main_menu_five": "hooks.register('construct_main_menu', lambda request, items: items.append(5))",
    "hook_main_menu_print": "hooks.register('construct_main_menu', int)",
    "hook_settings_menu": "hooks.register('construct_settings_menu', lambda: None)",
    "hook_menu_item": "hooks.register('register_admin_menu_item', lambda: 1 / 0)",
    "hook_menu_item_five": "hooks.register('register_admin_menu_item', lambda: 5)",
    "hook_menu_item_shown": "from wagtail.admin.menu import MenuItem\nclass Item(MenuItem):\n    def is_shown(self, request): exit(3)\n"
    "hooks.register('register_admin_menu_item', lambda: Item('x', '/'))",
    "hook_menu_item_lost": "from wagtail.admin.menu import MenuItem\nfrom django.urls import reverse_lazy\n"
    "hooks.register('register_admin_menu_item', lambda: MenuItem('x', reverse_lazy('gibt_es_nicht')))",
    "hook_settings_item": "hooks.register('register_settings_menu_item', lambda: None)",
    "hook_reports_item": "hooks.register('register_reports_menu_item', lambda: exit(3))",
    "hook_search_area": "hooks.register('register_admin_search_area', lambda: None)",
    "hook_css": "hooks.register('insert_global_admin_css', lambda: 1 / 0)",
    "hook_css_five": "hooks.register('insert_global_admin_css', lambda: 5)",
    "hook_js_exits": "hooks.register('insert_global_admin_js', lambda: exit(3))",
    "hook_editor_js": "hooks.register('insert_editor_js', lambda: None)",
    "hook_serve": "hooks.register('before_serve_page', lambda page, request, args, kwargs: 1 / 0)",
    "hook_serve_text": "hooks.register('before_serve_page', lambda page, request, args, kwargs: 'Nein')",
    "hook_on_serve": "hooks.register('on_serve_page', lambda serve: 5)",
    "hook_on_serve_later": "hooks.register('on_serve_page', lambda serve: lambda *args, **kwargs: 1 / 0)",
    "hook_edit": "hooks.register('before_edit_page', lambda request, page: 1 / 0)",
    "hook_edit_database": "from django.contrib.auth.models import User\n"
    "hooks.register('after_edit_page', lambda request, page: User.objects.create(username='leitung'))",
    "hook_publish": "hooks.register('after_publish_page', lambda request, page: exit(3))",
    "hook_explorer": "hooks.register('construct_explorer_page_queryset', lambda parent, pages, request: None)",
    "hook_chooser": "hooks.register('construct_page_chooser_queryset', lambda pages, request: 1 / 0)",
    "hook_panels": "hooks.register('construct_homepage_panels', lambda request, panels: panels.insert(0, 5))",
    "hook_panel_renders": "from wagtail.admin.ui.components import Component\nclass Panel(Component):\n    order = 5\n"
    "    def render_html(self, parent_context=None): raise ValueError\n"
    "hooks.register('construct_homepage_panels', lambda request, panels: panels.append(Panel()))",
    "hook_summary": "hooks.register('construct_homepage_summary_items', lambda request, items: items.append(None))",
    "hook_buttons": "hooks.register('register_page_listing_buttons', lambda *args, **kwargs: 5)",
    "hook_header_buttons": "hooks.register('register_page_header_buttons', lambda *args, **kwargs: ['x'])",
    "hook_actions": "hooks.register('construct_page_action_menu', lambda items, request, context: items.append('x'))",
    "hook_action_item": "hooks.register('register_page_action_menu_item', lambda: 'x')",
    "hook_icons": "hooks.register('register_icons', lambda icons: [*icons, 'gibt/es/nicht.svg'])",
    "hook_permissions": "hooks.register('register_permissions', lambda: None)",
    "hook_group_panel": "hooks.register('register_group_permission_panel', lambda: 5)",
    "hook_account": "hooks.register('register_account_menu_item', lambda request: 1 / 0)",
    "hook_avatar": "hooks.register('get_avatar_url', lambda user, size: 1 / 0)",
    "hook_features": "hooks.register('register_rich_text_features', lambda features: 1 / 0)",
    "hook_operations": "hooks.register('register_image_operations', lambda: [('fill', lambda *args: 1 / 0)])",
    "hook_log": "hooks.register('register_log_actions', lambda actions: 1 / 0)",
}
"""What stands in its Wagtail hooks, which it does wrong whenever it is asked."""

RECEIVER = """
    def ready(self):
        from django.contrib.auth.signals import user_logged_in
        from django.core.signals import request_finished, request_started
        from django.db.models.signals import post_init, post_save, pre_delete, pre_save
        from wagtail.signals import page_published, page_unpublished
        {signal}.connect(fail, weak=False)
def fail(sender, **kwargs):
    {line}
"""
RECEIVERS: Mapping[str, str] = {
    "receiver_post_save": RECEIVER.format(signal="post_save", line="raise RuntimeError('Empfänger')"),
    "receiver_pre_save": RECEIVER.format(signal="pre_save", line="exit(7)"),
    "receiver_database": RECEIVER.format(
        signal="post_save",
        line="from django.db import connection; connection.cursor().execute('SELECT * FROM gibt_es_nicht')",
    ),
    "receiver_publishes": RECEIVER.format(signal="page_published", line="return 1 / 0"),
    "receiver_request": RECEIVER.format(signal="request_started", line="return 1 / 0"),
    "receiver_finished": RECEIVER.format(signal="request_finished", line="raise SystemExit"),
    "receiver_login": RECEIVER.format(signal="user_logged_in", line="return 1 / 0"),
    "receiver_no_arguments": RECEIVER.format(signal="post_save", line="pass").replace("sender, **kwargs", ""),
}
"""Signals that it receives, and what it does then."""

SAVES: Mapping[str, tuple[str, str]] = {
    "save_raises": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: 1 / 0)]"),
    "save_exits": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: exit(3))]"),
    "save_nonsense": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: 'Nein')]"),
    "save_title": (
        "before_save",
        "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: setattr(page, 'title', 5))]",
    ),
    "saved_raises": ("after_save", "[AfterSave(name='x', types=('page',), follow_up=lambda page: 1 / 0)]"),
    "saved_nonsense": ("after_save", "[AfterSave(name='x', types=('page',), follow_up=lambda page: 'x')]"),
}
"""What it does around a save."""

HALF = "'a' + chr(0xD800) + 'b'"
VALUES: Mapping[str, tuple[str, str]] = {
    **{
        f"value_{name}": (
            "api_fields",
            f"[ApiField(name='value_{name}', types=('page',), annotation={annotation}, value=lambda page: {value})]",
        )
        for name, annotation, value in (
            ("big", "int", "2**70"),
            ("big_within", "dict", "{'zahl': [2**70]}"),
            ("half", "str", HALF),
            ("deep", "list", "__import__('functools').reduce(lambda inner, _: [inner], range(240), [])"),
        )
    },
    "value_facet": (
        "facets",
        f"[Facet(name='value_facet', label='x', types=('page',), values=lambda page: [FacetValue({HALF}, 'x')])]",
    ),
    "value_facet_label": (
        "facets",
        f"[Facet(name='value_facet_label', label='x', types=('page',), values=lambda page: [FacetValue('x', {HALF})])]",
    ),
    "value_text": ("search_fields", f"[SearchField(name='value_text', types=('page',), text=lambda page: {HALF})]"),
    "value_region": (
        "regions",
        "[PageRegion(name='x', region='footer', template='value_region/x.html', context=lambda document: {'text': "
        + HALF
        + "})]",
    ),
}
"""What it gives for a page that is published or shown, and what JSON, database or answer cannot hold."""

ADDRESSES: Mapping[str, str] = {
    "urls_images": "hooks.register('register_admin_urls', lambda: [path('images/', print)])",
    "urls_root": "hooks.register('register_admin_urls', lambda: [path('', print)])",
    "urls_all": "hooks.register('register_admin_urls', lambda: [re_path('^.*$', print)])",
    "urls_named": "hooks.register('register_admin_urls', lambda: [path('urls_named/', print, name='wagtailadmin_home')])",
    "urls_raise": "hooks.register('register_admin_urls', lambda: 1 / 0)",
    "urls_five": "hooks.register('register_admin_urls', lambda: 5)",
    "urls_taken": "hooks.register('register_admin_urls', lambda: [path('press_releases/', print)])",
    "viewset_five": "hooks.register('register_admin_viewset', lambda: 5)",
    "viewset_pages": "from wagtail.admin.viewsets.base import ViewSet\n"
    "hooks.register('register_admin_viewset', lambda: ViewSet('pages', url_prefix='pages'))",
    "viewset_city": "from cms.content.models import City\nfrom wagtail.snippets.views.snippets import SnippetViewSet\n"
    "hooks.register('register_admin_viewset', lambda: SnippetViewSet(model=City, url_prefix='viewset_city', url_namespace='viewset_city'))",
    "viewset_raises": "from wagtail.admin.viewsets.base import ViewSet\nclass Broken(ViewSet):\n"
    "    def get_urlpatterns(self): raise ValueError('Keine Adressen')\n"
    "hooks.register('register_admin_viewset', lambda: Broken('viewset_raises'))",
}
"""Addresses that it adds to the desk."""

PANEL = "[FormPanel(name='x', label='x', types=('event',), model={model})]"
METHODS = {
    **METHODS,
    "panel_of_others": ("panels", PANEL.format(model="EventPage")),
    "panel_of_nobody": ("panels", PANEL.format(model="BaseModel")),
    "save_five": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=5)]"),
    "save_of_one": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page: None)]"),
    "saved_nobody": ("after_save", "[AfterSave(name='x', types=5, follow_up=print)]"),
}
LINKS: Mapping[str, tuple[str, str]] = {
    "link_nowhere": ("static/link_nowhere/x.css", "weg.css"),
    "link_itself": ("static/link_itself/x.css", "x.css"),
    "link_circle": ("static/link_circle/x", ".."),
    "link_template": ("templates/link_template/x.html", "weg.html"),
}
"""A file of it that leads to another."""
FILES = {
    **FILES,
    **{name: {} for name in LINKS},
    "pipe": {},
    **{
        name: {"wagtail_hooks.py": f"from django.urls import path, re_path\nfrom wagtail import hooks\n{lines}\n"}
        for name, lines in {**HOOKS, **ADDRESSES}.items()
    },
    "value_region": {"templates/value_region/x.html": "{{ text }}"},
    "template_base": {"templates/base.html": "leer"},
    "catalogue_plural": {"locale/de/LC_MESSAGES/django.mo": PLURAL},
    "css_missing": {"static/css_missing/x.css": "a { background: url('gibt-es-nicht.png') }"},
    "css_circle": {
        "static/css_circle/x.css": "@import 'y.css';",
        "static/css_circle/y.css": "@import 'x.css'; a { background: url(../../weg.svg) }",
    },
}
LINES = {**LINES, **RECEIVERS}

LINES = {
    **LINES,
    **{name: SHARED_READY.format(text.replace("\n", "\n        ")) for name, text in SHARED.items()},
    "connected": "    def ready(self):\n        from django.db.backends.signals import connection_created\n"
    "        connection_created.connect(wrap, weak=False)\ndef wrap(connection, **kwargs):\n"
    "    connection.execute_wrappers.append(lambda *args: 1 / 0)",
}
MODEL_LINES = {
    **MODEL_LINES,
    **{name: ACCESSOR.format(model=model, name=taken) for name, (model, taken) in ACCESSORS.items()},
    "imports_patch": "Page.serve = None",
}

STAY = {
    *(
        "catalogue_of_others",
        "connected",
        "check_raises",
        "check_errs",
        "title_raises",
        "css_missing",
        "css_circle",
        "template_of_site",
    ),
    *HOOKS,
    *RECEIVERS,
    *SAVES,
    *VALUES,
}
"""They are loaded all the same, since what they do wrong costs nothing more."""
METHODS = {**METHODS, **SAVES, **VALUES}
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
    for name, (path, target) in LINKS.items():
        (folder / name / path).parent.mkdir(parents=True)
        (folder / name / path).symlink_to(target)
    (folder / "pipe" / "static" / "pipe").mkdir(parents=True)
    os.mkfifo(folder / "pipe" / "static" / "pipe" / "x.css")


def put(path: Path, text: str | bytes) -> None:
    """Writes a file, and the folders in which it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
