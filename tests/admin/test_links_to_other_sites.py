"""Links to other sites are collected from what is public, asked in turns, and told once they have failed for days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.admin.care import external_links
from cms.admin.care.addresses import addresses_of
from cms.admin.care.asking import Failed, NotAsked
from cms.admin.care.broken_links import pages_with_broken_links
from cms.admin.care.external_links import ask_some, collect
from cms.admin.models import ExternalAddress, ExternalLink, Trouble
from cms.content.models import HomePage, StandardPage
from cms.extend import registry
from tests.admin.test_broken_links import author_of
from tests.content.making import partner, published

pytestmark = pytest.mark.usefixtures("home", "on")

GONE = "https://weg.example/seite"
FINE = "https://da.example/"


@pytest.fixture
def on(settings: Any) -> None:
    settings.CHECK_LINKS = True


class Web:
    """The other sites: what they answer, by address, and who was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []

    def ask(self, address: str) -> int:
        self.asked.append(address)
        answer = self.answers.get(address, 200)
        if isinstance(answer, Exception):
            raise answer
        return int(answer)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    monkeypatch.setattr(external_links, "ask", made.ask)
    return made


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def page(title: str, *addresses: str, **values: Any) -> StandardPage:
    links = " ".join(f'<a href="{each}">Mehr bei {n}</a>' for n, each in enumerate(addresses))
    body = json.dumps([{"type": "paragraph", "value": f"<p>{links}</p>", "id": str(uuid4())}])
    return published(StandardPage(title=title, body=body, **values), below=HomePage)


def told(user: User) -> dict[str, list[str]]:
    found = pages_with_broken_links(User.objects.get(pk=user.pk))
    return {str(each.page.title): [f"{fault.where} {fault.words}" for fault in each.faults] for each in found}


def stored() -> set[str]:
    return set(ExternalAddress.objects.values_list("address", flat=True)) - {
        each for each in ExternalAddress.objects.values_list("address", flat=True) if "creativecommons" in each
    }


def days_pass(clock: Any, days: float = 1) -> None:
    clock.shift(dt.timedelta(days=days))


def test_what_is_public_is_collected_and_nothing_else() -> None:
    page("Offen", FINE, "mailto:post@weg.example", "https://weg.example/a?b=1&amp;c=2#teil")
    page("Intern", "https://intern.example/")
    PageViewRestriction.objects.create(
        page=Page.objects.get(title="Intern"), restriction_type=PageViewRestriction.LOGIN
    )
    draft = page("Entwurf", "https://alt.example/")
    draft.body = "[]"
    draft.save_revision().publish()
    draft.body = json.dumps([{"type": "paragraph", "value": '<p><a href="https://geheim.example/">Da</a></p>'}])
    draft.save_revision()
    partner("Verband", website="https://verband.example")
    collect()
    assert stored() == {FINE, "https://weg.example/a?b=1&c=2", "https://verband.example/"}
    assert ExternalLink.objects.filter(page__title="Verband").exists()


def test_addresses_are_read_as_they_are_asked_for() -> None:
    document = json.dumps(
        {"a": "https://Übung.example/Grüße?q=ä#x", "b": "Siehe https://text.example", "c": "http://testserver/x/",
         "d": "https://[::1/", "e": "javascript:alert(1)", "f": "https://u:p@weg.example/"},
        ensure_ascii=False,
    )  # fmt: skip
    assert addresses_of(document, frozenset({"testserver"})) == {
        "https://xn--bung-zra.example/Gr%C3%BC%C3%9Fe?q=%C3%A4"
    }


def test_what_stands_nowhere_any_more_is_forgotten() -> None:
    source = page("Quelle", FINE, GONE)
    collect()
    source.body = "[]"
    source.save_revision().publish()
    page("Andere", FINE)
    collect()
    assert stored() == {FINE}
    assert [link.page.title for link in ExternalLink.objects.filter(address__address=FINE)] == ["Andere"]


def test_a_page_that_is_gone_is_told_on_the_second_day(editor: User, web: Web, clock: Any) -> None:
    page("Quelle", FINE, GONE)
    web.answers[GONE] = Failed(Trouble.GONE, 404)
    collect()
    ask_some()
    ask_some()
    assert web.asked.count(GONE) == 1
    assert told(editor) == {}
    days_pass(clock)
    ask_some()
    assert told(editor) == {"Quelle": [f"{GONE} Die Seite gibt es dort nicht mehr. Seit 02.03.2026."]}


def test_what_does_not_answer_is_told_on_the_third_day(editor: User, web: Web, clock: Any) -> None:
    page("Quelle", FINE, GONE)
    web.answers[GONE] = Failed(Trouble.SILENT)
    collect()
    for day in range(3):
        assert told(editor) == {}, day
        ask_some()
        days_pass(clock)
    assert told(editor) == {"Quelle": [f"{GONE} Dort antwortet niemand. Seit 02.03.2026."]}


