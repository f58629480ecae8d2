"""The demo archive's images: geometric, drawn from a word, the same each time."""

from cms.content.demo.drawing.canvas import Drawing
from cms.content.demo.drawing.portrait import emblem, portrait
from cms.content.demo.drawing.poster import poster

__all__ = ["Drawing", "emblem", "portrait", "poster"]
