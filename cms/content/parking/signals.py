"""What the rest of the house hears of parking."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.dispatch import Signal

pages_parked = Signal()
"""Sent within the transaction that parks; `pages` is a list of `Parked`, all of them live before."""

plugins_settled = Signal()
"""Sent once all pages are parked or back; `changed` says whether plugins came or went, so that all documents may be wrong."""

streams_rewritten = Signal()
"""Sent within the transaction that takes blocks out of stored streams; `keys` are content type and key of whose they were."""

content_purged = Signal()
"""Sent within the transaction that deletes all content of a plugin; `app_label` is the plugin's."""

plugin_forgotten = Signal()
"""Sent within the transaction that clears up what is left of a plugin whose code is gone; `slug` is the plugin's."""


class Parked(NamedTuple):
    """A page on its way into parking: its key, the id of its own content type, and what its public id is made of."""

    pk: int
    content_type: int
    translation_key: UUID
    locale: str
