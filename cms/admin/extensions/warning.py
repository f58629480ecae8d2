"""What administrators are told on every page while something is wrong with a plugin."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.extend.inventory import troubles


def warning() -> SafeString | None:
    """Which plugins need a look, with the way to the page; None if none does."""
    names = ", ".join(listed.title for listed in troubles())
    if not names:
        return None
    text = ngettext(
        "A plugin does not work as it should: %(names)s.",
        "Some plugins do not work as they should: %(names)s.",
        names.count(", ") + 1,
    )
    address = reverse("desk_extensions")
    return format_html('{} <a href="{}">{}</a>', text % {"names": names}, address, _("See what is wrong"))
