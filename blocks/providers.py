"""From where embedded content may come: nothing of it is loaded before a visitor asks for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cms.public.values import Labelled


@dataclass(frozen=True)
class Provider:
    """Somebody whose content pages may show in a frame: its addresses with the key of the content, and how its frame is addressed.

    `operator` is who gets data when a frame is loaded.
    """

    name: str
    title: str
    operator: str
    pages: re.Pattern[str]
    frame: str

    @property
    def origin(self) -> str:
        """From where its frames come, as policies name it."""
        return "/".join(self.frame.split("/")[:3])

    @property
    def labelled(self) -> Labelled:
        """What documents say of it."""
        return Labelled(value=self.name, label=self.title)


class Embedded(NamedTuple):
    """Content of a provider, and the address of its frame."""

    provider: Provider
    frame_url: str


WEB = r"https?://(?:www\.|m\.)?"
PROVIDERS = (
    Provider(
        name="youtube",
        title="YouTube",
        operator="Google",
        pages=re.compile(
            WEB
            + r"(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([\w-]{11})(?![\w-])"
        ),
        frame="https://www.youtube-nocookie.com/embed/{key}",
    ),
    Provider(
        name="vimeo",
        title="Vimeo",
        operator="Vimeo",
        pages=re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{1,12})(?!\d)"),
        frame="https://player.vimeo.com/video/{key}?dnt=1",
    ),
)
MAPS = "https://www.openstreetmap.org"
AROUND = 0.004
"""Degrees around a place that its map shows."""


def embedded(url: str) -> Embedded | None:
    """What the address shows; None if it is none of a known provider's."""
    for provider in PROVIDERS:
        if found := provider.pages.match(url):
            return Embedded(provider, provider.frame.format(key=found[1]))
    return None


def frame_origins() -> Iterable[str]:
    """From where frames may come, for the policy of the site."""
    return [*(provider.origin for provider in PROVIDERS), MAPS]


def map_url(latitude: float, longitude: float) -> str:
    """The address of a map with the place marked."""
    at = f"{latitude:.5f}", f"{longitude:.5f}"
    return f"{MAPS}/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"


def map_frame(points: Collection[tuple[float, float]]) -> str:
    """The address of the frame with a map of all points, latitude and longitude; one alone is marked."""
    latitudes, longitudes = zip(*points, strict=True)
    west, east = min(longitudes) - AROUND, max(longitudes) + AROUND
    south, north = min(latitudes) - AROUND / 2, max(latitudes) + AROUND / 2
    marker = f"&marker={latitudes[0]:.5f}%2C{longitudes[0]:.5f}" if len(points) == 1 else ""
    box = "%2C".join(f"{each:.5f}" for each in (west, south, east, north))
    return f"{MAPS}/export/embed.html?bbox={box}&layer=mapnik{marker}"
