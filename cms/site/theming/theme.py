"""The look of a site as pages need it, remembered for some seconds."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from cms.content.contrast import GRAPHICS, TEXT, contrast
from cms.content.models.theme import SiteTheme, Typeface
from cms.public.pictures import Picture, picture

SECONDS = 5.0
"""So long other processes may still show what was before."""

FONTS = {
    Typeface.ARCHIVO: "",
    Typeface.SYSTEM: 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif',
    Typeface.SERIF: 'Georgia, Cambria, "Noto Serif", "Noto Naskh Arabic", serif',
}
PAPER, NIGHT = "#ffffff", "#16130d"


@dataclass(frozen=True)
class Theme:
    """What is set for a site, ready to be shown."""

    setting: SiteTheme
    logo: Picture | None = None

    @property
    def name(self) -> str:
        """What the federation is called."""
        return self.setting.federation or settings.WAGTAIL_SITE_NAME

    @property
    def preloads_font(self) -> bool:
        """Whether pages need the face that comes with the site."""
        return self.setting.typeface == Typeface.ARCHIVO

    @cached_property
    def css(self) -> str:
        """The colours and the face as properties, then the stylesheet of the federation; empty where nothing is set."""
        default, setting = SiteTheme(), self.setting
        names = ("brand", "on_brand", "accent", "accent_dark", "typeface")
        if all(getattr(setting, name) == getattr(default, name) for name in names):
            return setting.stylesheet
        font = FONTS[Typeface(setting.typeface)]
        by_day = {
            "brand": setting.brand,
            "on-brand": setting.on_brand,
            "on-brand-2": setting.on_brand,
            "brand-surface": PAPER if contrast(setting.on_brand, PAPER) >= TEXT else setting.brand,
            "brand-on-light": setting.brand if contrast(setting.brand, PAPER) >= GRAPHICS else setting.accent,
            "brand-on-dark": setting.brand if contrast(setting.brand, NIGHT) >= GRAPHICS else setting.accent_dark,
            "accent": setting.accent,
            "accent-text": setting.accent,
            **({"font": font} if font else {}),
        }
        at_night = f"@media (prefers-color-scheme: dark) {{ {_properties({'accent-text': setting.accent_dark})} }}"
        return "\n".join([_properties(by_day), at_night, setting.stylesheet])

    @cached_property
    def stamp(self) -> str:
        """What tells it from all others."""
        fields = self.setting._meta.concrete_fields
        return repr([*(field.value_from_object(self.setting) for field in fields), self.logo])

    @cached_property
    def digest(self) -> str:
        """What tells the stylesheet from others; empty where there is none."""
        return hashlib.sha256(self.css.encode()).hexdigest()[:12] if self.css.strip() else ""


def _properties(values: dict[str, str]) -> str:
    return f":root {{ {' '.join(f'--lf-{name}: {value};' for name, value in values.items())} }}"


MOST_HOSTS = 100
"""So many looks are remembered, under the names by which visitors came: where any name is served, these have no end."""

_known: dict[str, tuple[float, Theme]] = {}


def theme_of(request: HttpRequest) -> Theme:
    """The look of the site that the request is for."""
    host = request.get_host()
    until, theme = _known.get(host, (0.0, None))
    if theme is None or time.monotonic() > until:
        if len(_known) >= MOST_HOSTS:
            _known.clear()
        theme = _read(Site.find_for_request(request))
        _known[host] = (time.monotonic() + SECONDS, theme)
    return theme


def _read(site: Site | None) -> Theme:
    setting = SiteTheme.objects.filter(site=site).select_related("logo").first() or SiteTheme()
    return Theme(setting, picture(setting.logo, decorative=True) if setting.logo else None)


def forget(**_signal: object) -> None:
    """Lets the looks be read anew, as when one was saved."""
    _known.clear()
