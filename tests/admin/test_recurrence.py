"""The desk tells the days of a repeated date."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
RULE = {"first": "02.03.2027", "frequency": "weekly", "count": "3"}


def test_days_come_as_fields_want_them_and_as_people_read_them(admin_client: Client) -> None:
    answer = admin_client.get(reverse("desk_recurrence"), RULE)
    assert answer.json() == {
        "days": [
            {"value": "09.03.2027", "label": "Dienstag, 9. März 2027"},
            {"value": "16.03.2027", "label": "Dienstag, 16. März 2027"},
        ]
    }


def test_what_is_wrong_comes_by_field(admin_client: Client) -> None:
    answer = admin_client.get(reverse("desk_recurrence"), {**RULE, "count": ""})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["__all__"]


def test_strangers_are_told_nothing(client: Client, db: Any) -> None:
    assert client.get(reverse("desk_recurrence"), RULE).status_code == 302
