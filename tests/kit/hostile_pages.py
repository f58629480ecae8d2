"""Plugins whose pages and records are hostile: each overrides something of Wagtail, Django or the core, and does it wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.kit.hostile_plugin import CONFIG, put, put_plugin

APPS = (
    """
from cms.extend import PageType, Plugin, Record

def of_page(page):
    from cms.content.documents.shapes import PageDocument, page_base
    return PageDocument(**page_base(page))

def of_record(record):
    from cms.content.documents.shapes import RecordDocument, record_base
    return RecordDocument(**record_base(record))
"""
    + CONFIG
    + """
    def page_types(self):
        from cms.content.documents.shapes import PageDocument
        from {name} import models
        for name, model in models.PAGES.items():
            plural = name.replace("_", "-") + "s"
            yield PageType(model=model, name=name, plural=plural, label=name, schema=PageDocument, document=of_page)

    def records(self):
        from cms.content.documents.shapes import RecordDocument
        from {name} import models
        for name, model in models.RECORDS.items():
            plural = name.replace("_", "-") + "s"
            yield Record(model=model, name=name, plural=plural, label=name, schema=RecordDocument, document=of_record)
"""
)
MODELS = """
from django.apps import apps
from django.db import connection, models
from django.forms import Textarea
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager
from cms.content.models import BasePage
from cms.content.models.record import SlugRecord

PAGES, RECORDS = {}, {}
"""
PAGE = """
class {model}(BasePage):
    template = "{plugin}/{template}.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    {lines}
PAGES["{name}"] = {model}
"""
RECORD = """
class {model}(SlugRecord):
    name = models.CharField(max_length=100)
    panels = [FieldPanel("name")]
    {lines}
RECORDS["{name}"] = {model}
"""
MANAGER = """class Late(KIND):
        def get_queryset(self):
            if not apps.ready: return super().get_queryset()
            {fails}
    objects = Late()"""
"""What is right when it is tried, and wrong from then on."""
MIGRATION = """
import uuid
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [
"""
PAGE_TABLE = """
        migrations.CreateModel("{model}", [
            ("page_ptr", models.OneToOneField("wagtailcore.page", models.CASCADE, parent_link=True, primary_key=True,
                auto_created=True, serialize=False)),
            ("lead", models.TextField(blank=True, max_length=300)),
        ], bases=("wagtailcore.page",)),
"""
RECORD_TABLE = """
        migrations.CreateModel("{model}", [
            ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True)),
            ("uuid", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
            ("slug", models.SlugField(max_length=100, unique=True, blank=True)),
            ("name", models.CharField(max_length=100)),
        ]),
