"""People of an organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cms.site.items import Item


@dataclass(frozen=True)
class Member:
    """A person, and the roles that they have or had at one organisation."""

    item: Item
    affiliations: list[dict[str, Any]]

    @property
    def portrait(self) -> dict[str, Any] | None:
        """The portrait, without words: the name stands beside it."""
        portrait = self.item.document["portrait"]
        return {**portrait, "alt": None} if portrait else None


def member_of(item: Item, organisation_ids: Collection[str]) -> Member:
    """The person as a member of the organisation, which has one identifier per language."""
    affiliations = item.document["affiliations"]
    return Member(
        item, [each for each in affiliations if each["partner"] and each["partner"]["id"] in organisation_ids]
    )
