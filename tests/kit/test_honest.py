"""A plugin that registers what is its own, and leads to its own rows by names of its own, changes nothing of others and stays."""

from __future__ import annotations

from pathlib import Path

from tests.kit.hostile import APPS
from tests.kit.hostile_plugin import put, put_plugin
from tests.kit.processes import python

MODELS = """
from django.db import models
from cms.content.models import BasePage
from django.db.models import CharField, Field, IntegerField, Lookup
from django.urls import register_converter
from wagtail.admin.forms.models import register_form_field_override
from wagtail.snippets.models import register_snippet
class OwnField(CharField): pass
class Own(Lookup): lookup_name = 'honest_own'
class Converter:
    regex = '[a-z]'
    to_python = to_url = str
Field.register_lookup(Own)
class OwnText(Lookup): lookup_name = 'honest_text'
CharField.register_lookup(OwnText)
IntegerField.register_lookup(OwnText)
register_converter(Converter, 'honest')
register_form_field_override(OwnField, override={})
@register_snippet
class Leaf(models.Model):
    page = models.ForeignKey('wagtailcore.Page', models.DO_NOTHING, related_name='honest_leaves')
    user = models.ForeignKey('auth.User', models.DO_NOTHING)
    cities = models.ManyToManyField('content.City')
class Honest(BasePage):
    template = 'x.html'
    content_panels = [*BasePage.content_panels]
    content_panels.append('lead')
    def serve(self, request): return super().serve(request)
"""
SEEN = """
import django
django.setup()
from django.conf import settings
from django.db.models import CharField, Field
print([str(each.reason) for each in settings.PLUGINS.left], Field.get_lookups()["honest_own"].__name__, CharField.get_lookups()["honest_text"].__name__)
"""


def test_it_stays_with_all_that_it_registers(tmp_path: Path) -> None:
    put_plugin(tmp_path / "plugins", "honest", APPS.format(name="honest", lines=""))
    put(tmp_path / "plugins" / "honest" / "models.py", MODELS)
    done = python(["-c", SEEN], data=tmp_path / "data", path=tmp_path / "plugins", skip="")
    assert done.stdout.split() == ["[]", "Own", "OwnText"], (done.stdout, done.stderr)
