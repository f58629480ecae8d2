"""Tells the reactions of plugins what happens: each follows the ledger by itself, after the commit, until it has succeeded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import orjson
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.extend import Change, PointFailed, Reaction, Trigger, is_enabled, registry
from cms.extend.limits import contained, limited
from cms.extend.untouched import given_back
from cms.publishing.consumers import Consumer
from cms.publishing.models import Cursor, Entry, EntryState

LONGEST = dt.timedelta(minutes=5)
"""How long a reaction may take to one change."""


def core_triggers() -> Iterator[Trigger]:
    """That something was published, or withdrawn."""
    yield Trigger(name="published", label=_("Something was published or changed"), when=_is_live)
    yield Trigger(name="withdrawn", label=_("Something was withdrawn"), when=_is_withdrawn)


def _is_live(change: Change) -> bool:
    return change.state == "live"


def _is_withdrawn(change: Change) -> bool:
    return change.state == "withdrawn"


def change_of(entry: Entry) -> Change:
    """What the entry has to tell."""
    return Change(
        id=entry.id,
        sequence=entry.sequence,
        type=entry.type,
        state="live" if entry.state == EntryState.LIVE else "withdrawn",
        reason=entry.reason,
        locale=entry.locale,
        site=entry.site,
        path=entry.path,
        title=entry.title,
        document=orjson.loads(entry.document) if entry.document else None,
    )


def happens(names: Iterable[str], change: Change) -> bool:
    """Whether one of the named triggers occurs; one whose plugin is missing, or disabled there, never does.

    Raises `PointFailed` if none is known to occur and one of them cannot tell.
    """
    known, unclear = registry().triggers, None
    for name in names:
        try:
            if name in known and is_enabled(known[name].plugin, change.site) and known[name].when(change):
                return True
        except PointFailed as error:
            unclear = error
    if unclear:
        raise unclear
    return False


def reactions() -> list[Consumer]:
    """Each reaction as a consumer of its own."""
    return [
        Consumer(
            name=cursor_name(reaction),
            handle=partial(_react, reaction),
            acts=True,
            concerns=partial(_concerns, reaction),
        )
        for reaction in registry().reactions
    ]


def cursor_name(reaction: Reaction) -> str:
    """The name of the reaction's cursor."""
    return f"{_prefix(reaction.plugin)}{reaction.name}"


def _prefix(plugin: str) -> str:
    return f"reactions.{plugin}."


def forget_cursors(plugin: str) -> None:
    """Forgets how far the reactions of the plugin have read the ledger."""
    Cursor.objects.filter(consumer__startswith=_prefix(plugin)).delete()


def _concerns(reaction: Reaction, entry: Entry) -> bool:
    if entry.untold is not None and (entry.state != EntryState.LIVE or cursor_name(reaction) not in entry.untold):
        # A plugin came or went, which is neither a publication nor a withdrawal.
        return False
    return is_enabled(reaction.plugin, entry.site) and happens(reaction.to, change_of(entry))


def _react(reaction: Reaction, entries: Sequence[Entry]) -> None:
    """Lets the reaction act, unless the entry changed meanwhile: then it is told of the change, which comes later."""
    for entry in entries:
        if Entry.objects.filter(pk=entry.pk, sequence=entry.sequence).exists():
            language = translation.override(entry.locale or settings.LANGUAGE_CODE)
            with given_back(f"The reaction {reaction.name} of the plugin {reaction.plugin}"), language, contained:
                limited(LONGEST, reaction.react, change_of(entry))
