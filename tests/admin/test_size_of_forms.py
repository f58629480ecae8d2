"""A form at the desk weighs little: what is the same in each is said once, and nothing that nobody uses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import wagtail.admin
from django.template import engines
from django.template.base import Origin, Template
from django.templatetags.i18n import BlockTranslateNode
from django.test import Client

from cms.admin.squeezing import squeezed
from cms.content.models import EventContribution, EventIndexPage, EventOccurrence, EventPage, HomePage, Person
from tests.admin.filling import editing, open_form

LINES = 5
FIELDS = ("person", "name_text", "kind", "title", "roles", "partner", "id", "ORDER", "DELETE")
MOST = 300_000


@pytest.fixture
def event(home: HomePage) -> EventPage:
    """An event with a few people."""
    page = EventPage(title="Fest der Vereine", theme="Fest", format="conference")
    page.occurrences = [EventOccurrence(start_date=dt.date(2026, 5, 1))]
    page.contributions = [
        EventContribution(person=Person.objects.create(given_name="Ada", family_name=f"Beispiel {n}"), roles="Gast")
        for n in range(LINES)
    ]
    EventIndexPage.objects.first().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def form(desk: Client, event: EventPage) -> str:
    return desk.get(editing(event)).content.decode()


def test_the_form_of_an_event_is_small(form: str) -> None:
    assert len(form) < MOST, len(form)


def test_nobody_is_offered_to_comment_where_nobody_can(form: str) -> None:
    """Wagtail takes no comments on rows."""
    rows = form[form.index('id="id_contributions-FORMS"') : form.index("data-desk-start", form.index("ions-ADD"))]
    assert "data-contentpath-disabled" in rows
    assert "data-comment-add" not in rows
    assert "data-comment-add" in form


def test_lines_bring_their_fields_alone_and_are_drawn_like_the_empty_one(form: str) -> None:
    """A browser does it: `tests/journeys/test_an_editor_publishes.py`."""
    assert form.count('data-desk-row="contributions"') == LINES
    assert form.count('id="inline_child_contributions-') == form.count('id="inline_child_contributions-__prefix__') > 0
    assert all(f'name="contributions-{number}-{name}"' in form for number in range(LINES) for name in FIELDS)


def test_lines_that_were_refused_are_written_out_with_what_is_wrong(desk: Client, event: EventPage) -> None:
    form = open_form(desk, editing(event))
    answer = desk.post(editing(event), {**form, "contributions-0-title": "x" * 300, "action-publish": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "data-desk-row" not in shown
    assert 'id="inline_child_contributions-4"' in shown


def test_a_line_break_stands_for_all_space_around_it() -> None:
    assert squeezed("<p>\n    a b\n\n  </p>  \n<p> c </p>") == "<p>\na b\n</p>\n<p> c </p>"


@pytest.mark.parametrize(
    "kept",
    [
        "{% blocktrans %}\n  a\n    b\n{% endblocktrans %}",
        "{% blocktranslate count n=n %}\n  a\n{% plural %}\n  b\n{% endblocktranslate %}",
        "<pre>\n  a\n    b\n</pre>",
        "<textarea>\n\n  a</textarea>",
    ],
)
def test_space_stays_where_it_counts(kept: str) -> None:
    assert squeezed(f"<p>\n  {kept}\n  </p>") == f"<p>\n{kept}\n</p>"


def looked_up(text: str, name: str) -> list[str]:
    """The texts of several lines that the template looks up in a catalogue."""
    template = Template(text, Origin(name, template_name=name), name, engines["django"].engine)
    nodes: list[Any] = template.nodelist.get_nodes_by_type(BlockTranslateNode)
    return [node.render_token_list(texts)[0] for node in nodes for texts in (node.singular, node.plural) if texts]


def test_no_text_of_wagtails_templates_is_missed_in_the_catalogues() -> None:
    folder = Path(wagtail.admin.__path__[0]) / "templates"
    templates = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    texts = {name: looked_up(text, name) for name, text in templates.items() if "{% blocktrans" in text}
    assert len(texts) > 50
    assert {name: looked_up(squeezed(templates[name]), name) for name in texts} == texts
