"""Contrast of colours by WCAG 2.2."""

from __future__ import annotations

TEXT = 4.5
"""What text needs against what is behind it (1.4.3)."""
GRAPHICS = 3.0
"""What lines and very large text need (1.4.11)."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours such as `#ffd31a`: 1 for the same, 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
