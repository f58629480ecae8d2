"""The site's words are translated, and leave those of other rooms alone."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
import wagtail
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
OWN = ROOT / "cms/site/locale"


def catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def german(folder: Path) -> list[Path]:
    return sorted(folder.glob("**/locale/de/LC_MESSAGES/django.po"))


def test_no_word_is_translated_in_another_way_elsewhere() -> None:
    own = OWN / "de/LC_MESSAGES/django.po"
    rooms = [path for name in ("blocks", "cms", "search", "plugins") for path in german(ROOT / name) if path != own]
    others = [*rooms, *german(Path(wagtail.__file__).parent), *german(Path(django.__file__).parent)]
    ours = {(message.id, message.context): message.string for message in catalogue(own, "de") if message.id}
    differences = [
        (path.relative_to(path.parents[4]), message.id, message.string)
        for path in others
        for message in catalogue(path, "de")
        if message.string and ours.get((message.id, message.context), message.string) != message.string
    ]
    assert differences == []


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_other_languages_have_all_words_of_the_site(language: str) -> None:
    known = {(message.id, message.context) for message in catalogue(OWN / "de/LC_MESSAGES/django.po", "de")}
    translated = {
        (message.id, message.context)
        for message in catalogue(OWN / language / "LC_MESSAGES/django.po", language)
        if not message.id or message.string
    }
    assert known - translated == set()


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_what_django_reads_is_what_people_wrote(language: str) -> None:
    folder = OWN / language / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog
    written = dict(pair for message in catalogue(folder / "django.po", language) for pair in compiled_forms(message))
    assert {key: text for key, text in compiled.items() if key} == written


def compiled_forms(message: Message) -> Iterator[tuple[str | tuple[str, int], str]]:
    """Keys and texts as gettext keeps them."""
    if not message.id:
        return
    context = f"{message.context}\x04" if message.context else ""
    if isinstance(message.id, str):
        yield context + message.id, message.string
        return
    for number, form in enumerate(message.string if isinstance(message.string, tuple) else (message.string,)):
        yield (context + message.id[0], number), form
