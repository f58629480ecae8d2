"""Plugins whose blocks are hostile: each is one of its own, with one block in the text of pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.kit.hostile import put

APPS = """
from cms.extend import Block, Plugin

class Config(Plugin):
    slug = "{name}"
    title = "{name}"
    version = "1.0"
    enabled_by_default = True

    def blocks(self):
        from {name} import parts
        yield Block(name="{block}", block=parts.make, schema=parts.Text, **parts.MORE)
"""
PARTS = """
from django.utils.functional import lazy
from pydantic import BaseModel
from wagtail import blocks
from blocks.base import ContentBlock, text_of

MORE = {{}}

class Text(BaseModel):
    text: str

class Right(ContentBlock):
    text = blocks.TextBlock(required=False)
    def document(self, value): return Text(text=text_of(value["text"]))
    class Meta:
        label = "Text"
        preview_value = {{"text": "x"}}

{lines}
"""
SECOND = "times = []\ndef make():\n    times.append(1)\n    if len(times) > 1: raise ValueError('zweimal')\n    return Right()"
META = "class make(Right):\n    class Meta: {}"
METHOD = "class make(Right):\n    def {}"

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "makes_raise": ("def make(): 1 / 0", "ZeroDivisionError: division by zero"),
    "makes_five": ("def make(): return 5", "Unusable: its factory gives 5, which is no block of Wagtail's"),
    "makes_none": ("def make(): return None", "Unusable: its factory gives None, which is no block of Wagtail's"),
    "makes_class": ("def make(): return Right", "Unusable: its factory gives <class 'makes_class.parts.Right'>"),
    "makes_exit": ("def make(): exit(3)", "SystemExit: 3"),
    "makes_sql": (
        "def make():\n    from django.db import connection\n    connection.cursor().execute('SELECT * FROM gibt_es_nicht')",
        "OperationalError: no such table: gibt_es_nicht",
    ),
    "label_property": ("class make(Right):\n    label = property(lambda self: 1 / 0)", "AttributeError: "),
    "label_lazy": (META.format("label = lazy(lambda: 1 / 0, str)()"), "ZeroDivisionError: division by zero"),
    "meta_icon": (META.format("icon = 5"), "Unusable: Meta.icon cannot be 5"),
    "meta_label": (META.format("label = 5"), "Unusable: Meta.label cannot be 5"),
    "meta_group": (META.format("group = object()"), "Unusable: Meta.group cannot be <object object>"),
    "meta_class": (META.format("form_classname = 5"), "Unusable: Meta.form_classname cannot be 5"),
    "meta_help": (META.format("help_text = 'a' + chr(0xD800)"), "Unusable: Meta.help_text cannot be 'a\\ud800'"),
    "meta_within": (
        "class make(Right):\n    text = blocks.TextBlock(icon=5)",
        "Unusable: Meta.text.icon cannot be 5",
    ),
    "itself_within": (
        METHOD.format("__init__(self):\n        super().__init__()\n        self.child_blocks['self'] = self"),
        "RecursionError: ",
    ),
    "named_raises": (METHOD.format("set_name(self, name): raise SystemExit"), "SystemExit"),
    "check_raises_too": (METHOD.format("check(self, **kwargs): raise ValueError('Prüfung')"), "ValueError: Prüfung"),
    "check_error": (
        (
            "class make(Right):\n    def check(self, **kwargs):\n        from django.core.checks import Error\n"
            "        return [Error('schlimm', id='x.E1')]"
        ),
        "Unusable: schlimm (x.E1)",
    ),
    "child_name": (
        "def make():\n    return blocks.StructBlock([('two words', blocks.CharBlock())])",
        "Unusable: Block name 'two words' is invalid (wagtailcore.E001)",
    ),
    "block_name": ("make = Right", "Unusable: Block name 'block-name' is invalid (wagtailcore.E001)"),
}
"""What stands in its parts, and why it is left out."""
NAMES = {"block_name": "block-name"}
"""Names of blocks; all others are called like their plugins."""
STAY: Mapping[str, str] = {
    "makes_once": SECOND,
    "struct_plain": "class make(blocks.StructBlock):\n    text = blocks.CharBlock()",
    "struct_within": "class make(Right):\n    items = blocks.ListBlock(blocks.StructBlock([('a', blocks.CharBlock())]), required=False)",
}
"""Such are loaded, and their blocks kept as they are stored wherever they fail."""


def block_of(plugin: str) -> str:
    """The name of its block."""
    return NAMES.get(plugin, plugin)


def write(folder: Path) -> None:
    """Writes all of them."""
    parts = {name: lines for name, (lines, _reason) in LEFT_OUT.items()} | STAY
    for name, lines in parts.items():
        put(folder / name / "__init__.py", "")
        put(folder / name / "apps.py", APPS.format(name=name, block=block_of(name)))
        put(folder / name / "parts.py", PARTS.format(lines=lines))
