"""Somebody at the desk who publishes, takes back, moves, renames and deletes: `python -m tests.killing.editor FIRST LAST`.

Each step is a request through all of the house, as a browser sends it. It is noted before and after, so that whoever kills this
process knows what was answered.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import django

MARK = "Schritt"
"""Comes before the number of the step in what it writes."""
MOST_AWAY = 20
"""Events that are withdrawn until one is published again instead."""
REFUSED = 503
"""What somebody is answered who comes while the database is busy or away; a browser's user presses the button again."""


def main(first: int, last: int) -> None:
    """Does the steps from the first to the last."""
    django.setup()
    from django.conf import settings

    from tests.killing.journal import note

    path = Path(settings.ENV.data) / "steps.jsonl"
    desk = _logged_in()
    for number in range(first, last + 1):
        kind, key, act = _step(desk, number)
        note(path, number=number, kind=kind, key=key, status=None)
        while (status := _answered(act)) == REFUSED:
            pass
        note(path, number=number, kind=kind, key=key, status=status)


def _answered(act: Callable[[], Any]) -> int:
    from django.db import OperationalError, connection

    try:
        return int(act().status_code)
    except OperationalError:
        # The database was restarted.
        connection.close()
        return REFUSED


def _logged_in() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    user, _created = get_user_model()._default_manager.get_or_create(
        username="killed", defaults={"is_staff": True, "is_superuser": True, "email": "killed@example.org"}
    )
    desk = Client(raise_request_exception=False)
    desk.force_login(user)
    return desk


def prepare() -> None:
    """Pages to move, and two places to move them to."""
    from cms.content.models import HomePage, StandardPage

    home = HomePage.objects.order_by("pk").first()
    assert home is not None
    for name in ("hier", "dort"):
        place = home.add_child(instance=StandardPage(title=f"Ablage {name}", slug=f"ablage-{name}"))
        place.save_revision().publish()
        for number in range(3):
            page = place.add_child(instance=StandardPage(title=f"Blatt {name} {number}"))
            page.save_revision().publish()


def _step(desk: Any, number: int) -> tuple[str, str, Callable[[], Any]]:
    """What the step is, of which thing, and how it is done; the same for the same number as long as content is the same."""
    random = Random(number)
    kinds = [_publish] * 5 + [_withdraw] * 2 + [_move] * 2 + [_rename_topic, _rename_city]
    return random.choice(kinds)(desk, number, random)


def _publish(desk: Any, number: int, random: Random) -> tuple[str, str, Callable[[], Any]]:
    from cms.content.models import NewsPage, PartnerPage
    from tests.admin.filling import editing, filled, open_form

    page = random.choice([*NewsPage.objects.order_by("pk"), *PartnerPage.objects.order_by("pk")])

    def act() -> Any:
        form = open_form(desk, editing(page))
        form = {name: value for name, value in form.items() if name not in ("go_live_at", "expire_at")}
        lead = f"{MARK} {number}."
        return desk.post(editing(page), filled(form, lead=lead, **{"action-publish": "action-publish"}))

    return "publish", str(page.pk), act


def _withdraw(desk: Any, number: int, random: Random) -> tuple[str, str, Callable[[], Any]]:
    from django.urls import reverse

    from cms.content.models import EventPage

    away = list(EventPage.objects.filter(live=False).order_by("pk"))
    if len(away) > MOST_AWAY:
        return _put_back(desk, random.choice(away))
    page = random.choice(list(EventPage.objects.filter(live=True).order_by("pk")))
    return "withdraw", str(page.pk), lambda: desk.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def _put_back(desk: Any, page: Any) -> tuple[str, str, Callable[[], Any]]:
    from tests.admin.filling import editing, open_form

    def act() -> Any:
        return desk.post(editing(page), {**open_form(desk, editing(page)), "action-publish": "action-publish"})

    return "put back", str(page.pk), act


def _move(desk: Any, number: int, random: Random) -> tuple[str, str, Callable[[], Any]]:
    from django.urls import reverse

    from cms.content.models import StandardPage

    page = random.choice(list(StandardPage.objects.filter(title__startswith="Blatt").order_by("pk")))
    places = StandardPage.objects.filter(title__startswith="Ablage")
    place = next(each for each in places if not page.is_child_of(each))

    def act() -> Any:
        return desk.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, place.pk]))

    return f"move to {place.pk}", str(page.pk), act


def _rename_topic(desk: Any, number: int, random: Random) -> tuple[str, str, Callable[[], Any]]:
    from cms.content.models import Topic

    return _rename(desk, number, random.choice(list(Topic.objects.order_by("pk"))), "name")


def _rename_city(desk: Any, number: int, random: Random) -> tuple[str, str, Callable[[], Any]]:
    from cms.content.models import City

    return _rename(desk, number, random.choice(list(City.objects.order_by("pk"))), "name")


def _rename(desk: Any, number: int, thing: Any, field: str) -> tuple[str, str, Callable[[], Any]]:
    from wagtail.admin.admin_url_finder import AdminURLFinder

    from tests.admin.filling import open_form

    address = str(AdminURLFinder().get_edit_url(thing))

    def act() -> Any:
        form = open_form(desk, address)
        return desk.post(address, {**form, field: f"{MARK} {number}", "action-publish": "action-publish"})

    return f"rename {thing._meta.model_name} {field}", str(thing.pk), act


def outcomes(steps: Iterator[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """For each thing that was published or renamed the last step that was answered with success: it cannot be older than that."""
    last: dict[tuple[str, str], int] = {}
    for step in steps:
        if step["status"] == 302 and step["kind"].startswith(("publish", "rename")):
            last[step["kind"], step["key"]] = step["number"]
    return last


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    main(int(sys.argv[1]), int(sys.argv[2]))
