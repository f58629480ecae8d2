"""Who deletes what something else still needs reads why it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.db.models.signals import pre_delete
from django.test import Client

from cms.content.models import City
from cms.dormant.refusals import DJANGO_SAYS

USED = "Nichts wurde gelöscht: Es wird noch verwendet von Gruppen (Authentifizierung und Autorisierung)."
REFUSALS: dict[str, tuple[Callable[[], Exception], str]] = {
    "protected": (lambda: ProtectedError(f"{DJANGO_SAYS} 'City' because …", {Group(pk=1)}), USED),
    "said": (lambda: ProtectedError("Die Stadt steht im Plan.", set()), "Die Stadt steht im Plan."),
    "restricted": (lambda: RestrictedError(f"{DJANGO_SAYS} 'City' because …", {Group(pk=1)}), USED),
    "SQLite": (lambda: IntegrityError("FOREIGN KEY constraint failed"), "Etwas Gespeichertes braucht es noch."),
    "PostgreSQL": (lambda: IntegrityError("violates foreign key constraint"), "Etwas Gespeichertes braucht es noch."),
}


@pytest.fixture
def needed() -> Iterator[Callable[[Callable[[], Exception]], City]]:
    """A city whose deletion is refused with this."""
    refusing: list[Any] = []

    def make(refused: Callable[[], Exception]) -> City:
        def refuse(**given: Any) -> None:
            raise refused()

        refusing.append(refuse)
        pre_delete.connect(refuse, sender=City)
        return City.objects.create(name="Halle", qualifier="Saale", ags="15002000")

    yield make
    for each in refusing:
        pre_delete.disconnect(each, sender=City)


@pytest.mark.parametrize("case", REFUSALS)
def test_the_reason_is_told_and_nothing_is_deleted(needed: Any, desk: Client, case: str) -> None:
    refused, reason = REFUSALS[case]
    city = needed(refused)
    address = f"/admin/snippets/content/city/delete/{city.pk}/"
    answer = desk.post(address, follow=True)
    assert answer.status_code == 200
    assert [reason in str(each) for each in answer.context["messages"]] == [True]
    assert City.objects.filter(pk=city.pk).exists()
