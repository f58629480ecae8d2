"""What the filters of a list offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from cms.content.sorting import sort_key
from cms.extend import registry
from cms.publishing.models import FacetRow, State

FIRST = 6
"""How many values a filter shows before one has to ask for more."""


@dataclass(frozen=True)
class Choice:
    """A value to choose, with the number of things under it."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """One filter with its values, by label."""

    name: str
    label: str
    values: tuple[Choice, ...]

    @property
    def has_hidden_choice(self) -> bool:
        """Whether a chosen value stands beyond the first few."""
        return any(choice.chosen for choice in self.values[FIRST:])


def choices(
    *, type_name: str, locale: str, names: Sequence[str], chosen: dict[str, tuple[str, ...]] | None = None
) -> list[Choices]:
    """The filters of these names over all live things of the type, in one query; filters without values are left out."""
    rows = (
        FacetRow.objects.filter(entry__type=type_name, entry__state=State.LIVE, entry__locale=locale, name__in=names)
        .values_list("name", "value", "label")
        .annotate(count=Count("pk"))
    )
    found: dict[str, list[Choice]] = {}
    for name, value, label, count in rows:
        found.setdefault(name, []).append(Choice(value, label, count, value in (chosen or {}).get(name, ())))
    labels = {facet.name: str(facet.label) for facet in registry().facets}
    return [Choices(name, labels.get(name, name), _sorted(found[name])) for name in names if name in found]


def _sorted(values: list[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(values, key=lambda choice: sort_key(choice.label)))