def test_what_answers_again_is_told_no_more_and_begins_anew(editor: User, web: Web, clock: Any) -> None:
    page("Quelle", FINE, GONE)
    web.answers[GONE] = Failed(Trouble.GONE, 404)
    collect()
    for _ in range(2):
        ask_some()
        days_pass(clock)
    assert told(editor)
    web.answers[GONE] = 200
    days_pass(clock, 7)
    ask_some()
    assert told(editor) == {}
    row = ExternalAddress.objects.get(address=GONE)
    assert (row.failures, row.failing_since, row.trouble, row.status) == (0, None, "", 200)


def test_what_answers_is_left_alone_for_weeks(web: Web, clock: Any) -> None:
    page("Quelle", FINE)
    collect()
    ask_some()
    for _ in range(27):
        days_pass(clock)
        ask_some()
    assert web.asked.count(FINE) == 1
    days_pass(clock)
    ask_some()
    assert web.asked.count(FINE) == 2


def test_no_host_is_asked_twice_at_once_and_few_at_a_time(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    page("Quelle", *(f"https://da.example/{n}" for n in range(4)), *(f"https://da{n}.example/" for n in range(5)))
    collect()
    ask_some()
    assert len([each for each in web.asked if each.startswith("https://da.example")]) == 1
    monkeypatch.setattr(external_links, "AT_A_TIME", 2)
    web.asked.clear()
    ask_some()
    assert len(web.asked) <= 2


def test_a_server_that_reaches_nobody_blames_no_link(editor: User, web: Web, clock: Any) -> None:
    page("Quelle", FINE, GONE)
    collect()
    ExternalAddress.objects.exclude(address__in=[FINE, GONE]).delete()
    web.answers = {FINE: Failed(Trouble.SILENT), GONE: Failed(Trouble.UNKNOWN)}
    for _ in range(4):
        ask_some()
        days_pass(clock)
    assert set(ExternalAddress.objects.values_list("failures", flat=True)) == {0}
    web.answers[FINE] = 200
    for _ in range(3):
        ask_some()
        days_pass(clock)
    # From now on one fails alone, day by day; the other one says that the network is there.
    assert told(editor) == {"Quelle": [f"{GONE} Eine Website dieses Namens gibt es nicht mehr. Seit 06.03.2026."]}


def test_what_may_not_be_asked_is_no_fault(editor: User, web: Web, clock: Any) -> None:
    page("Quelle", GONE)
    web.answers[GONE] = NotAsked()
    collect()
    for _ in range(4):
        ask_some()
        days_pass(clock, 30)
    assert told(editor) == {}


def broken(address: str = GONE) -> None:
    """As after days of failing."""
    collect()
    ExternalAddress.objects.filter(address=address).update(
        failures=3, trouble=Trouble.GONE, failing_since=timezone.localdate(), status=404
    )


def test_what_was_mended_is_told_no_more_at_once(editor: User) -> None:
    source = page("Quelle", GONE)
    broken()
    assert list(told(editor)) == ["Quelle"]
    source.body = "[]"
    source.save_revision().publish()
    assert told(editor) == {}


def test_nothing_is_told_of_pages_of_others_or_that_are_closed(editor: User) -> None:
    own = page("Eigen", GONE)
    page("Fremd", GONE, "https://geheim.example/")
    broken()
    broken("https://geheim.example/")
    author = author_of(own)
    assert list(told(author)) == ["Eigen"]
    client = Client()
    client.force_login(author)
    for address in ("/admin/", reverse("desk_broken_links")):
        html = client.get(address).content.decode()
        assert "weg.example" in html, address
        assert "Fremd" not in html, address
        assert "geheim.example" not in html, address
    PageViewRestriction.objects.create(page=own, restriction_type=PageViewRestriction.LOGIN)
    assert told(author) == {}
    assert list(told(editor)) == ["Fremd"]


def test_more_links_are_no_more_questions(editor: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert told(editor)
        return len(queries)

    page("Quelle", GONE)
    broken()
    told(editor)
    few = asked()
    for number in range(5):
        page(f"Quelle {number}", GONE, f"https://weg{number}.example/")
        broken(f"https://weg{number}.example/")
    broken()
    assert asked() == few


def test_it_can_be_turned_off(editor: User, web: Web, settings: Any) -> None:
    page("Quelle", GONE)
    broken()
    settings.CHECK_LINKS = False
    assert told(editor) == {}
    ExternalAddress.objects.all().delete()
    collect()
    ask_some()
    assert web.asked == []
    assert not ExternalAddress.objects.exists()


def test_the_worker_does_it() -> None:
    jobs = {job.name: job.run for job in registry().jobs if job.plugin == "desk"}
    assert jobs == {"addresses": collect, "links": ask_some}
