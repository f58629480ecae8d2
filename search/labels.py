"""What people read for the values of facets, as the ledger has it; remembered, and told anew what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.publishing.reading.facets import labels_after, values_in_use

Key = tuple[str, str]
"""Name and value of a facet."""


@dataclass(frozen=True)
class Labels:
    """The labels by name and value, in each locale, at a sequence of the ledger."""

    sequence: int = 0
    known: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)

    def of(self, key: Key, locale: str) -> str:
        """The label in the locale, else in any; the value itself if there is none."""
        return self.known.get(key, {}).get(self.locale_of(key, locale), key[1])

    def locale_of(self, key: Key, locale: str) -> str:
        """The locale whose label that is; empty if there is none."""
        labels = self.known.get(key, {})
        return locale if labels.get(locale) else next(iter(labels), "")


def read_since(labels: Labels, sequence: int) -> Labels:
    """The labels at the ledger's present sequence, which this is; reads only rows of what has changed."""
    if sequence == labels.sequence:
        return labels
    before = labels if sequence > labels.sequence else Labels()
    known = {key: dict(by_locale) for key, by_locale in before.known.items()}
    for name, value, label, locale in labels_after(before.sequence):
        known.setdefault((name, value), {})[locale] = label
    # Who is found under a value no more, such as a person whose consent has ended, is not called by name either.
    present = values_in_use()
    return Labels(sequence, {key: labels for key, labels in known.items() if key in present})
