"""`manage.py remove_stale_contenttypes`: Django's own, which would take the content of missing plugins along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.management.commands import remove_stale_contenttypes as stock
from django.core.management.base import CommandError
from django.db.models import Count
from django.template.defaultfilters import pluralize

from cms.dormant.known_plugins import known_by_label
from cms.dormant.missing import orphans
from cms.dormant.models import DormantPage
from cms.dormant.tables import leftover_tables


class Command(stock.Command):
    """Refuses while a missing plugin has content."""

    help = "Deletes stale content types in the database, unless content of a missing plugin depends on them."

    def handle(self, **options: Any) -> None:
        if reasons := list(_reasons()):
            raise CommandError(
                "Content types are needed by content whose plugin is missing:\n  "
                + "\n  ".join(reasons)
                + "\nPut the plugin back, or export and delete its content with: manage.py plugins purge <slug> --yes"
            )
        super().handle(**options)


def _reasons() -> Iterator[str]:
    parked = DormantPage.objects.order_by().values_list("app_label").annotate(count=Count("pk")).order_by("app_label")
    for label, count in parked:
        yield f"{known_by_label(label).slug}: {count} parked page{pluralize(count)}"
    waiting = orphans().order_by().values_list("content_type__app_label").annotate(count=Count("pk"))
    for label, count in waiting.order_by("content_type__app_label"):
        yield f"{known_by_label(label).slug}: {count} page{pluralize(count)} not parked yet (manage.py migrate parks them)"
    for left in leftover_tables():
        yield f"{left.plugin}: {left.rows} row{pluralize(left.rows)} in the table {left.table}"
