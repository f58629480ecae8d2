"""Each rule (V1 to V18) holds in the form, for an import, in the preview, and for what the API shows.

An import is whoever writes pages by code: it makes a draft and publishes it. The preview is that of the desk, which judges a draft;
there is none in the API, which shows what is public and nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.content import models
from cms.content.models import CityProgrammePage, EventPage, PartnerPage, StandardPage
from tests.admin import filling
from tests.admin.filling import adding, editing, new_page, open_form
from tests.admin.test_messages import complaints
from tests.content import making

Values = dict[str, Any]
"""Fields with what Python has for them; lists of mappings are lines, lists of pairs are blocks."""

DAY = dt.date(2018, 5, 31)
SOON = timezone.localdate() + dt.timedelta(days=30)
BELOW: dict[type[Page], tuple[type[Page], str]] = {
    EventPage: (models.EventIndexPage, "events"),
    PartnerPage: (models.PartnerIndexPage, "partners"),
    CityProgrammePage: (models.CityProgrammeIndexPage, "city-programmes"),
    StandardPage: (models.HomePage, "pages"),
}
QUOTE = {"text": "Wir sind da.", "kind": "direct", "release": "given", "language": "de"}


class Case(NamedTuple):
    """A rule, where the form speaks of it, what it lets pass, and what of that is changed for what it refuses."""

    rule: str
    place: str
    model: type[Page]
    passes: Callable[[], Values]
    fails: Callable[[], Values]
    is_contradiction: bool = False
    """Whether not even a draft may say so (V18)."""


def dates(**values: Any) -> list[Values]:
    return [{"start_date": DAY, **values}]


def event(**values: Any) -> Values:
    return {"theme": "Zusammen wohnen", "occurrences": dates(), **values}


def picture() -> Model:
    credit = {"credit": "Ada Beispiel", "licence": "cc-by-4.0"}
    return get_image_model().objects.create(title="Saal", file=get_test_image_file(), **credit)


def pair(*, taken: bool) -> Values:
    programme = models.Programme.objects.create(name="Im Alltag")
    found = CityProgrammePage(title="Im Alltag", programme=programme, city=making.city())
    making.published(found, below=models.CityProgrammeIndexPage)
    return {"programme": programme, "city": making.city() if taken else making.city("Leipzig")}


def talk(**values: Any) -> list[Values]:
    return [{"name_text": "Olga Ebert", "kind": "input", **values}]


def link(text: str) -> list[tuple[str, Any]]:
    return [("paragraph", f'<p>Mehr steht im <a href="https://example.org">{text}</a>.</p>')]


CASES = [
    Case("V1", "occurrences-0-end_date", EventPage, lambda: event(occurrences=dates(end_date=DAY)), lambda: {"occurrences": dates(end_date=dt.date(2018, 5, 1))}, is_contradiction=True),
    Case("V2", "occurrences-0-all_day", EventPage, lambda: event(occurrences=dates(all_day=True)), lambda: {"occurrences": dates(all_day=True, start_time=dt.time(18))}),
    Case("V3", "status_note", EventPage, lambda: event(status="cancelled", status_note="Wasserschaden"), lambda: {"status_note": ""}),
    Case("V5", "report", EventPage, lambda: event(report=[("heading", {"text": "Rückblick", "level": "2"})]), lambda: {"occurrences": [{"start_date": SOON}]}),
    Case("V6", "participants_qualifier", EventPage, lambda: event(participants=50, participants_qualifier="about"), lambda: {"participants_qualifier": ""}),
    Case("V7", "contributions-0-roles", EventPage, lambda: event(contributions=talk(roles="Vorsitzende")), lambda: {"contributions": talk()}, is_contradiction=True),
    Case("V9", "report", EventPage, lambda: event(report=[("quote", {**QUOTE, "name": "Olga Ebert", "role": "Gast"})]), lambda: {"report": [("quote", QUOTE)]}),
    Case("V10", "hero_image_alt", EventPage, lambda: event(hero_image=picture(), hero_image_alt="Ein Saal"), lambda: {"hero_image_alt": ""}),
    Case("V11", "short_name", PartnerPage, lambda: {"title": "Verband", "short_name": "VeMo"}, lambda: {"short_name": "VeMo e. V."}),
    Case("V12", "city", CityProgrammePage, lambda: {"title": "Noch einmal", **pair(taken=False)}, lambda: pair(taken=True), is_contradiction=True),
    Case("V13", "report", EventPage, lambda: event(report=[("heading", {"text": "Oben", "level": "2"})]), lambda: {"report": [("heading", {"text": "Oben", "level": "3"})]}),
    Case("V14", "report", EventPage, lambda: event(report=link("Programm")), lambda: {"report": link("hier")}),
    Case("V17", "legal_role", StandardPage, lambda: {"title": "Noch eins"}, lambda: {"legal_role": "imprint"}),
]  # fmt: skip
IDS = [case.rule for case in CASES]


def values_of(case: Case, *, fails: bool) -> Values:
    """What the page says."""
    if case.rule == "V12":
        return {"title": "Noch einmal", **pair(taken=fails)}
    return {**case.passes(), **(case.fails() if fails else {})}


def as_sent(value: Any) -> Any:
    """The value as a browser sends it."""
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, Model):
        return value.pk
    return "on" if value is True else value


def line_as_sent(model: type[Model], line: Values) -> Values:
    """The line with what its empty form begins with."""
    fields: Any = model._meta.concrete_fields
    given = {field.name: field.get_default() for field in fields if field.has_default() and not field.primary_key}
    return {
        name: as_sent(value) for name, value in {**given, **line}.items() if value is not False and value is not None
    }


def related(model: type[Page], name: str) -> Any:
    return model._meta.get_field(name).related_model


def form_of(desk: Client, case: Case, values: Values) -> tuple[str, dict[str, Any]]:
    """The address of a new page's form, and the form with these values."""
    parent = BELOW[case.model][0].objects.get(locale__language_code="de")
    name = case.model._meta.model_name or ""
    nested: dict[str, Any] = {}
    plain = {}
    for field, value in values.items():
        if not isinstance(value, list):
            plain[field] = as_sent(value)
        elif isinstance(value[0], dict):
            nested[field] = inline_formset([line_as_sent(related(case.model, field), line) for line in value])
        else:
            nested[field] = streamfield(
                [(kind, rich_text(block) if isinstance(block, str) else block) for kind, block in value]
            )
    return adding(parent, name), {**new_page(desk, parent, name), **plain, **nested_form_data(nested)}


