"""Editors work on while a plugin is missing: every view answers, and says readably what cannot be had."""

from __future__ import annotations

import pytest

from tests.dormant.conftest import Filled
from tests.dormant.installation import WITHOUT, Installation

pytestmark = pytest.mark.database

OVERVIEWS = (
    "",
    "pages/",
    "pages/{list}/",
    "pages/{english_list}/",
    "pages/{home}/",
    "pages/{list}/edit/",
    "pages/{list}/move/",
    "pages/{list}/copy/",
    "pages/{list}/delete/",
    "pages/{list}/usage/",
    "pages/{list}/history/",
    "pages/{list}/unpublish/",
    "pages/search/?q=netzwerk",
    "pages/search/?q=Entwurf",
    "choose-page/",
    "choose-page/{list}/",
    "choose-page/search/?q=netzwerk",
    "reports/locked/",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "snippets/content/city/usage/{city}/",
    "snippets/content/city/delete/{city}/",
    "translation/submit/page/{list}/",
    "api/main/pages/?child_of={list}&fields=*",
    "bulk/wagtailcore/page/delete/?id={page}&id={list}&next=/admin/",
    "bulk/wagtailcore/page/move/?id={page}&id={list}&next=/admin/",
    "bulk/wagtailcore/page/publish/?id={page}&id={list}&next=/admin/",
    "bulk/wagtailcore/page/unpublish/?id={page}&id={list}&next=/admin/",
)
OF_THE_PAGE = (
    "edit/",
    "history/",
    "revisions/",
    "revisions/{revision}/view/",
    "revisions/{revision}/revert/",
    "revisions/{revision}/unschedule/",
    "revisions/compare/earliest...latest/",
    "delete/",
    "copy/",
    "move/",
    "move/{home}/confirm/",
    "unpublish/",
    "usage/",
    "privacy/",
    "lock/",
    "unlock/",
    "workflow_history/",
    "workflow_history/detail/1/",
    "view_draft/",
    "edit/preview/",
    "add_subpage/",
    "convert_alias/",
)
OF_ITS_WORKFLOW = (
    "action/{page}/approve/{task}/",
    "collect_action_data/{page}/approve/{task}/",
    "confirm_cancellation/{page}/",
    "preview/{page}/1/",
)
KEYS = """
from cms.content.models import City, NewsIndexPage, HomePage
from wagtail.models import Page, Revision, TaskState
page = Page.objects.get(slug="in-der-freigabe")
result = {
    "page": page.pk,
    "release": Page.objects.filter(slug__startswith="netzwerk-fordert", locale__language_code="de").get().pk,
    "list": page.get_parent().pk,
    "home": page.get_parent().get_parent().pk,
    "english_list": NewsIndexPage.objects.get(locale__language_code="en").pk,
    "revision": Revision.objects.filter(object_id=str(page.pk)).first().pk,
    "city": City.objects.get().pk,
    "task": TaskState.objects.first().pk,
}
"""


def paths(keys: dict[str, int]) -> tuple[list[str], list[str]]:
    """Overviews, and views of two pages themselves."""
    own = [f"pages/{{{page}}}/{view}" for page in ("page", "release") for view in OF_THE_PAGE]
    own += [f"pages/workflow/{view}" for view in OF_ITS_WORKFLOW]
    return [f"desk:/admin/{path.format(**keys)}" for path in OVERVIEWS], [
        f"desk:/admin/{path.format(**keys)}" for path in own
    ]


def every_view_answers(installation: Installation) -> None:
    keys = installation.run(KEYS, without=WITHOUT)
    overviews, own = paths(keys)
    seen = installation.visit(*overviews, *own, without=WITHOUT)
    assert {path: answer["status"] for path, answer in seen.items() if answer["status"] != 200} == {}
    for path in own:
        assert seen[path]["at"] == f"/admin/pages/{keys['list']}/", path
        assert "gehört zur Erweiterung „Presse“, die fehlt" in seen[path]["text"], path


