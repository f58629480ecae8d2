"""What is told of a thing that was withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field


class Tombstone(BaseModel):
    """What is left of a thing that was withdrawn: enough to forget it by."""

    id: UUID = Field(description="Of the thing, which keeps it should it come back.")
    type: str = Field(description="Type of the thing, e.g. `event`.")
    locale: str | None = Field(description="Language of the document; null for records.")
    path: str | None = Field(description="Where its page stood; null for what had none.")
    reason: str = Field(
        description="`unpublished`, `expired`, `deleted`, `restricted`, `erased`, `moved-out`; in changes also "
        "`left-filter`: still public, but no longer meant by your filter."
    )
    at: dt.datetime = Field(description="When it was withdrawn.")


def told_of(entry: Any, type_name: str, reason: str) -> dict[str, Any]:
    """The members of the tombstone of a ledger's entry."""
    return {
        "id": entry.id,
        "type": type_name,
        "locale": entry.locale or None,
        "path": entry.path or None,
        "reason": reason,
        "at": entry.updated_at,
    }
