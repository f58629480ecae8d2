"""Tells the tests that touch the database, so that they can be run again on PostgreSQL."""

from __future__ import annotations

import pytest

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks them with `database`, before marks select what runs."""
    for item in items:
        if item.get_closest_marker("django_db") or FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
