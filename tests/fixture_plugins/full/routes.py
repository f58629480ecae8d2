"""Addresses of the delivery API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from cms.publishing.reading.entries import count_by_type

router = Router()


class FullCount(BaseModel):
    """How many things are public, by type."""

    types: dict[str, int]


@router.get(
    "/count",
    response=FullCount,
    operation_id="count_full",
    summary="How many things are public, by type",
)
def count(request: HttpRequest) -> FullCount:
    """How many things are public, by type."""
    return FullCount(types=count_by_type())
