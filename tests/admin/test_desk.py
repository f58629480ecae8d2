"""Lists, choosers and the first page of the editor."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.admin.dashboard import desk_of
from cms.content.models import EventIndexPage, EventPage, HomePage, Person, Topic
from tests.admin.filling import open_form
from tests.content import making
from tests.content.making import affiliation, event, on, published

RECORDS = ["person", "place", "city", "topic", "programme", "series"]


def read(desk: Client, url: str) -> str:
    response = desk.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("model", RECORDS)
def test_records_are_listed_written_and_chosen(desk: Client, model: str) -> None:
    making.place()
    making.person()
    Topic.objects.create(name="Beteiligung", parent=Topic.objects.create(name="Demokratie"))
    base = f"/admin/snippets/content/{model}/"
    read(desk, base)
    read(desk, f"{base}?q=Halle")
    read(desk, f"{base}add/")
    read(desk, f"/admin/snippets/choose/content/{model}/")


def test_a_person_is_written_with_a_role(desk: Client) -> None:
    url = "/admin/snippets/content/person/add/"
    form = open_form(desk, url) | {
        "honorific": "Dr.",
        "given_name": "Ümit",
        "family_name": "Koşan",
        "affiliations-TOTAL_FORMS": "1",
        "affiliations-0-role": "Vorstandsvorsitzende",
        "affiliations-0-organisation_text": "Bundesverband NeMO",
        "affiliations-0-since_precision": "day",
        "affiliations-0-until_precision": "day",
        "affiliations-0-ORDER": "1",
    }
    response = desk.post(url, form)
    assert response.status_code == 302, response.context["form"].errors
    who = Person.objects.get()
    assert (who.slug, who.sort_name) == ("uemit-kosan", "Koşan, Ümit")
    assert str(who.affiliations.get()) == "Vorstandsvorsitzende, Bundesverband NeMO"


def test_people_of_one_name_are_told_apart_by_their_roles(desk: Client) -> None:
    for role in ("Geschäftsführer", "Kassenwart"):
        affiliation(making.person("Ali", "Yıldız"), role, organisation_text="Verein")
    chooser = desk.get("/admin/snippets/choose/content/person/").json()["html"]
    for html in (read(desk, "/admin/snippets/content/person/"), chooser):
        assert "Geschäftsführer, Verein" in html
        assert "Kassenwart, Verein" in html


def test_the_menu_speaks_german(desk: Client) -> None:
    html = read(desk, "/admin/")
    assert '"label": "Archiv"' in html or "Archiv" in html
    for untranslated in ("Archive", "Your desk", "Coming up", "Drafts"):
        assert untranslated not in html


def test_the_desk_says_what_comes_what_lacks_and_what_waits(desk: Client) -> None:
    today = timezone.localdate()
    published(event("Morgen", on(str(today + dt.timedelta(days=1)))))
    published(event("Läuft", on(str(today - dt.timedelta(days=2)), end_date=today)))
    published(event("Vorbei", on(str(today - dt.timedelta(days=9)))))
    published(event("Berichtet", on(str(today - dt.timedelta(days=9))), report=making.paragraph()))
    published(event("Abgesagt", on(str(today + dt.timedelta(days=1))), status="cancelled", status_note="Sturm."))
    draft = event("Entwurf", title="Entwurf", live=False)
    EventIndexPage.objects.get().add_child(instance=draft)
    draft.save_revision()
    shown = desk.get("/admin/").context["panels"][0].get_context_data({"request": desk.get("/admin/").wsgi_request})
    titles = {
        name: [line.page.draft_title for line in getattr(shown["desk"], name)] for name in ("upcoming", "unreported")
    }
    assert titles == {"upcoming": ["Läuft", "Morgen"], "unreported": ["Vorbei"]}
    assert "Entwurf" in {line.page.draft_title for line in shown["desk"].drafts}
    assert "Neue Veranstaltung" in read(desk, "/admin/")


def lines(editor: User, name: str) -> list[str]:
    """The titles in a list of the editor's first page."""
    found = desk_of(User.objects.get(pk=editor.pk), now=timezone.now())
    return [line.page.draft_title for line in getattr(found, name)]


