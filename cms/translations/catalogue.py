"""A catalogue as a value: read, merged with the source, and written the same way every time."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cms.translations.app_catalogues import LANGUAGE
from cms.translations.source import Text

Forms = str | list[str] | tuple[str, ...]


class Catalogue(Catalog):
    """A catalogue whose header holds what gettext needs and nothing that changes by itself, such as dates and tools' versions."""

    def __init__(self, app: str, language: str = LANGUAGE, *, plural_forms: str = "") -> None:
        super().__init__(locale=language, fuzzy=False, header_comment=f"# {app}: kept by `manage.py messages`.")
        self._counted_by = plural_forms or self.plural_forms

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self._counted_by),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def read(path: Path, language: str = LANGUAGE) -> Catalog:
    """The catalogue in the file; an empty one if there is none. Raises `PoFileError` for a broken file."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def as_written(app: str, path: Path, language: str) -> Catalogue:
    """What people wrote in the file, as it is. Raises `PoFileError` for a broken file."""
    written = read(path, language)
    result = Catalogue(app, language, plural_forms=written.plural_forms)
    for message in written:
        if message.id:
            result[message.id] = message
    return result


def merged(app: str, source: Iterable[Text], translated: Catalog) -> Catalogue:
    """Exactly the source's texts, with the translations that there are."""
    result = Catalogue(app)
    for text in source:
        old = translated.get(text.id, context=text.context)
        result.add(
            text.id,
            string=_fitting(old.string, text.id) if old else "",
            flags=old.flags & {"fuzzy"} if old else (),
            auto_comments=text.comments,
            user_comments=old.user_comments if old else (),
            context=text.context,
        )
    return result


def _fitting(string: Forms | None, id: str | tuple[str, str]) -> Forms:
    """The translation if it has as many forms as the text, else nothing."""
    return string if string and isinstance(string, str) == isinstance(id, str) else ""


def as_po(catalogue: Catalogue) -> bytes:
    """The file for people: sorted, without places and dates."""
    file = BytesIO()
    write_po(file, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue().rstrip() + b"\n"


def as_mo(catalogue: Catalogue) -> bytes:
    """The file for Django; without what is untranslated or fuzzy."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()
