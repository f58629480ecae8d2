"""The source of `apps.py` and `models/__init__.py`, which depend on all parts together."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from cms.devkit.making.naming import Names
from cms.devkit.making.parts import Part

WIDTH = 120


def apps_source(names: Names, parts: Sequence[Part], methods: Sequence[str]) -> str:
    """The module with the plugin's class and the methods of its parts."""
    given = [part for part in parts if part.descriptor]
    standard = [
        *(["import logging"] if _has(parts, "switch") else []),
        *(["from collections.abc import Iterable"] if given else []),
        *(["from datetime import timedelta"] if _has(parts, "job") else []),
    ]
    imports = [
        ["from __future__ import annotations"],
        standard,
        ["from django.utils.translation import gettext_lazy as _"],
        [imported("cms.extend", ["Plugin", *(part.descriptor for part in given)])],
    ]
    head = "\n\n".join("\n".join(group) for group in imports if group)
    log = "\n\nlog = logging.getLogger(__name__)" if _has(parts, "switch") else ""
    return f'"""The plugin {names.title}."""\n\n{head}{log}\n\n\n{_class(names)}' + "".join(
        f"\n{method}" for method in methods
    )


def _has(parts: Sequence[Part], name: str) -> bool:
    return any(part.name == name for part in parts)


def _class(names: Names) -> str:
    return (
        f"class {names.name}Config(Plugin):\n"
        f'    """{names.title}."""\n\n'
        f'    name = "{names.package}"\n'
        f'    label = "{names.slug}"\n'
        f'    slug = "{names.slug}"\n'
        f'    title = "{names.title}"\n'
        f'    version = "0.1.0"\n'
        f'    verbose_name = _("{names.title}")\n'
    )


def imported(module: str, names: Sequence[str]) -> str:
    """An import as the formatter writes it."""
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in sorted(names)) + ")"


def models_source(names: Names, parts: Sequence[Part]) -> str:
    """The module that gives all models of the parts; empty if they have none."""
    models = {part.module: Template(part.model).substitute(name=names.name) for part in parts if part.model}
    if not models:
        return ""
    imports = "\n".join(f"from .{module} import {model}" for module, model in sorted(models.items()))
    listed = ", ".join(f'"{model}"' for model in sorted(models.values()))
    return f'"""What {names.title} stores."""\n\n{imports}\n\n__all__ = [{listed}]\n'
