"""Ways from the editors' menu."""

from __future__ import annotations

from django.urls import reverse


def to_the_pages() -> str:
    """The address of the tree of pages."""
    return reverse("wagtailadmin_explore_root")
