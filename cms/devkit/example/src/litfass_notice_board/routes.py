"""Addresses of the delivery API."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from cms.publishing.entries import live_entries

router = Router()


class NoticeBoardCount(BaseModel):
    """How many things are public, by type."""

    types: dict[str, int]


@router.get(
    "/count",
    response=NoticeBoardCount,
    operation_id="count_notice_board",
    summary="How many things are public, by type",
)
def count(request: HttpRequest) -> NoticeBoardCount:
    """How many things are public, by type."""
    rows = live_entries().values_list("type").annotate(Count("pk")).order_by("type")
    return NoticeBoardCount(types=dict(rows))
