"""Which languages are wanted, and which stand in where one is missing."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.api.openapi_parameters import NO_LANGUAGE
from cms.publishing.reading.filters import EVERY_LANGUAGE
from cms.publishing.reading.grammar import language_codes
from cms.publishing.reading.languages import Languages
from cms.publishing.reading.parameters import FilterError


def wanted_languages(locale: str | None, fallback: tuple[str, ...], *, accept_language: str) -> Languages:
    """What `locale` and `fallback` ask for, otherwise the request's header, otherwise the default language."""
    if NO_LANGUAGE in fallback and len(fallback) > 1:
        raise FilterError("fallback", "not_together", "fallback: give languages or none, not both.")
    further = tuple(code for code in fallback if code != NO_LANGUAGE)
    if locale == EVERY_LANGUAGE:
        if further:
            raise FilterError("fallback", "not_together", "fallback: with locale=* nothing is missing; leave it out.")
        return Languages()
    if locale is not None:
        return Languages(tuple(dict.fromkeys((locale, *further))))
    accepted = _accepted(accept_language)
    if fallback:
        return Languages(tuple(dict.fromkeys((accepted[0], *further))), negotiated=True)
    return Languages(accepted, negotiated=True)


def _accepted(header: str) -> tuple[str, ...]:
    """The installation's languages by the header's preference, the default one last."""
    known = language_codes()
    found = [
        code
        for tag, quality in parse_accept_lang_header(header.lower())
        for code in (tag, tag.split("-")[0])
        if quality and code in known
    ]
    return tuple(dict.fromkeys((*found, settings.LANGUAGE_CODE)))
