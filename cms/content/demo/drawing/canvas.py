"""Colours, and a surface that is drawn larger than it is kept, so that edges come out smooth."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

SCALE = 2

COLOURS = {
    "Nachtblau": "#16243f",
    "Petrol": "#0e5a63",
    "Ziegelrot": "#b8412a",
    "Ocker": "#dd9a2a",
    "Sand": "#f0e4cd",
    "Salbei": "#8fab8d",
    "Rosé": "#e6aaa2",
    "Pflaume": "#5a2a4c",
    "Himmelblau": "#8fc3d8",
    "Moosgrün": "#48683a",
}
GROUNDS = ("Nachtblau", "Petrol", "Sand", "Pflaume", "Ziegelrot", "Himmelblau", "Ocker")


@dataclass(frozen=True)
class Drawing:
    """A finished image: the bytes of a JPEG, and in German what is to be seen."""

    jpeg: bytes
    description: str


@dataclass(frozen=True)
class Palette:
    """The name of the ground's colour and those of what is drawn on it."""

    ground: str
    inks: tuple[str, ...]

    def __str__(self) -> str:
        return f"{', '.join(self.inks[:-1])} und {self.inks[-1]} auf {self.ground}"


def palette(dice: Random, *, inks: int = 3) -> Palette:
    """A ground and so many other colours."""
    ground = dice.choice(GROUNDS)
    others = [name for name in COLOURS if name != ground]
    return Palette(ground, tuple(dice.sample(others, inks)))


class Canvas:
    """A surface with a coordinate system of its final size in pixels."""

    def __init__(self, width: int, height: int, *, ground: str) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), COLOURS[ground])
        self._draw = ImageDraw.Draw(self._image)

    def rectangle(self, box: Sequence[float], colour: str, *, radius: float = 0) -> None:
        """Fills a rectangle (left, top, right, bottom), with round corners if wanted."""
        self._draw.rounded_rectangle(_scaled(box), radius * SCALE, fill=COLOURS[colour])

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=COLOURS[colour])

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._draw.ellipse(_scaled((x - radius, y - radius, x + radius, y + radius)), fill=COLOURS[colour])

    def ellipse(self, box: Sequence[float], colour: str) -> None:
        self._draw.ellipse(_scaled(box), fill=COLOURS[colour])

    def slice(self, box: Sequence[float], angles: tuple[float, float], colour: str) -> None:
        """Fills a slice of an ellipse between two angles in degrees, clockwise from the right."""
        self._draw.pieslice(_scaled(box), *angles, fill=COLOURS[colour])

    def jpeg(self) -> bytes:
        """The image in its final size."""
        file = io.BytesIO()
        self._image.reduce(SCALE).save(file, "JPEG", quality=84, optimize=True)
        return file.getvalue()


def _scaled(box: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (value * SCALE for value in box)
    return left, top, right, bottom