"""
FORM = """class Form(BasePage.base_form_class):
        {method}
    base_form_class = Form"""
PANEL = """class Own(FieldPanel):
        class BoundPanel(FieldPanel.BoundPanel):
            {method}
    content_panels = [*BasePage.content_panels, Own("lead")]"""
WIDGET = """class Own(Textarea):
        {method}
    content_panels = [*BasePage.content_panels, FieldPanel("lead", widget=Own)]"""

METHODS: Mapping[str, str] = {
    "page_str": "def __str__(self): {fails}",
    "page_init": "def __init__(self, *args, **kwargs): {fails}",
    "page_hash": "def __hash__(self): {fails}",
    "page_admin_title": "def get_admin_display_title(self): {fails}",
    "page_url_parts": "def get_url_parts(self, *args, **kwargs): {fails}",
    "page_url": "def get_url(self, *args, **kwargs): {fails}",
    "page_full_url": "@property\n    def full_url(self): {fails}",
    "page_relative_url": "def relative_url(self, *args, **kwargs): {fails}",
    "page_serve": "def serve(self, request, *args, **kwargs): {fails}",
    "page_route": "def route(self, request, path): {fails}",
    "page_template": "def get_template(self, request, *args, **kwargs): {fails}",
    "page_context": "def get_context(self, request, *args, **kwargs): {fails}",
    "page_preview": "def serve_preview(self, request, mode): {fails}",
    "page_preview_context": "def get_preview_context(self, request, mode): {fails}",
    "page_preview_modes": "@property\n    def preview_modes(self): {fails}",
    "page_status": "@property\n    def status_string(self): {fails}",
    "page_sitemap": "def get_sitemap_urls(self, *args, **kwargs): {fails}",
    "page_permissions": "def permissions_for_user(self, user): {fails}",
    "page_create": "@classmethod\n    def can_create_at(cls, parent): {fails}",
    "page_exist": "@classmethod\n    def can_exist_under(cls, parent): {fails}",
    "page_parents": "@classmethod\n    def allowed_parent_page_models(cls): {fails}",
    "page_verbose_name": "@classmethod\n    def get_verbose_name(cls): {fails}",
    "page_save": "def save(self, *args, **kwargs): {fails}",
    "page_clean": "def clean(self): {fails}",
    "page_full_clean": "def full_clean(self, *args, **kwargs): {fails}",
    "page_questions": "def questions(self): {fails}",
    "page_validation_errors": "def validation_errors(self, **kwargs): {fails}",
    "page_derive": "def derive(self): {fails}",
    "page_with_content": "def with_content_json(self, content): {fails}",
    "page_serializable": "def serializable_data(self): {fails}",
    "page_revision": "def get_latest_revision_as_object(self): {fails}",
    "page_restrictions": "def get_view_restrictions(self): {fails}",
    "page_indexed": "def get_indexed_instance(self): {fails}",
    "page_absolute_url": "def get_absolute_url(self): {fails}",
    "page_cache_key": "def get_cache_key_components(self): {fails}",
    "form_init": FORM.format(method="def __init__(self, *args, **kwargs): {fails}"),
    "form_clean": FORM.format(method="def clean(self): {fails}"),
    "form_clean_field": FORM.format(method="def clean_title(self): {fails}"),
    "form_valid": FORM.format(method="def is_valid(self): {fails}"),
    "form_save": FORM.format(method="def save(self, *args, **kwargs): {fails}"),
    "form_errors": FORM.format(method="@property\n        def errors(self): {fails}"),
    "panel_html": PANEL.format(method="def render_html(self, parent_context=None): {fails}"),
    "panel_shown": PANEL.format(method="def is_shown(self): {fails}"),
    "panel_context": PANEL.format(method="def get_context_data(self, parent_context=None): {fails}"),
    "widget_render": WIDGET.format(method="def render(self, *args, **kwargs): {fails}"),
    "widget_context": WIDGET.format(method="def get_context(self, *args, **kwargs): {fails}"),
    "widget_value": WIDGET.format(method="def value_from_datadict(self, *args): {fails}"),
    "record_str": "def __str__(self): {fails}",
    "record_slug": "def slug_source(self): {fails}",
    "record_save": "def save(self, *args, **kwargs): {fails}",
    "record_clean": "def clean(self): {fails}",
    "record_absolute_url": "def get_absolute_url(self): {fails}",
    "page_query": MANAGER.replace("KIND", "PageManager"),
    "record_query": MANAGER.replace("KIND", "models.Manager"),
}
"""What is overridden, and how that looks."""
WAYS: Mapping[str, str] = {"": "1 / 0", "_five": "return 5"}
"""How it goes wrong: it raises, or gives something that nobody expects."""
EXITS = ("page_serve", "page_str", "record_str")
"""These end the process, too."""
DATABASE = "connection.cursor().execute('SELECT * FROM gibt_es_nicht')"
RIGHT = "{% extends 'base.html' %}{% block content %}<h1>{{ page.title }}</h1>{% endblock %}"
TEMPLATES: Mapping[str, str] = {
    "template_syntax": "{% extends 'base.html' %}{% block content %}{% gibtesnicht %}{% endblock %}",
    "template_raises": "{% extends 'base.html' %}{% block content %}{% url 'gibt-es-nicht' %}{% endblock %}",
    "template_itself": "{% include 'leaves/template_itself.html' %}",
    "right": RIGHT,
}
"""Templates of pages; one more is missing."""

LEAVES: Mapping[str, str] = {
    **{method + way: lines.format(fails=fails) for method, lines in METHODS.items() for way, fails in WAYS.items()},
    **{f"{method}_exits": METHODS[method].format(fails="raise SystemExit") for method in EXITS},
    "page_save_database": METHODS["page_save"].format(fails=DATABASE),
    "page_context_database": METHODS["page_context"].format(fails=DATABASE),
    **{name: "pass" for name in ("template_missing", *TEMPLATES) if name != "right"},
}
"""Types of pages and records of one plugin, and what stands in their classes."""
LEFT_OUT: Mapping[str, str] = {
    "search_fields": "@classmethod\n    def get_search_fields(cls): 1 / 0",
    "edit_handler": "@classmethod\n    def get_edit_handler(cls): return 5",
    "manager": "class Pages(models.Manager):\n        def get_queryset(self): 1 / 0\n    objects = Pages()",
}
"""Such are noticed at the start, so that the plugin is left out; each is one of its own."""
CLOSED: Mapping[str, Mapping[str, object]] = {
    "page_create": {"add": "302"},
    "page_exist": {"add": "302"},
    "page_restrictions": {"visit": 403, "shown": False},
}
"""They say where a page may be or who may see it, so that the answer is no while they fail; and which answers are others then."""
UNASKED = frozenset(
    {
        *("page_absolute_url", "page_cache_key", "page_indexed", "page_relative_url", "page_revision", "page_sitemap"),
        *("page_status", "record_absolute_url"),
    }
)
"""Nobody asks for these, as it stands."""
HARMLESS = frozenset(
    f"{name}_five"
    for name in (
        *("page_clean", "page_full_clean", "page_derive", "page_hash", "page_create", "page_exist"),
        *("form_clean", "panel_shown", "widget_value", "record_clean"),
    )
)
"""What they give can be used, or is used by nobody."""


def model_of(name: str) -> str:
    """The class; Django wants another name for each that is a page."""
    return "".join(part.capitalize() for part in name.split("_"))


def write(folder: Path) -> None:
    """Writes all of them."""
    _write(folder, "leaves", LEAVES)
    for name, template in TEMPLATES.items():
        put(folder / "leaves" / "templates" / "leaves" / f"{name}.html", template)
    for name, lines in LEFT_OUT.items():
        _write(folder, name, {f"{name}_page": lines})


def _write(folder: Path, plugin: str, types: Mapping[str, str]) -> None:
    put_plugin(folder, plugin, APPS.format(name=plugin))
    put(folder / plugin / "models.py", MODELS + "".join(_classes(plugin, types)))
    tables = [(RECORD_TABLE if is_record(name) else PAGE_TABLE).format(model=model_of(name)) for name in types]
    put(folder / plugin / "migrations" / "__init__.py", "")
    put(folder / plugin / "migrations" / "0001_initial.py", MIGRATION + "".join(tables) + "    ]\n")


def _classes(plugin: str, types: Mapping[str, str]) -> Iterable[str]:
    for name, lines in types.items():
        template = name if name.startswith("template") else "right"
        kind = RECORD if is_record(name) else PAGE
        yield kind.format(plugin=plugin, name=name, model=model_of(name), template=template, lines=lines)


def is_record(name: str) -> bool:
    """Whether it is no page."""
    return name.startswith("record")
