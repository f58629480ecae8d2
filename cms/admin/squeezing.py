"""Wagtail's templates without the space by which they are indented, a fifth of what a form of the desk would weigh."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import app_directories

DESK = ("wagtail", "desk/")
"""How the names of the desk's templates begin."""
KEPT = r"{%\s*blocktrans.*?{%\s*endblocktrans.*?%}|<(?P<tag>pre|textarea)\b.*?</(?P=tag)>"
"""Where space counts: in texts that are looked up in a catalogue, and in those that are shown as they stand."""
SPACE = re.compile(rf"(?P<kept>{KEPT})|\s*\n\s*", re.DOTALL)


class Loader(app_directories.Loader):
    """Django's, for templates in the folders of apps."""

    def get_contents(self, origin: Origin) -> str:
        """The template; where a line ends in one of the desk, the line break alone is left."""
        contents: str = super().get_contents(origin)
        return squeezed(contents) if str(origin.template_name).startswith(DESK) else contents


def squeezed(template: str) -> str:
    """The template with a line break for each space that has one."""
    return SPACE.sub(lambda found: found["kept"] or "\n", template)
