"""A search engine that is away keeps nobody from starting."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management.base import CommandError, OutputWrapper

from cms.launch import archive


def test_the_start_goes_on_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*arguments: object, **options: object) -> None:
        raise CommandError("Elasticsearch cannot do it now.")

    monkeypatch.setattr(archive, "call_command", away)
    out = StringIO()
    archive._index(archive.Progress(OutputWrapper(out)))
    assert "Elasticsearch cannot do it now." in out.getvalue()
    assert "manage.py search rebuild" in out.getvalue()