def page_of(case: Case, values: Values) -> Any:
    """The page as an importer makes it."""
    blocks = {name: value for name, value in values.items() if isinstance(value, list) and isinstance(value[0], tuple)}
    lines = {name: value for name, value in values.items() if isinstance(value, list) and name not in blocks}
    plain = {name: value for name, value in values.items() if not isinstance(value, list)}
    streams = {
        name: json.dumps([{"type": kind, "value": block} for kind, block in value]) for name, value in blocks.items()
    }
    page = case.model(**plain, **streams, live=False)
    for name, found in lines.items():
        setattr(page, name, [related(case.model, name)(**line) for line in found])
    return page


def imported(case: Case, values: Values, *, publish: bool) -> bool:
    """Whether an import was accepted."""
    parent = BELOW[case.model][0].objects.get(locale__language_code="de")
    page = page_of(case, values)
    try:
        parent.add_child(instance=page)
        revision = page.save_revision(clean=publish)
        if publish:
            revision.publish()
    except ValidationError:
        return False
    return True


def shown(desk: Client, case: Case) -> int:
    """How many things of the kind the API shows."""
    return len(desk.get(f"/api/v1/{BELOW[case.model][1]}").json()["items"])


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize("fails", [False, True], ids=["passes", "fails"])
def test_in_the_form(desk: Client, case: Case, fails: bool) -> None:
    url, form = form_of(desk, case, values_of(case, fails=fails))
    before = shown(desk, case)
    response = desk.post(url, {**form, "action-publish": "1"})
    assert (response.status_code == 200) is fails, filling.errors(response)
    if fails:
        assert set(complaints(response)) == {case.place}
    assert shown(desk, case) - before == (0 if fails else 1)


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize("fails", [False, True], ids=["passes", "fails"])
def test_for_an_import(desk: Client, case: Case, fails: bool) -> None:
    values = values_of(case, fails=fails)
    before = shown(desk, case)
    assert imported(case, values, publish=True) is not fails
    assert shown(desk, case) - before == (0 if fails else 1)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_draft_may_break_it_unless_it_contradicts_itself(desk: Client, case: Case) -> None:
    """V18, in the form, in the preview and for an import."""
    url, form = form_of(desk, case, values_of(case, fails=True))
    preview = reverse("wagtailadmin_pages:preview_on_add", args=url.strip("/").split("/")[-3:])
    assert desk.post(preview, form).json()["is_valid"] is not case.is_contradiction
    assert desk.post(url, form).status_code == (200 if case.is_contradiction else 302)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_an_import_may_leave_a_draft_that_breaks_it_unless_it_contradicts_itself(home: object, case: Case) -> None:
    assert imported(case, values_of(case, fails=True), publish=False) is not case.is_contradiction


