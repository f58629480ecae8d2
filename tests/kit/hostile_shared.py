"""What hostile plugins do to what belongs to others."""

from __future__ import annotations

from collections.abc import Mapping

SHARED: Mapping[str, str] = {
    "appends_panel": "EventPage.content_panels.append(FieldPanel('no_such_field'))",
    "sets_subpages": "EventPage.subpage_types = ['nirgends.Seite']",
    "sets_parents": "EventPage.parent_page_types = []",
    "adds_to_class": "EventPage.add_to_class('lead_text', 5)",
    "removes_method": "del Page.__mro__[1].get_url_parts",
    "sets_serve": "Page.serve = lambda *args, **kwargs: 1 / 0",
    "sets_find": "Site.find_for_request = staticmethod(lambda request: 1 / 0)",
    "sets_ordering": "EventPage._meta.ordering = ['gibt_es_nicht']",
    "converter": "import django.urls\nfrom django.urls.converters import IntConverter\nclass Broken(IntConverter):\n    regex = 'nie'\n"
    "django.urls.register_converter(Broken, 'int')",
    "form_field": "from django.db.models import CharField\nfrom wagtail.admin.forms.models import register_form_field_override\n"
    "register_form_field_override(CharField, override={'widget': 5})",
    "patches_json": "import json; json.dumps = lambda *args, **kwargs: 1 / 0",
    "patches_module": "import json, sys; sys.modules['json'] = object()",
    "kinds_of_files": "import mimetypes; mimetypes.add_type('text/html', '.png')",
    "turns_language": "from django.utils import translation; translation.activate('tr')",
    "rich_text": "from wagtail.rich_text import features; features.get_default_features = lambda: 1 / 0",
    "wraps_cursor": "from django.db import connection; connection.execute_wrappers.append(lambda *args: 1 / 0)",
    "abrupt_end": "import os; os._exit(0)",
    "lasting_thread": "import threading, time; threading.Thread(target=time.sleep, args=(600,)).start()",
    "hidden_thread": "import threading, time\ntry: threading.Thread(target=time.sleep, args=(600,)).start()\nexcept BaseException: pass",
    "template_builtins": "from django.template.engine import Engine; Engine.default_builtins.append('gibt.es.nicht')",
    "lookup": "from django.db.models import Field\nfrom django.db.models.lookups import Exact\nclass Broken(Exact):\n    def as_sql(self, *args): 1 / 0\n"
    "Field.register_lookup(Broken)",
    "lookup_hides": "from django.db.models import CharField\nfrom django.db.models.lookups import Exact\nclass Broken(Exact): pass\nCharField.register_lookup(Broken)",
    "lookup_above": "from django.db.models import IntegerField\nfrom django.db.models.lookups import In\nclass Broken(In): pass\n"
    "IntegerField.register_lookup(Broken)",
    "field_attribute": "EventPage._meta.get_field('lead').formfield = lambda **kwargs: 1 / 0",
    "field_validator": "Page._meta.get_field('title').validators.append(lambda value: 1 / 0)",
    "field_clean": "EventPage._meta.get_field('title').clean = None",
    "base_field": "from django import forms\nfrom cms.admin.forms.login import LoginForm\nLoginForm.base_fields['x'] = forms.CharField()",
    "routers": "from django.db import router; router.routers = [object()]",
    "routers_added": "from django.db import router; router.routers.append(object())",
    "addresses": "from django.urls import get_resolver; get_resolver().url_patterns = []",
    "addresses_added": "from django.urls import get_resolver; get_resolver().url_patterns.clear()",
    "child_blocks": "from blocks.speakers import SpeakersBlock; SpeakersBlock.declared_blocks['people'].child_block.child_blocks.clear()",
    "finder": "import sys; sys.meta_path.insert(0, type('Finder', (), {'find_spec': staticmethod(lambda *given: 1 / 0)}))",
    "finders_gone": "import sys; sys.path_hooks.clear()",
    "file_limit": "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))",
}
"""What its `ready()` does to classes and registries of others."""
SHARED_READY = "    def ready(self):\n        from cms.content.models import EventPage\n        from wagtail.admin.panels import FieldPanel\n        from wagtail.models import Page, Site\n        {}"

ACCESSOR = "class Taken(models.Model):\n    to = models.ForeignKey('{model}', models.CASCADE, related_name='{name}')"
ACCESSORS: Mapping[str, tuple[str, str]] = {
    "accessor_specific": ("wagtailcore.Page", "specific"),
    "accessor_parts": ("wagtailcore.Page", "get_url_parts"),
    "accessor_inherited": ("content.EventPage", "serve"),
    "accessor_below": ("wagtailcore.Page", "report"),
    "accessor_perm": ("auth.User", "has_perm"),
    "accessor_site": ("wagtailcore.Site", "root_url"),
    "accessor_image": ("content.CreditedImage", "get_rendition"),
}
"""The names by which models of others are to lead to its own."""
