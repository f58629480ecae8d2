"""Fills an installation with pages of the press plugin in every state that a page can be in."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Comment, Locale, Page, Workflow

from cms.content import models
from tests.content import making
from tests.press.conftest import CONTACT, PARAGRAPH, filled_site

PUBLIC = "netzwerk-fordert-verlaessliche-foerderung"


def editor() -> User:
    """Who writes all of it."""
    made: User = User.objects.get_or_create(username="redaktion", defaults={"is_superuser": True, "is_staff": True})[0]
    return made


def fill() -> None:
    """A release in each state, and pages of the core that show one."""
    news = filled_site()
    halle, issuer = making.city(), making.partner()
    live = _release(news, "Netzwerk fordert verlässliche Förderung", city=halle, published_by=issuer)
    live.title = "Netzwerk fordert mehr"
    live.save_revision(user=editor(), log_action=True)
    Comment.objects.create(page=live, user=editor(), text="Stimmt die Zahl?", contentpath="title")
    live.create_alias(parent=news, update_slug="netzwerk-spiegel", user=editor())
    _translated(live, news)
    _release(news, "Nur ein Entwurf", publish=False)
    _scheduled(_release(news, "Kommt erst noch", publish=False))
    _release(news, "Läuft ab", expire_at=timezone.now() + dt.timedelta(days=900))
    _locked(_release(news, "Gesperrt"))
    _release(news, "In der Freigabe", publish=False).save_revision(user=editor())
    _handed_in(Page.objects.get(slug="in-der-freigabe").specific)
    _shown_by_the_core(news, live)


def _release(news: Page, title: str, *, publish: bool = True, **fields: Any) -> Any:
    from plugins.press.models import PressReleasePage

    page = PressReleasePage(
        title=title, number="12/2026", reach="regional", body=json.dumps([PARAGRAPH, CONTACT]), live=publish, **fields
    )
    page.live = False
    news.add_child(instance=page)
    revision = page.save_revision(user=editor(), log_action=True)
    if publish:
        revision.publish(user=editor())
    return PressReleasePage.objects.get(pk=page.pk)


def _translated(page: Any, news: Page) -> None:
    english = Locale.objects.get(language_code="en")
    news.get_parent().copy_for_translation(english)
    news.copy_for_translation(english).save_revision().publish()
    copy = page.copy_for_translation(english)
    copy.title = "Network demands reliable funding"
    copy.save_revision(user=editor()).publish()


def _scheduled(page: Any) -> None:
    page.go_live_at = timezone.now() + dt.timedelta(days=400)
    page.save_revision(user=editor(), approved_go_live_at=page.go_live_at)
    page.save(update_fields=["go_live_at"])


def _locked(page: Any) -> None:
    page.locked, page.locked_by, page.locked_at = True, editor(), timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"])


def _handed_in(page: Any) -> None:
    Workflow.objects.get().start(page, editor())


def _shown_by_the_core(news: Page, release: Any) -> None:
    page = models.StandardPage(title="Presse", body=json.dumps([PARAGRAPH, CONTACT, _related(release.pk)]))
    news.get_parent().add_child(instance=page)
    page.save_revision(user=editor()).publish()


def _related(page: int) -> dict[str, Any]:
    return {"type": "related", "id": str(uuid4()), "value": {"title": "", "pages": [page], "topics": []}}
