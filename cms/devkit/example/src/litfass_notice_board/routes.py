"""Addresses of the delivery API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from cms.publishing.reading.entries import count_by_type

router = Router()


class NoticeBoardCount(BaseModel):
    """How many things are public, by type."""

    types: dict[str, int] = Field(description="How many there are, by the name of the type.")


@router.get(
    "/count",
    response=NoticeBoardCount,
    operation_id="count_notice_board",
    summary="How many things are public, by type",
)
def count(request: HttpRequest) -> NoticeBoardCount:
    """How many things are public, by type."""
    return NoticeBoardCount(types=count_by_type())
