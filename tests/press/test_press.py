"""Press work: releases, whom the press may call, a filter, an address; all of it from one folder."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from blocks.base import ContentBlock
from cms.content.models import NewsIndexPage, PartnerIndexPage, PartnerPage
from cms.extend import activation_cache, public_id, registry
from cms.extend.activation import disable, enable
from cms.publishing.models import Entry
from tests.content import making
from tests.content.making import published
from tests.loaded import require

require("press")


def get(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_release_has_its_page_with_contact_and_issuer(release: Any, client: Client) -> None:
    page = client.get(release.url)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Pressemitteilung 12/2026" in html
    assert 'href="tel:0345123456"' in html
    assert "Das Netzwerk verbindet Vereine in sechs Städten." in html


def test_a_release_is_delivered_like_everything_else(release: Any, client: Client) -> None:
    (item,) = get(client, "press-releases")["items"]
    assert (item["type"], item["number"], item["reach"]) == (
        "press_release",
        "12/2026",
        {"value": "regional", "label": "Regional"},
    )
    assert item["city"]["title"] == "Halle (Saale)"
    assert [block["type"] for block in item["body"]] == ["paragraph", "press_contact"]
    assert item["body"][1]["value"]["hours"] == "werktags 9 bis 17 Uhr"
    assert get(client, f"press-releases/{item['id']}") == item
    assert "press_release" in [each["document"]["type"] for each in get(client, "changes?type=press_release")["items"]]


def test_releases_are_filtered_by_reach(release: Any, client: Client) -> None:
    assert get(client, "press-releases?press_reach=regional,national")["count"] == 1
    assert get(client, "press-releases?press_reach=local")["count"] == 0
    assert client.get("/api/v1/news?press_reach=local").status_code == 400


def test_releases_are_filtered_by_city_as_everything_else(release: Any, client: Client) -> None:
    assert get(client, "press-releases?city=halle-saale")["count"] == 1
    making.city("Kiel")
    assert get(client, "press-releases?city=kiel")["count"] == 0


def test_the_press_finds_whom_to_call(release: Any, client: Client) -> None:
    answer = client.get("/api/v1/press/contacts")
    (contact,) = answer.json()["items"]
    assert (contact["name"], contact["phone"], contact["release"]["title"]) == (
        "Amina Beispiel",
        "0345 123456",
        release.title,
    )
    again = client.get("/api/v1/press/contacts", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    release.unpublish()
    assert client.get("/api/v1/press/contacts").json() == {"items": []}


def test_the_list_of_contacts_is_one_query(release: Any, client: Client) -> None:
    activation_cache.forget()
    activation_cache.cached()
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/press/contacts")
    # The guard's savepoint is there since each test runs within a transaction.
    assert len([each for each in asked.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 1


def test_the_entrance_and_the_description_know_the_plugin(db: None, client: Client) -> None:
    assert get(client, "")["further"] == {"press/contacts": "http://testserver/api/v1/press/contacts"}
    description = get(client, "openapi.json")
    assert "/press/contacts" in description["paths"]
    assert "press_contact" in description["components"]["schemas"]["StreamItem"]["discriminator"]["mapping"]
    assert "PressRelease" in description["components"]["schemas"]


def test_bad_input_to_the_plugins_route_is_a_problem(db: None, client: Client) -> None:
    answer = client.get("/api/v1/press/contacts?x=1")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_search_reads_releases_and_their_contacts(release: Any) -> None:
    passages = Entry.objects.get(type="press_release").passages
    assert ["Amina Beispiel, Pressesprecherin", "press_contact"] in [passage[:2] for passage in passages]


def test_a_partners_document_counts_its_releases(release: Any, client: Client) -> None:
    issuer = published(PartnerPage(title="Verband"), below=PartnerIndexPage)
    assert _releases_of(issuer, client) == 0
    release.published_by = issuer
    release.save_revision().publish()
    assert _releases_of(issuer, client) == 1
    release.unpublish()
    assert _releases_of(issuer, client) == 0


def _releases_of(issuer: PartnerPage, client: Client) -> int:
    return int(get(client, f"partners/{public_id(issuer)}")["press_releases"])


def test_search_knows_the_number_of_a_release(release: Any) -> None:
    passages = Entry.objects.get(type="press_release").passages
    assert ["Pressemitteilung 12/2026", "press_number"] in [passage[:2] for passage in passages]


def test_the_sites_settings_come_with_the_plugin_and_go_with_it_unless_somebody_filled_them_in(
    news_list: NewsIndexPage,
) -> None:
    from plugins.press.models import PressSettings

    site = Site.objects.get(is_default_site=True).pk
    disable("press", site)
    enable("press", site)
    assert PressSettings.objects.filter(site=site).exists()
    disable("press", site)
    assert not PressSettings.objects.filter(site=site).exists()
    enable("press", site)
    PressSettings.objects.filter(site=site).update(officer="presse@example.org")
    disable("press", site)
    assert PressSettings.objects.filter(site=site).exists()


def test_an_editor_is_offered_releases_below_the_news(news_list: NewsIndexPage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    offered = client.get(reverse("wagtailadmin_pages:add_subpage", args=[news_list.pk])).content.decode()
    assert "pressreleasepage" in offered
    form = client.get(reverse("wagtailadmin_pages:add", args=["press", "pressreleasepage", news_list.pk]))
    assert form.status_code == 200


def test_a_contact_that_cannot_be_reached_is_refused() -> None:
    (block,) = (each.block() for each in registry().blocks if each.name == "press_contact")
    assert isinstance(block, ContentBlock)
    value = block.to_python({"name": "Amina Beispiel"})
    with pytest.raises(ValidationError):
        block.clean(value)
    block.clean(block.to_python({"name": "Amina Beispiel", "phone": "0345 123456"}))
