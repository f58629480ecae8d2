"""A plugin's own view follows its plugin and asks for its permission."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from cms.extend import of_plugin
from cms.extend import views as module


@pytest.fixture
def switched(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda on: monkeypatch.setattr(module, "is_enabled", lambda slug: slug == "karte" and on)


@of_plugin("karte", permission="karte.view_karte")
def overview(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(f"Karte {number}")


def asked(*, may: bool) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = Mock(has_perm=lambda name: may and name == "karte.view_karte")
    return overview(request, number=7)


def test_it_answers_those_who_may_while_its_plugin_is_enabled(switched: Any) -> None:
    switched(True)
    assert asked(may=True).content == b"Karte 7"
    with pytest.raises(PermissionDenied):
        asked(may=False)


def test_it_is_gone_at_once_where_its_plugin_is_disabled(switched: Any) -> None:
    switched(False)
    with pytest.raises(Http404):
        asked(may=True)
