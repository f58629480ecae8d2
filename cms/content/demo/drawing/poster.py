"""Abstract posters, 1600 × 1000 pixels."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from cms.content.demo.drawing.canvas import Canvas, Drawing, Palette, palette

WIDTH, HEIGHT = 1600, 1000

Motif = Callable[[Canvas, Palette, Random], None]


def poster(word: str) -> Drawing:
    """The poster that belongs to the word."""
    dice = Random(word)  # noqa: S311 - chance that repeats itself is the point
    colours = palette(dice)
    name, motif = dice.choice(list(MOTIFS.items()))
    canvas = Canvas(WIDTH, HEIGHT, ground=colours.ground)
    motif(canvas, colours, dice)
    return Drawing(canvas.jpeg(), f"Abstraktes Plakat: {name} in {colours}")


def _columns(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Advertising columns with caps, behind one another."""
    x = 60.0
    while x < WIDTH - 120:
        width, top = dice.uniform(120, 230), dice.uniform(180, 620)
        body, cap, band = dice.sample(colours.inks, 3)
        canvas.rectangle((x, top, x + width, HEIGHT), body)
        canvas.rectangle((x - 18, top - 26, x + width + 18, top), cap, radius=10)
        canvas.slice((x + width * 0.12, top - 110, x + width * 0.88, top + 58), (180, 360), cap)
        for line in range(dice.randint(1, 3)):
            height = top + 90 + line * 130
            canvas.rectangle((x + 18, height, x + width - 18, height + dice.choice((24, 60, 84))), band, radius=4)
        x += width + dice.uniform(24, 90)


def _arches(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Rows of nested arches."""
    size = dice.choice((400, 320))
    for row, top in enumerate(range(HEIGHT % size // 2 - size // 2, HEIGHT, size)):
        for left in range(-(row % 2) * size // 2, WIDTH, size):
            inks = dice.sample((*colours.inks, colours.ground), 4)
            for ring, ink in enumerate(inks):
                inset = ring * size * 0.12
                box = (left + inset, top + inset, left + size - inset, top + 2 * size - inset)
                canvas.slice(box, (180, 360), ink)


def _quarters(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """A grid of quarter circles."""
    size = 200
    for top in range(0, HEIGHT, size):
        for left in range(0, WIDTH, size):
            if dice.random() < 0.15:
                continue
            ink, dot = dice.sample(colours.inks, 2)
            corner = dice.randrange(4)
            x = left if corner in (0, 3) else left + size
            y = top if corner in (0, 1) else top + size
            canvas.slice((x - size, y - size, x + size, y + size), (corner * 90, corner * 90 + 90), ink)
            if dice.random() < 0.25:
                canvas.disc(left + size / 2, top + size / 2, size * 0.13, dot)


def _waves(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Waves under a disc."""
    canvas.disc(dice.uniform(350, 1250), dice.uniform(220, 380), dice.uniform(140, 220), colours.inks[0])
    for layer in range(6):
        base, swing = 380 + layer * 105, dice.uniform(24, 60)
        length, shift = dice.uniform(380, 760), dice.uniform(0, math.tau)
        crest = [(x, base + swing * math.sin(x / length * math.tau + shift)) for x in range(0, WIDTH + 20, 20)]
        canvas.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], (*colours.inks[1:], colours.inks[0])[layer % 3])


def _rays(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Rays from a half disc."""
    x, count = dice.uniform(500, 1100), dice.choice((18, 24, 30))
    for ray in range(count):
        if ray % 2:
            start = 180 + ray * 180 / count
            box = (x - 1900, HEIGHT - 1900, x + 1900, HEIGHT + 1900)
            canvas.slice(box, (start, start + 180 / count), colours.inks[ray // 2 % 2])
    canvas.disc(x, HEIGHT, 380, colours.ground)
    canvas.disc(x, HEIGHT, 340, colours.inks[2])
    canvas.disc(x, HEIGHT, 170, colours.inks[0])


def _bands(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Slanting bands with discs."""
    x = -900.0
    while x < WIDTH:
        width = dice.choice((60, 110, 180))
        canvas.polygon(
            [(x, HEIGHT), (x + width, HEIGHT), (x + width + 800, 0), (x + 800, 0)], dice.choice(colours.inks)
        )
        x += width + dice.choice((50, 90, 160))
    for _ in range(3):
        canvas.disc(dice.uniform(150, 1450), dice.uniform(150, 850), dice.uniform(60, 150), dice.choice(colours.inks))


def _leaves(canvas: Canvas, colours: Palette, dice: Random) -> None:
    """Rows of leaves."""
    size = 200
    for top in range(0, HEIGHT, size):
        for left in range(0, WIDTH, size):
            canvas.polygon(_leaf(left, top, size, mirrored=dice.random() < 0.5), dice.choice(colours.inks))


def _leaf(left: float, top: float, size: float, *, mirrored: bool) -> list[tuple[float, float]]:
    turns = [step * math.pi / 32 for step in range(17)]
    upper = [(left + size * math.sin(turn), top + size * (1 - math.cos(turn))) for turn in turns]
    lower = [(left + size * (1 - math.sin(turn)), top + size * math.cos(turn)) for turn in turns]
    points = [*upper, *lower]
    return [(2 * left + size - x, y) for x, y in points] if mirrored else points


MOTIFS: dict[str, Motif] = {
    "Litfaßsäulen": _columns,
    "Bögen": _arches,
    "Viertelkreise": _quarters,
    "Wellen unter einer Scheibe": _waves,
    "Strahlen über einem Halbkreis": _rays,
    "schräge Bänder und Scheiben": _bands,
    "Blätter in Reihen": _leaves,
}
