"""The network that the tests of the public pages visit."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from wagtail.models import Locale

from cms.content import models
from cms.content.initial_site import ensure_initial_site

TITLE = "„(K)EINE Rolle der Migrantenorganisationen?“ – Konferenz in Halle (Saale)"
NASTY = "Meldung </script><script>alert(1)</script> & „Anführung“"


@dataclass
class World:
    """The things by name, and where their pages stand."""

    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The thing as it stands in the database."""
        thing = self.things[name]
        return type(thing)._default_manager.get(pk=thing.pk)

    def path(self, name: str) -> str:
        """The path of a page."""
        return str(self[name].get_url_parts()[2])

    def add(self, name: str, parent: str, page: Any) -> Any:
        """Publishes the page below its parent."""
        self.things[name] = page
        above = self[parent]
        page.locale = above.locale
        above.add_child(instance=page)
        page.save_revision().publish()
        return page


def stream(*blocks: tuple[str, Any]) -> str:
    """A stream as it is stored."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks])


def event(theme: str, *dates: models.EventOccurrence, **fields: Any) -> models.EventPage:
    """An event that is not stored yet."""
    page = models.EventPage(theme=theme, title=fields.pop("title", theme), slug="", **fields)
    page.occurrences = list(dates)
    return page


def on(day: str, **fields: Any) -> models.EventOccurrence:
    """A date of an event."""
    times = {name: dt.time.fromisoformat(fields[name]) for name in ("start_time", "end_time") if name in fields}
    days = {name: dt.date.fromisoformat(fields[name]) for name in ("end_date", "previous_start") if name in fields}
    fields.setdefault("precision", "minute" if "start_time" in times else "day")
    return models.EventOccurrence(start_date=dt.date.fromisoformat(day), **{**fields, **times, **days})


def build_world() -> World:
    """Everything, published."""
    world = World({"home": ensure_initial_site("http://testserver", locale="de")})
    for name, model in {
        "events": models.EventIndexPage,
        "partners": models.PartnerIndexPage,
        "city_programmes": models.CityProgrammeIndexPage,
        "news": models.NewsIndexPage,
    }.items():
        world.things[name] = model.objects.child_of(world["home"]).get()
    _records(world)
    _organisations(world)
    _past(world)
    _coming(world)
    _news(world)
    _translations(world)
    return world


def _records(world: World) -> None:
    halle = models.City.objects.create(name="Halle", qualifier="Saale", ags="15002000")
    kiel = models.City.objects.create(name="Kiel", ags="01002000")
    house = models.Place.objects.create(name="Literaturhaus", city=halle, accessibility="Aufzug, stufenloser Eingang")
    world.things |= {
        "halle": halle,
        "kiel": kiel,
        "literaturhaus": house,
        "programme": models.Programme.objects.create(name="Gemeinsam im Alltag"),
        "series": models.Series.objects.create(name="Partner vor Ort"),
        "topic": models.Topic.objects.create(name="Beteiligung"),
    }


def _organisations(world: World) -> None:
    world.add(
        "samofa", "partners", models.PartnerPage(title="samo.fa", slug="samofa", kind="project", lead="Ein Projekt.")
    )
    world.add(
        "vemo",
        "partners",
        models.PartnerPage(title="VeMo", slug="vemo", kind="umbrella", acronym="VeMo", city=world["halle"]),
    )
    public = models.Person(honorific="Dr.", given_name="Ümit", family_name="Koşan", public_profile=True)
    private = models.Person(given_name="Petra", family_name="Schneutzer", public_profile=False)
    for person, role in ((public, "Vorstandsvorsitzende"), (private, "Beauftragte")):
        person.affiliations = [models.Affiliation(partner=world["vemo"], role=role)]
        person.full_clean(exclude=["slug"])
        person.save()
    world.things |= {"kosan": public, "schneutzer": private}
    programme = models.CityProgrammePage(
        title="Gemeinsam im Alltag in Halle (Saale)",
        slug="gemeinsam",
        programme=world["programme"],
        city=world["halle"],
        goals="Nachbarschaften verbinden",
    )
    programme.partner_items = [models.ProgrammePartner(partner=world["samofa"], role="carrier")]
    world.add("city_programme", "city_programmes", programme)


def _past(world: World) -> None:
    page = event(
        "(K)EINE Rolle der Migrantenorganisationen?",
        on("2018-05-31", place=world["literaturhaus"], year_inferred=True),
        title=TITLE,
        format="conference",
        lead="Darüber berieten rund 50 Teilnehmende.",
        participants=50,
        participants_qualifier="about",
        published_by=world["samofa"],
        report_published_on=dt.date(2018, 6, 6),
        report=stream(
            ("paragraph", "<p>Drei Punkte blieben hängen.</p>"),
            ("quote", {"text": "Asylprobleme sind unsere Probleme", "kind": "direct", "name": "Olga Ebert"}),
            ("future_block", {"text": "von einem Plugin, das fehlt"}),
        ),
    )
    page.organisers = [
        models.EventOrganiser(partner=world["samofa"], role="host"),
        models.EventOrganiser(partner=world["vemo"], role="co_host", wording="gemeinsam mit"),
    ]
    page.contributions = [
        models.EventContribution(person=world["kosan"], kind="input", roles="Vorstandsvorsitzende"),
        models.EventContribution(person=world["schneutzer"], kind="input", roles="Beauftragte\nLeiterin"),
    ]
    page.topic_items = [models.EventTopic(topic=world["topic"])]
    page.series_items = [models.EventSeriesItem(series=world["series"], number=3)]
    page.city_programme_items = [models.EventCityProgramme(city_programme=world["city_programme"])]
    world.add("conference", "events", page)
    party = event("Fest der Sprachen", on("2019-06-12", end_date="2019-06-14"), format="celebration")
    party.participants, party.participants_qualifier = 1200, "exact"
    party.city_programme_items = [models.EventCityProgramme(city_programme=world["city_programme"])]
    world.add("party", "events", party)


def _coming(world: World) -> None:
    new = event(
        "Wohnen in Kiel (neuer Termin)",
        on("2027-04-01", start_time="18:00", end_time="20:00", previous_start="2027-03-01", status="rescheduled"),
        format="expert_talk",
        status="rescheduled",
    )
    world.add("replacement", "events", new)
    off = event(
        "Wohnen in Kiel",
        on("2027-03-01", start_time="18:00", end_time="20:00"),
        status="postponed",
        status_note="Der Referent ist erkrankt.",
        replaced_by=new,
    )
    world.add("postponed", "events", off)
    dates = [
        on("2026-12-01", start_time="17:00", status="cancelled", status_note="Der Raum ist belegt."),
        on("2026-12-08", start_time="17:00"),
        on("2026-12-15", start_time="17:00"),
    ]
    world.add("training", "events", event("Vorstand werden", *dates, format="training"))
    world.add("vague", "events", event("Lichterweg", on("2027-09-01", precision="month"), status="planned"))
    world.add("running", "events", event("Stimmen aus dem Kiosk", on("2026-11-07", end_date="2027-01-10")))
    draft = event("Geheimer Entwurf", on("2027-01-20"))
    draft.live = False
    world["events"].add_child(instance=draft)
    world.things["draft"] = draft


def _news(world: World) -> None:
    for name, title, day in (
        ("old_news", "Alte Meldung", dt.date(2019, 1, 1)),
        ("new_news", "Neue Meldung", dt.date(2026, 11, 1)),
        ("nasty_news", NASTY, dt.date(2020, 1, 1)),
    ):
        page = models.NewsPage(title=title, slug=name.replace("_", "-"), published_on=day, lead=title)
        page.event_items = [models.NewsEvent(event=world["conference"])]
        world.add(name, "news", page)


def _translations(world: World) -> None:
    for code, title in (("en", "Front page"), ("ar", "الصفحة الرئيسية")):
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = world["home"].copy_for_translation(locale)
        home.title = title
        home.save_revision().publish()
        world.things[f"home_{code}"] = home
