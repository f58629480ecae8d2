"""Small things for tests, stored as an editor would."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

from cms.content import models

HALLE = {"name": "Halle", "qualifier": "Saale", "ags": "15002000", "aliases": "Halle/Saale\nHalle an der Saale"}
AGS = {"Leipzig": "14713000", "Dortmund": "05913000", "Kiel": "01002000"}


def city(name: str = "Halle") -> models.City:
    values = HALLE if name == "Halle" else {"name": name, "ags": AGS[name]}
    return models.City.objects.get_or_create(ags=values["ags"], defaults=values)[0]


def place(name: str = "Literaturhaus", *, where: str = "Halle") -> models.Place:
    return models.Place.objects.get_or_create(name=name, city=city(where))[0]


def person(given: str = "Ümit", family: str = "Koşan", **values: Any) -> models.Person:
    made = models.Person(given_name=given, family_name=family, **values)
    made.full_clean()
    made.save()
    return made


def affiliation(who: models.Person, role: str, partner: models.PartnerPage | None = None, **values: Any) -> None:
    made = models.Affiliation(person=who, role=role, partner=partner, **values)
    made.full_clean()
    made.save()


def on(day: str, **values: Any) -> models.EventOccurrence:
    return models.EventOccurrence(start_date=dt.date.fromisoformat(day), **values)


def event(theme: str = "Zusammen wohnen", *dates: models.EventOccurrence, **values: Any) -> models.EventPage:
    """An event that is not stored yet."""
    lines = {name: values.pop(name) for name in list(values) if isinstance(values[name], list)}
    made = models.EventPage(theme=theme, **values)
    made.occurrences = list(dates) or [on("2018-05-31", place=place())]
    for name, found in lines.items():
        setattr(made, name, found)
    return made


def partner(title: str = "Verband der Migrantenorganisationen", **values: Any) -> models.PartnerPage:
    return published(models.PartnerPage(title=title, **values), below=models.PartnerIndexPage)


def published(page: Any, *, below: Any = models.EventIndexPage) -> Any:
    """The page, added below the index of that type and published."""
    parent = below.objects.first()
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def paragraph(text: str = "Text.") -> str:
    """A stream of one paragraph, as it is stored."""
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>", "id": str(uuid4())}])
