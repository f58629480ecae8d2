"""Draws the archive's images at load time and stores them with alt text, credit and licence."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.images import ImageFile

from cms.content.demo.drawing import Drawing, emblem, portrait, poster
from cms.content.image_uses import alt_name
from cms.content.models import CreditedImage
from cms.content.slugs import slugify_de

CREDIT = "Grafik: Litfass"
LICENCE = "CC0 1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/deed.de"


def poster_image(word: str) -> CreditedImage | None:
    """The poster of the word; None for no word."""
    return _stored(f"Plakat „{word}“", word, poster) if word else None


def portrait_image(name: str) -> CreditedImage:
    return _stored(f"Porträt {name}", name, portrait)


def emblem_image(name: str) -> CreditedImage:
    return _stored(f"Zeichen {name}", name, emblem)


def shown_image(field: str, image: CreditedImage | None, *, of: str = "") -> dict[str, Any]:
    """The values of the field and of those beside it, in German; `of` is whom the image stands for."""
    alt = image.description if image else ""
    return {field: image, alt_name(field): f"{of}: {alt}" if of and alt else alt}


def _stored(title: str, word: str, draw: Callable[[str], Drawing]) -> CreditedImage:
    stored: CreditedImage | None = CreditedImage.objects.filter(title=title, credit=CREDIT).first()
    if stored is not None:
        return stored
    drawing = draw(word)
    file = ImageFile(io.BytesIO(drawing.jpeg), name=f"{slugify_de(title, max_length=60)}.jpg")
    image = CreditedImage(
        title=title,
        file=file,
        description=drawing.description,
        credit=CREDIT,
        rights_holder="Litfass",
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )
    image.full_clean()
    image.save()
    return image