@pytest.mark.parametrize("note", ["", "Der Saal war belegt."])
def test_v4_a_published_date_changes_with_a_reason(desk: Client, note: str) -> None:
    page = making.published(making.event())
    changed = {"occurrences-0-start_date": "01.06.2018", "date_change_note": note}
    form = {**open_form(desk, editing(page)), **changed, "action-publish": "1"}
    assert desk.post(editing(page), form).status_code == (302 if note else 200)
    other = making.published(making.event("Anderes"))
    other.occurrences, other.date_change_note = [making.on("2018-06-01")], note
    if note:
        other.save_revision().publish()
        return
    with pytest.raises(ValidationError):
        other.save_revision().publish()


@pytest.mark.parametrize("since", [dt.date(2010, 1, 1), dt.date(2020, 1, 1)])
def test_v8_a_role_that_was_not_held_then_is_asked_about_in_the_form_alone(desk: Client, since: dt.date) -> None:
    who, partner = making.person(), making.partner()
    making.affiliation(who, "Vorsitz", partner, since=since)
    values = event(contributions=[{"person": who, "partner": partner, "roles": "Vorsitz"}])
    case = CASES[0]
    url, form = form_of(desk, case, values)
    assert desk.post(url, {**form, "action-publish": "1"}).status_code == (200 if since > DAY else 302)
    assert imported(case, values, publish=True)


@pytest.mark.parametrize(
    ("url", "passes"), [("https://vimeo.com/76979871", True), ("https://example.org/film", False), ("", False)]
)
def test_v15_only_known_providers_are_embedded(home: object, url: str, passes: bool) -> None:
    """What it refuses in the form stands in `tests/blocks/test_catalogue.py`, too."""
    value = {"url": url, "title": "Ein Rundgang", "poster": []}
    page = making.event(announcement=json.dumps([{"type": "embed", "value": value, "id": "e"}]))
    if passes:
        assert making.published(page).announcement
    else:
        with pytest.raises(ValidationError, match="announcement"):
            making.published(page)


def test_v16_a_new_address_leaves_a_redirect_at_the_old_one(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    for by_form in (True, False):
        page = making.published(making.event(f"Wohnen {by_form}"))
        old = page.get_url_parts()[2].rstrip("/")
        with django_capture_on_commit_callbacks(execute=True):
            if by_form:
                form = {**open_form(desk, editing(page)), "slug": "neu", "action-publish": "1"}
                assert desk.post(editing(page), form).status_code == 302
            else:
                page.slug = "neuer"
                page.save_revision().publish()
        assert Redirect.objects.get(old_path=old).redirect_page_id == page.pk
