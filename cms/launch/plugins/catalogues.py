"""Catalogues of plugins: they translate what the plugin itself says, and only so that it can be read."""

from __future__ import annotations

from functools import cache
from gettext import translation
from pathlib import Path
from typing import Any

import django
from babel.messages.mofile import read_mo
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.extend.unloading import attempt
from cms.translations.app_catalogues import LANGUAGE
from cms.translations.faults import placeholders_differ

CONTEXT = "\x04"
"""Stands between the context of a text and the text."""


FAILS = _("its catalogues cannot be read: {error}")


def keep_to_their_own_texts() -> None:
    """Takes out of them what others say too, in whichever language, and what has other placeholders than its source.

    It is gettext that remembers what it has read, so that Django finds them like this; called before anybody asks for a text.
    """
    plugins = {found.package for found in settings.PLUGINS.found}
    configs = list(apps.get_app_configs())
    others = [Path(django.__file__).parent / "conf", *(Path(each.path) for each in configs if each.name not in plugins)]

    @cache
    def said(domain: str, language: str) -> set[str]:
        return {_text_of(key) for folder in others for key in _texts(folder / "locale", domain, language)}

    for config in configs:
        if config.name in plugins:
            with attempt(config, FAILS):
                for path in sorted(Path(config.path).glob("locale/*/LC_MESSAGES/django*.mo")):
                    own = _texts(path.parents[2], path.stem, path.parts[-3])
                    # English stands in no catalogue, and no language has all; German has.
                    taken = said(path.stem, LANGUAGE) | said(path.stem, path.parts[-3])
                    unwanted = taken | _with_wrong_placeholders(path)
                    for key in [each for each in own if _text_of(each) in unwanted]:
                        del own[key]


def _texts(folder: Path, domain: str, language: str) -> dict[Any, str]:
    """The texts as gettext has read them and will give them to Django."""
    found: dict[Any, str] = vars(translation(domain, folder, [language], fallback=True)).get("_catalog", {})
    return found


def _text_of(key: Any) -> str:
    """The text in the source, with its context; of one that has a plural, the singular."""
    return str(key[0] if isinstance(key, tuple) else key)


def _with_wrong_placeholders(path: Path) -> set[str]:
    with path.open("rb") as file:
        catalogue = read_mo(file)
    found = set()
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if message.id and placeholders_differ(message, forms):
            text = message.id if isinstance(message.id, str) else message.id[0]
            found.add(f"{message.context}{CONTEXT}{text}" if message.context else text)
    return found
