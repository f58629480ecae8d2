"""Which tests run: those that touch the database again on PostgreSQL, those of a plugin only while it is loaded."""

from __future__ import annotations

import pytest
from django.apps import apps

from cms.extend import Plugin

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests with `database` and `empties` before marks select what runs; skips what needs a plugin that is left out."""
    loaded = {config.slug for config in apps.get_app_configs() if isinstance(config, Plugin)}
    for item in items:
        if item.get_closest_marker("django_db") or FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
        if (mark := item.get_closest_marker("django_db")) and mark.kwargs.get("transaction"):
            item.add_marker(pytest.mark.empties)
        for slug in sorted({name for mark in item.iter_markers("plugin") for name in mark.args} - loaded):
            item.add_marker(pytest.mark.skip(reason=f"the plugin {slug} is left out"))
