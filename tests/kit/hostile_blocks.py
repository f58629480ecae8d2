"""Plugins whose blocks are hostile: each is one of its own, with one block in the text of pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.kit.hostile_plugin import CONFIG, put, put_plugin

APPS = (
    """
from cms.extend import Block, Plugin
"""
    + CONFIG
    + """
    def blocks(self):
        from {name} import parts
        for name, make in parts.BLOCKS.items():
            yield Block(name=name, block=make, schema=parts.Text)
"""
)
PARTS = """
from django.utils.functional import lazy
from pydantic import BaseModel
from wagtail import blocks
from blocks.base import ContentBlock, text_of

BLOCKS = {{}}

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
SHOWN = (
    *("render", "render_basic", "get_api_representation", "get_plain_text", "get_searchable_content"),
    *("extract_references", "get_block_by_content_path", "get_comparison_class", "get_description", "id_for_label"),
    *("get_preview_value", "get_preview_context", "get_preview_template", "get_context", "get_template"),
    *("defer_required_validation", "restore_deferred_validation"),
)
CONTENT = (
    *("to_python", "bulk_to_python", "normalize", "get_prep_value", "get_form_state", "get_default", "clean"),
    *("value_from_datadict", "value_omitted_from_data"),
)
"""Methods through which content goes."""
TEXTS = (
    "render",
    "render_basic",
    "get_api_representation",
    "get_searchable_content",
    "get_description",
    "get_prep_value",
)
WAYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "raises": ("raise ValueError('Stadt fehlt')", (*SHOWN, *CONTENT)),
    "exits": ("raise SystemExit", (*SHOWN[:6], *CONTENT)),
    "five": ("return 5", (*SHOWN, *CONTENT)),
    "none": ("return None", CONTENT),
    "empty": ("return []", CONTENT),
    "half": ("return 'a' + chr(0xD800)", TEXTS),
}
"""How a method goes wrong, and which."""
STAY: Mapping[str, str] = {
    "makes_once": SECOND,
    "struct_plain": "class make(blocks.StructBlock):\n    text = blocks.CharBlock()",
    "struct_within": "class make(Right):\n    items = blocks.ListBlock(blocks.StructBlock([('a', blocks.CharBlock())]), required=False)",
    **{
        f"{method}_{way}": METHOD.format(f"{method}(self, *args, **kwargs): {fails}")
        for way, (fails, methods) in WAYS.items()
        for method in methods
    },
}
"""Blocks of one plugin that is loaded; they are kept as they are stored wherever they fail."""


def block_of(plugin: str) -> str:
    """The name of its block."""
    return NAMES.get(plugin, plugin)


def write(folder: Path) -> None:
    """Writes all of them; those that are loaded are of one plugin."""
    for name, (lines, _reason) in LEFT_OUT.items():
        _write(folder, name, {block_of(name): lines})
    _write(folder, "pieces", STAY)


def _write(folder: Path, plugin: str, blocks: Mapping[str, str]) -> None:
    put_plugin(folder, plugin, APPS.format(name=plugin))
    made = "".join(f"{lines}\nBLOCKS[{name!r}] = make\n" for name, lines in blocks.items())
    put(folder / plugin / "parts.py", PARTS.format(lines=made))