def translated(page: EventPage, title: str, code: str) -> EventPage:
    """The published translation of the event."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    version = page.copy_for_translation(locale, copy_parents=True, alias=False)
    version.title = title
    version.save_revision().publish()
    return version


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", ["Morgen", "In June"]), ("en", ["Tomorrow", "In June"]), ("fr", ["Morgen", "In June"])],
)
def test_an_event_and_its_translations_are_one_line(editor: User, language: str, expected: list[str]) -> None:
    ahead, behind = (str(timezone.localdate() + dt.timedelta(days=days)) for days in (1, -9))
    for day in (ahead, behind):
        own = published(event("Morgen", on(day), title="Morgen"))
        translated(own, "Tomorrow", "en")
        translated(own, "Yarın", "tr")
        foreign = published(event("Im Juni", on(day), title="Im Juni"))
        translated(foreign, "In June", "en")
        translated(foreign, "Haziranda", "ar")
        foreign.unpublish()
    UserProfile.objects.filter(user=editor).update(preferred_language=language)
    assert sorted(lines(editor, "upcoming")) == sorted(lines(editor, "unreported")) == sorted(expected)


def test_more_translations_are_no_more_questions_of_the_first_page(editor: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            lines(editor, "unreported")
        return len(queries)

    def add(number: int) -> None:
        for at in range(number):
            for days in (1, -9):
                day = str(timezone.localdate() + dt.timedelta(days=days))
                translated(published(event(f"Nummer {at}", on(day), title=f"Nummer {at}")), f"Number {at}", "en")

    add(1)
    few = asked()
    add(7)
    assert asked() == few


def test_the_calendar_shows_day_and_city_and_sorts_by_day(desk: Client) -> None:
    published(event("Früher", on("2018-05-31", place=making.place()), title="Früher"))
    published(event("Später", on("2019-06-01", place=making.place("Saal", where="Kiel")), title="Später"))
    calendar = EventIndexPage.objects.get()
    html = read(desk, f"/admin/pages/{calendar.pk}/")
    assert "31.05.2018" in html
    assert "Halle (Saale)" in html
    assert html.index("Später") < html.index("Früher")
    by_day = read(desk, f"/admin/pages/{calendar.pk}/?ordering=first_day")
    assert by_day.index("Früher") < by_day.index("Später")
    assert "Später" in read(desk, f"/admin/pages/{calendar.pk}/?q=Später&ordering=first_day")
    every = read(desk, "/admin/pages/usage/content/eventpage/?ordering=first_day")
    assert every.index("Früher") < every.index("Später")


def test_more_events_are_no_more_questions(desk: Client, django_assert_max_num_queries: object) -> None:
    calendar = EventIndexPage.objects.get()
    for at in range(12):
        published(event(f"Nummer {at}", on("2018-05-31", place=making.place(f"Saal {at}"))))
    read(desk, f"/admin/pages/{calendar.pk}/")
    with django_assert_max_num_queries(46):  # type: ignore[operator]
        read(desk, f"/admin/pages/{calendar.pk}/")


def test_choosers_tell_the_title_of_a_draft_to_those_alone_who_work_on_the_page(home: HomePage, desk: Client) -> None:
    page = published(event("Offen"))
    page.theme = page.title = "Noch geheim"
    page.save_revision()
    guest = User.objects.create_user("gast")
    guest.user_permissions.add(Permission.objects.get(codename="access_admin"))
    visitor = Client()
    visitor.force_login(guest)
    below = reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
    search = reverse("wagtailadmin_choose_page_search")
    for address in (below, f"{search}?q=Offen", f"{reverse('desk_choose_page_chosen')}?id={page.pk}"):
        assert "Noch geheim" in desk.get(address).content.decode(), address
        shown = visitor.get(address).content.decode()
        assert "Offen" in shown, address
        assert "Noch geheim" not in shown, address
