"""Headlines of events, composed from what is known of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

LENGTH = 255
MARKS = '„“”"«»‹›'


def bare(theme: str) -> str:
    """The theme without quotation marks around it; marks within it stay."""
    text = theme.strip()
    inner = text[1:-1]
    around = len(text) > 1 and text[0] in MARKS and text[-1] in MARKS
    return inner.strip() if around and not any(mark in MARKS for mark in inner) else text


def headline(theme: str, *, kind: str, cities: Iterable[str]) -> str:
    """The theme in quotation marks, with kind and cities as far as they are known and there is room."""
    where = ", ".join(cities)
    what = _("%(format)s in %(cities)s") % {"format": kind, "cities": where} if kind and where else kind or where
    whole = _("“%(theme)s” – %(what)s") % {"theme": theme, "what": what} if what else theme
    return whole if len(whole) <= LENGTH else theme[:LENGTH]
