"""Many hostile plugins, written into one folder: each breaks something else, and all of them are there at one start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tests.kit.hostile_files import FILES, LINKS, MODELS, SNIPPET
from tests.kit.hostile_plugin import CONFIG, put, put_plugin
from tests.kit.hostile_running import HOOKS, RECEIVERS, SAVES, VALUES
from tests.kit.hostile_shared import ACCESSOR, ACCESSORS, SHARED, SHARED_READY

APPS = (
    """
from cms.extend import AfterSave, ApiField, ApiRoute, BeforeSave, Block, Check, Exporter, Facet, FacetValue, FormPanel, Job, MenuEntry, PageRegion
from cms.extend import PageType, Plugin, SearchField, SiteSettings
"""
    + CONFIG
    + """{lines}
"""
)
PAGE = "class {name}(BasePage):\n    template = 'x.html'\n    {line}\n    class Meta: app_label = '{name}'"
RETURNS = """
    def {method}(self):
        from django.contrib.auth.models import User
        from django.utils.functional import lazy
        from pydantic import BaseModel
        from cms.content.models import EventPage
        return {given}
"""


ROUTE = (
    "[(router.get('/x', {how})(lambda request: ''), ApiRoute(prefix='/{name}', router=router))[1]"
    " for router in [__import__('ninja').Router()]]"
)
PANEL = "[FormPanel(name='x', label='x', types=('event',), model={model})]"
METHODS: Mapping[str, tuple[str, str]] = {
    "facet_limit": ("facets", "[Facet(name='limit', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_q": ("facets", "[Facet(name='q', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_locale": ("facets", "[Facet(name='locale', label='x', types=('event',), values=lambda thing: ())]"),
    "facet_fields": ("facets", "[Facet(name='fields', label='x', types=('event',), values=lambda thing: ())]"),
    "route_core": ("api_routes", "[ApiRoute(prefix='/events/x', router=__import__('ninja').Router())]"),
    "route_search": ("api_routes", "[ApiRoute(prefix='/search', router=__import__('ninja').Router())]"),
    "route_number": ("api_routes", "[ApiRoute(prefix='/route_number', router=5)]"),
    "route_root": ("api_routes", "[ApiRoute(prefix='/', router=__import__('ninja').Router())]"),
    **{
        f"route_{name}": ("api_routes", ROUTE.format(name=f"route_{name}", how=how))
        for name, how in (
            ("status", "response={999: str}"),
            ("half", "summary=chr(0xD800)"),
            ("set", "openapi_extra={'x': {5}}"),
            ("answers", "openapi_extra={'responses': 5}"),
        )
    },
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
    **{
        f"field_{name}": (
            "api_fields",
            (
                "[ApiField(name='x', types=('event',), value=str, annotation=__import__('typing').Annotated[int, "
                f"__import__('pydantic').{what}])]"
            ),
        )
        for name, what in (
            ("big", "Field(le=2**70)"),
            ("half", "Field(description=chr(0xD800))"),
            ("members", "WithJsonSchema({'properties': 5})"),
        )
    },
    "block_half": (
        "blocks",
        "[Block(name='x', block=__import__('wagtail.blocks').blocks.CharBlock, schema=type('X', (BaseModel,), {'__doc__': chr(0xD800), '__module__': 'x'}))]",
    ),
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
    "panel_of_others": ("panels", PANEL.format(model="EventPage")),
    "panel_of_nobody": ("panels", PANEL.format(model="BaseModel")),
    "save_five": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=5)]"),
    "save_of_one": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page: None)]"),
    "saved_nobody": ("after_save", "[AfterSave(name='x', types=5, follow_up=print)]"),
    **SAVES,
    **VALUES,
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
    "ready_filters_logs": "    def ready(self):\n        import logging\n        for each in (logging.root, *logging.root.handlers): each.addFilter(lambda record: 1 / 0)",
    "needs_ready": "    requires = ('ready_raises',)",
    "sets_a_setting": "from django.conf import settings; settings.DEBUG = True",
    "prepared": "from django.db.models.signals import class_prepared\ndef fail(**kwargs): 1 / 0\nclass_prepared.connect(fail, weak=False)",
    "early": "from django.contrib.auth.models import User",
    "check_raises": "    def ready(self):\n        from django.core.checks import register\n        register(check)\ndef check(app_configs, **kwargs): raise SystemExit",
    "check_errs": "    def ready(self):\n        from django.core.checks import Error, register\n        register(check)\n"
    "def check(app_configs, **kwargs):\n    from django.core.checks import Error\n    return [Error('schlimm', id='x.E1')]",
    "title_raises": "    from django.utils.functional import lazy\n    title = lazy(lambda: 1 / 0, str)()",
    **RECEIVERS,
    **{name: SHARED_READY.format(text.replace("\n", "\n        ")) for name, text in SHARED.items()},
    "connected": "    def ready(self):\n        from django.db.backends.signals import connection_created\n"
    "        connection_created.connect(wrap, weak=False)\ndef wrap(connection, **kwargs):\n"
    "    connection.execute_wrappers.append(lambda *args: 1 / 0)",
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
    "length": "class Long(models.Model):\n    def __len__(self): return 1 // 0",
    "no_attribute": "class Strange(models.Model):\n    def __getattr__(self, name): raise SystemExit",
    "preview_five": PAGE.format(name="preview_five", line="preview_modes = 5"),
    "preview_size": PAGE.format(name="preview_size", line="preview_sizes = [5]"),
    "no_panels": PAGE.format(name="no_panels", line="promote_panels = None"),
    "count_text": PAGE.format(name="count_text", line="max_count = 'x'"),
    "snippet_models": SNIPPET,
    "panel_missing": PAGE.format(name="panel_missing", line="content_panels = ['gibt_es_nicht']"),
    "model_checks": "class Checked(models.Model):\n    @classmethod\n    def check(cls, **kwargs): raise SystemExit",
    **{name: ACCESSOR.format(model=model, name=taken) for name, (model, taken) in ACCESSORS.items()},
    "imports_patch": "Page.serve = None",
}
"""What stands in its models."""

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
NAMES = [*METHODS, *LINES, *MODEL_LINES, *FILES]


def write(folder: Path) -> None:
    """Writes all of them."""
    for name in NAMES:
        method, given = METHODS.get(name, ("", ""))
        lines = RETURNS.format(method=method, given=given) if method else LINES.get(name, "")
        put_plugin(folder, name, APPS.format(name=name, lines=lines))
        if name in MODEL_LINES:
            put(folder / name / "models.py", MODELS.format(lines=MODEL_LINES[name]))
        for path, text in FILES.get(name, {}).items():
            put(folder / name / path, text)
    for name, (path, target) in LINKS.items():
        (folder / name / path).parent.mkdir(parents=True)
        (folder / name / path).symlink_to(target)
    (folder / "pipe" / "static" / "pipe").mkdir(parents=True)
    os.mkfifo(folder / "pipe" / "static" / "pipe" / "x.css")