def test_every_view_answers_after_a_restart_without_the_plugin(filled: Filled) -> None:
    every_view_answers(filled.installation)
    keys = filled.installation.run(KEYS, without=WITHOUT)
    seen = filled.installation.visit("desk:/admin/", f"desk:/admin/pages/{keys['list']}/", without=WITHOUT)
    assert "8 Seiten haben ihre Erweiterung verloren" in seen["desk:/admin/"]["text"]
    assert "7 Seiten fehlen in dieser Liste" in seen[f"desk:/admin/pages/{keys['list']}/"]["text"]


def test_every_view_answers_once_they_are_parked(parked: Filled) -> None:
    every_view_answers(parked.installation)


def test_lists_show_parked_pages_for_what_they_are(parked: Filled) -> None:
    keys = parked.installation.run(KEYS, without=WITHOUT)
    listed = f"desk:/admin/pages/{keys['list']}/"
    text = parked.installation.visit(listed, without=WITHOUT)[listed]["text"]
    assert "Gesperrt" in text
    assert "Erweiterung fehlt" in text


DELETIONS = """
from django.test import Client
from django.db import transaction
from wagtail.models import Page
from cms.dormant.refusals import PluginMissing, StillNeeded
from cms.content.models import City, PartnerPage
from tests.dormant.filling import editor

desk = Client(headers={"accept-language": "de"})
desk.force_login(editor())
news = Page.objects.get(slug="gesperrt").get_parent()
home = news.get_parent()

def refused(deed):
    try:
        with transaction.atomic():
            deed()
    except PluginMissing as error:
        return str(error)
    return "done"

def said(path, **data):
    return desk.post(path, data, follow=True).content.decode()

result = {
    "page": refused(Page.objects.get(slug="gesperrt").delete),
    "specific": refused(Page.objects.get(slug="gesperrt").specific.delete),
    "list": refused(news.specific.delete),
    "queryset": refused(Page.objects.filter(pk=news.pk).delete),
    "city": refused(City.objects.get().delete),
    "partner": refused(PartnerPage.objects.get().delete),
    "copy": refused(lambda: news.specific.copy(recursive=True, to=news.get_parent(), update_attrs={"slug": "kopie"})),
    "alias": refused(lambda: news.specific.create_alias(recursive=True, parent=news.get_parent(), update_slug="kopie")),
    "desk list": said(f"/admin/pages/{news.pk}/delete/"),
    "desk bulk": said(f"/admin/bulk/wagtailcore/page/delete/?id={news.pk}&next=/admin/pages/", **{"wagtail_site_name": "Litfass"}),
    "desk city": said(f"/admin/snippets/content/city/delete/{City.objects.get().pk}/"),
    "desk partner": said(f"/admin/pages/{PartnerPage.objects.get().pk}/delete/"),
    "desk copy": said(
        f"/admin/pages/{home.pk}/copy/",
        new_title="Kopie",
        new_slug="kopie",
        new_parent_page=home.get_parent().pk,
        copy_subpages="on",
    ),
    "left": [Page.objects.filter(slug="gesperrt").count(), City.objects.count(), PartnerPage.objects.count(), Page.objects.filter(slug="kopie").count()],
}
"""


def test_nothing_that_the_missing_plugin_needs_can_be_deleted_or_copied(parked: Filled) -> None:
    found = parked.installation.run(DELETIONS, without=WITHOUT)
    assert found.pop("left") == [1, 1, 1, 0]
    for deed in ("page", "specific", "list", "queryset"):
        assert "gehört zur Erweiterung „Presse“, die fehlt" in found[deed], deed
    for deed in ("city", "partner"):
        assert "wird von Inhalten der Erweiterung „press“ benutzt, die fehlt" in found[deed], deed
    for deed in ("copy", "alias", "desk copy"):
        assert "kann weder kopiert noch übersetzt werden" in found[deed], deed
    assert "Darunter stehen Seiten der Erweiterung „Presse“" in found["desk list"]
    assert "gehört zur Erweiterung „Presse“" in found["desk bulk"]
    for deed in ("desk city", "desk partner"):
        assert "wird von Inhalten der Erweiterung" in found[deed], deed


def test_after_all_that_the_plugin_comes_back_to_what_it_left(parked: Filled) -> None:
    parked.installation.step("migrate")
    after = parked.installation.step("snapshot")
    for table, rows in parked.before["stored"].items():
        assert after["stored"][table] == rows, table
    assert after["public"] == parked.before["public"]
