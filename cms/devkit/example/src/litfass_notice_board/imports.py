"""Files that can be read into drafts."""

from __future__ import annotations

from collections.abc import Iterator

from cms.content.models import StandardPage
from cms.extend import Import, Imported


def titles(given: Import) -> Iterator[Imported]:
    """A draft for each line that is no title of a page there yet."""
    for number, raw in enumerate(given.file, start=1):
        title = raw.decode().strip()
        if not title:
            yield Imported(number, "refused", title, "The line is empty.")
        elif given.parent.get_children().filter(title=title).exists():
            yield Imported(number, "unchanged", title)
        else:
            page = StandardPage(title=title, live=False)
            given.parent.add_child(instance=page)
            page.save_revision()
            yield Imported(number, "created", title)
