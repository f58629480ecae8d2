"""A link that leads nowhere, and the page on which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link on the page with this key, in words; where it stands there, as the form calls it and finds it."""

    page: int
    words: str
    where: str = ""
    anchor: str = ""
    address: str = ""

    @property
    def form_url(self) -> str:
        """The form of the page, at the link where it is known."""
        form = reverse("wagtailadmin_pages:edit", args=[self.page])
        return f"{form}#:w:contentpath={self.anchor}" if self.anchor else form


@dataclass(frozen=True)
class FaultyPage:
    """A page with what is wrong with its links."""

    page: Page
    faults: Sequence[Fault]


def by_page(faults: Sequence[Fault], allowed: QuerySet[Page]) -> list[FaultyPage]:
    """The pages among those allowed that have these faults, by title; each fault once."""
    known = dict.fromkeys(sorted(faults, key=lambda fault: fault.page))
    grouped = {key: list(own) for key, own in groupby(known, key=lambda fault: fault.page)}
    pages = allowed.filter(pk__in=grouped).order_by("title", "pk")
    return [FaultyPage(page, grouped[page.pk]) for page in pages]
