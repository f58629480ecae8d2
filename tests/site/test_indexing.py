"""What search engines may visit."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest

from cms.site import sitemap
from tests.site.conftest import Visit
from tests.site.world import World

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_sitemap_lists_what_is_public(world: World, visit: Visit) -> None:
    root = ElementTree.fromstring(visit("/sitemap.xml").html)
    addresses = {each.text for each in root.findall("s:url/s:loc", NAMES)}
    assert f"http://testserver{world.path('conference')}" in addresses
    assert not any(address and "entwurf" in address for address in addresses)


def test_the_sitemap_names_translations(world: World, visit: Visit) -> None:
    root = ElementTree.fromstring(visit("/sitemap.xml").html)
    home = next(url for url in root.findall("s:url", NAMES) if url.findtext("s:loc", "", NAMES) == "http://testserver/")
    assert {link.get("hreflang") for link in home.findall("x:link", NAMES)} == {"de", "en", "ar"}


def test_a_sitemap_beyond_the_last_is_not_found(world: World, visit: Visit) -> None:
    visit("/sitemap-2.xml", status=404)


def test_many_pages_fill_several_sitemaps(world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _addresses(visit("/sitemap.xml").html)
    monkeypatch.setattr(sitemap, "PER_FILE", 5)
    files = _addresses(visit("/sitemap.xml").html, of="s:sitemap/s:loc")
    assert len(files) > 2
    changes = _addresses(visit("/sitemap.xml").html, of="s:sitemap/s:lastmod")
    last = [max(_addresses(visit(f"/sitemap-{n}.xml").html, of="s:url/s:lastmod")) for n in range(1, len(files) + 1)]
    assert [dt.datetime.fromisoformat(each) for each in changes] == [dt.datetime.fromisoformat(each) for each in last]
    found = [address for file in files for address in _addresses(visit(file.removeprefix("http://testserver")).html)]
    assert sorted(found) == sorted(whole)
    for number in ("0", str(len(files) + 1), "9" * 40):
        visit(f"/sitemap-{number}.xml", status=404)


def _addresses(xml: str, *, of: str = "s:url/s:loc") -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(xml).findall(of, NAMES)]


def test_robots_stay_out_of_the_admin_and_the_search(world: World, visit: Visit) -> None:
    text = visit("/robots.txt").html
    assert "Disallow: /admin/" in text
    assert "Disallow: /suche/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
