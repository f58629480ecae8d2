"""The press officer hears of national releases, is reminded of drafts, and finds the releases in one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from cms.content.models import NewsIndexPage
from cms.content.vetoes import Vetoed
from cms.extend import activation_cache, jobs
from cms.extend.models import Activation, JobRun
from cms.management.commands import worker
from cms.publishing import consumer_runner

Publish = Callable[..., Any]
OFFICER = "presse@netzwerk.example"


@pytest.fixture
def officer(news_list: NewsIndexPage) -> Any:
    """The settings of a site that has a press officer."""
    from plugins.press.models import PressSettings

    consumer_runner.catch_up_all()
    return PressSettings.objects.create(
        site=Site.objects.get(), officer=OFFICER, about="Vielstimmig verbindet Vereine aus sechs Städten."
    )


@pytest.fixture
def publish(news_list: NewsIndexPage) -> Publish:
    """Publishes a release of this reach, and lets everybody hear of it."""
    from plugins.press.models import PressReleasePage

    def publish(title: str, reach: str = "national", number: str = "") -> Any:
        page = news_list.add_child(instance=PressReleasePage(title=title, reach=reach, number=number))
        page.save_revision().publish()
        consumer_runner.catch_up_all()
        page.refresh_from_db()
        return page

    return publish


@pytest.fixture
def desk(client: Client, news_list: NewsIndexPage) -> Client:
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    return client


def test_the_officer_hears_of_a_national_release_once(officer: Any, publish: Publish) -> None:
    page = publish("Dachverband lädt nach Dortmund")
    (letter,) = mail.outbox
    assert letter.to == [OFFICER]
    assert letter.subject == "Bundesweit veröffentlicht: Dachverband lädt nach Dortmund"
    assert page.full_url in letter.body
    page.title = "Dachverband lädt nach Kiel"
    page.save_revision().publish()
    consumer_runner.catch_up_all()
    assert len(mail.outbox) == 1


def test_the_officer_hears_of_one_that_becomes_national(officer: Any, publish: Publish) -> None:
    page = publish("Wohnungstest", reach="local")
    assert mail.outbox == []
    page.reach = "national"
    page.save_revision().publish()
    consumer_runner.catch_up_all()
    assert len(mail.outbox) == 1


def test_mail_that_could_not_be_sent_is_sent_later(
    officer: Any, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugins.press import announcing

    def refused(*args: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(announcing, "send_mail", refused)
        publish("Dachverband lädt nach Dortmund")
        assert mail.outbox == []
    later = timezone.now() + dt.timedelta(minutes=1)
    monkeypatch.setattr(consumer_runner.timezone, "now", lambda: later)
    consumer_runner.catch_up_all()
    assert len(mail.outbox) == 1


def test_without_an_officer_nobody_is_told(news_list: NewsIndexPage, publish: Publish) -> None:
    publish("Dachverband lädt nach Dortmund")
    assert mail.outbox == []


def test_where_press_work_is_disabled_nobody_is_told(officer: Any, news_list: NewsIndexPage) -> None:
    from plugins.press.models import PressReleasePage

    # Written while press work was enabled, since no release is begun where it is not.
    page = news_list.add_child(instance=PressReleasePage(title="Dachverband lädt nach Dortmund", live=False))
    Activation.objects.create(plugin="press", site=officer.site_id, enabled=False)
    activation_cache.forget()
    page.save_revision().publish()
    consumer_runner.catch_up_all()
    assert mail.outbox == []


def test_the_officer_is_reminded_of_forgotten_drafts_each_week(
    officer: Any, publish: Publish, news_list: NewsIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugins.press.models import PressReleasePage

    publish("Längst draußen", reach="local")
    draft = news_list.add_child(instance=PressReleasePage(title="Vergessen", live=False))
    draft.save_revision()
    # A worker lives for days, a test within one connection.
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    call_command("worker", "--once")
    assert mail.outbox == []
    assert JobRun.objects.get(plugin="press", job="drafts").last_error == ""
    later = timezone.now() + dt.timedelta(days=15)
    monkeypatch.setattr(jobs.timezone, "now", lambda: later)
    jobs.run_jobs()
    jobs.run_jobs()
    (letter,) = mail.outbox
    assert letter.subject == "1 Pressemitteilung wartet als Entwurf"
    assert "Vergessen" in letter.body
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in letter.body
    assert "Längst draußen" not in letter.body


def test_a_numbered_release_that_was_public_is_not_deleted(publish: Publish, desk: Client) -> None:
    page = publish("Dachverband lädt nach Dortmund", number="11/2026")
    page.unpublish()
    with pytest.raises(Vetoed), transaction.atomic():
        page.delete()
    answer = desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert answer.status_code == 200
    page.refresh_from_db()
    unnumbered = publish("Ohne Nummer")
    unnumbered.delete()
    assert not type(unnumbered).objects.filter(pk=unnumbered.pk).exists()


def test_a_new_release_begins_with_what_the_site_says_about_itself(
    officer: Any, desk: Client, news_list: NewsIndexPage
) -> None:
    form = desk.get(reverse("wagtailadmin_pages:add", args=["press", "pressreleasepage", news_list.pk]))
    assert "Vielstimmig verbindet Vereine aus sechs Städten." in form.content.decode()


def test_editors_find_settings_and_list(officer: Any, release: Any, desk: Client) -> None:
    from plugins.press.listing import address

    settings = desk.get(reverse("wagtailsettings:edit", args=["press", "presssettings", officer.site_id]))
    assert OFFICER in settings.content.decode()
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert address() in home
    assert "settings/press/presssettings" in home
    found = desk.get(address()).content.decode()
    assert release.title in found
    assert "12/2026" in found
    assert desk.get(address(), {"reach": "local"}).content.decode().count(release.title) == 0


def test_the_desk_forgets_press_work_where_it_is_disabled(officer: Any, desk: Client, news_list: NewsIndexPage) -> None:
    from plugins.press.listing import address
    from plugins.press.models import PressReleasePage

    Activation.objects.create(plugin="press", site=officer.site_id, enabled=False)
    activation_cache.forget()
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert address() not in home
    assert "settings/press/presssettings" not in home
    assert not PressReleasePage.can_create_at(news_list)
    assert desk.get("/api/v1/press/contacts").status_code == 404
    assert desk.get("/api/v1/").json()["further"] == {}


def test_a_check_warns_of_mail_that_goes_nowhere(officer: Any, settings: Any) -> None:
    def warned() -> list[str | None]:
        return [message.id for message in run_checks() if message.id and message.id.startswith("press.")]

    assert warned() == ["press.W001"]
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert warned() == []
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    officer.delete()
    assert warned() == []


@pytest.fixture
def kiel(officer: Any) -> Site:
    """A second site, which has press work while the first one has not."""
    first = Site.objects.get()
    site = Site.objects.create(
        hostname="kiel.example", root_page=first.root_page.add_sibling(title="Kiel", slug="kiel")
    )
    Activation.objects.create(plugin="press", site=first.pk, enabled=False)
    activation_cache.forget()
    return site


@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_do_not_open_where_press_work_is_disabled(method: str, officer: Any, kiel: Site, desk: Client) -> None:
    Activation.objects.create(plugin="press", site=kiel.pk, enabled=False)
    activation_cache.forget()
    address = reverse("wagtailsettings:edit", args=["press", "presssettings", officer.site_id])
    answer = getattr(desk, method)(address, {"officer": "neu@netzwerk.example"}, follow=True)
    assert answer.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    assert "Administratoren schalten sie unter „Einstellungen › Erweiterungen“ ein." in answer.content.decode()
    officer.refresh_from_db()
    assert officer.officer == OFFICER


def test_settings_lead_to_a_site_that_has_press_work(officer: Any, kiel: Site, desk: Client) -> None:
    there = reverse("wagtailsettings:edit", args=["press", "presssettings", kiel.pk])
    answer = desk.get(reverse("wagtailsettings:edit", args=["press", "presssettings"]), follow=True)
    assert answer.redirect_chain[-1] == (there, 302)
    assert "ist dort ausgeschaltet" in answer.content.decode()
