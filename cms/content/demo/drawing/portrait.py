"""Portraits of people who do not exist, and emblems of their associations: circles and arcs, no faces."""

from __future__ import annotations

from random import Random

from cms.content.demo.drawing.canvas import Canvas, Drawing, palette

SIZE = 640


def portrait(word: str) -> Drawing:
    """A head and shoulders, 640 × 640 pixels."""
    dice = Random(word)  # noqa: S311 - chance that repeats itself is the point
    colours = palette(dice)
    hair, skin, coat = colours.inks
    canvas = Canvas(SIZE, SIZE, ground=colours.ground)
    middle, radius = SIZE / 2, dice.uniform(105, 125)
    if dice.random() < 0.5:  # long hair
        canvas.rectangle((middle - radius * 1.3, 210, middle + radius * 1.3, 470), hair, radius=90)
    canvas.disc(middle, 235, radius * dice.uniform(1.18, 1.34), hair)
    canvas.ellipse((middle - 235, 430, middle + 235, 930), coat)
    canvas.rectangle((middle - 48, 310, middle + 48, 470), skin, radius=44)
    canvas.disc(middle, 262, radius, skin)
    canvas.slice((middle - radius, 262 - radius, middle + radius, 262 + radius), _fringe(dice), hair)
    return Drawing(canvas.jpeg(), f"Porträt aus geometrischen Formen in {colours}")


def _fringe(dice: Random) -> tuple[float, float]:
    return dice.choice(((190, 350), (200, 300), (240, 345)))


def emblem(word: str) -> Drawing:
    """An emblem of arcs, 640 × 640 pixels."""
    dice = Random(word)  # noqa: S311 - chance that repeats itself is the point
    colours = palette(dice, inks=2)
    canvas = Canvas(SIZE, SIZE, ground=colours.ground)
    for ring, ink in enumerate((*colours.inks, colours.ground, colours.inks[0])):
        inset = 70 + ring * 62
        start = dice.choice((0, 90, 180, 270))
        canvas.slice((inset, inset, SIZE - inset, SIZE - inset), (start, start + dice.choice((180, 270))), ink)
    return Drawing(canvas.jpeg(), f"Zeichen aus Bögen in {colours}")
