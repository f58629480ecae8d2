"""`manage.py migrate`: Django's, in a data folder that may be new."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate


class Command(migrate.Command):
    """Makes the data folder, where SQLite would fail for want of it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrates."""
        settings.ENV.data.mkdir(parents=True, exist_ok=True)
        super().handle(*args, **options)
