"""What administrators are told on every page while something is wrong with a plugin."""

from __future__ import annotations

from django.utils.translation import ngettext

from cms.extend.inventory import troubles


def warning() -> str:
    """Which plugins need a look; empty if none does."""
    names = [listed.title for listed in troubles()]
    if not names:
        return ""
    text = ngettext(
        "A plugin does not work as it should: %(names)s.",
        "Some plugins do not work as they should: %(names)s.",
        len(names),
    )
    return text % {"names": ", ".join(names)}
