"""A federation has a look of its own by settings and one stylesheet, and plugins add to named regions, without a fork."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import autoreload
from django.test import Client, override_settings
from wagtail.models import Site

from cms.content.contrast import contrast
from cms.content.models.theme import SiteTheme
from cms.extend import PageRegion, registry
from cms.extend.points import Contributions
from cms.extend.registry import Registry
from cms.extend.validation import Invalid
from cms.site.templatetags import regions
from cms.site.theming import loader, theme
from tests.site.conftest import Visit
from tests.site.world import World

HERE = Path(__file__).parent / "theme"
NAME = "Landesverband der Migrantenorganisationen Schleswig-Holstein"
HARBOUR = {"brand": "#0b3d91", "on_brand": "#ffffff", "accent": "#0b3d91", "accent_dark": "#8fb8ff"}


@pytest.fixture(autouse=True)
def unthemed() -> Iterator[None]:
    theme.forget()
    yield
    theme.forget()


def themed(**given: Any) -> SiteTheme:
    made = SiteTheme(site=Site.objects.get(is_default_site=True), **given)
    made.full_clean()
    made.save()
    return made


def test_a_second_theme_is_settings_and_one_stylesheet(world: World, visit: Visit) -> None:
    assert len(NAME) == 60
    assert "theme.css" not in visit("/").html
    stylesheet = (HERE / "harbour.css").read_text()
    themed(federation=NAME, typeface="serif", stylesheet=stylesheet, **HARBOUR)
    page = visit("/veranstaltungen/")
    assert f"Veranstaltungen – {NAME}" in page.html
    assert '<meta name="theme-color" content="#0b3d91">' in page.html
    assert "archivo-latin.woff2" not in page.html
    (link,) = [each["href"] for each in page.all("link", rel="stylesheet") if "theme.css" in str(each["href"])]
    answer = Client().get(str(link))
    css = answer.content.decode()
    assert answer["Cache-Control"].endswith("immutable")
    assert "--lf-brand: #0b3d91;" in css
    assert "--lf-font: Georgia" in css
    # A dark colour cannot be seen in the dark: there the other accent stands in for it.
    assert "--lf-brand-on-dark: #8fb8ff;" in css
    assert css.index(":root") < css.index(stylesheet)


def test_a_site_without_a_theme_looks_as_delivered(world: World, visit: Visit) -> None:
    themed()
    page = visit("/")
    assert "theme.css" not in page.html
    assert Client().get("/theme.css").status_code == 404
    assert f"– {settings.WAGTAIL_SITE_NAME}" in visit("/veranstaltungen/").html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"brand": "#ffd31a", "on_brand": "#ffffff"}, "on_brand", "Der Kontrast ist 1,4 zu 1"),
        ({"accent": "#ffd31a"}, "accent", "4,5 zu 1 ist nötig"),
        ({"accent_dark": "#0b3d91"}, "accent_dark", "nicht alle lesen"),
        ({"brand": "gelb"}, "brand", "#rrggbb"),
        ({"stylesheet": "a { color: red"}, "stylesheet", "Klammer"),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(given: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        themed(**given)
    assert said in " ".join(refused.value.message_dict[field])


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.fixture
def zusatz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A plugin that adds to the head, the footer and the page of an event."""
    added = (
        PageRegion(plugin="zusatz", name="zusatz_head", region="head", template="theme/head.html"),
        PageRegion(
            plugin="zusatz",
            name="zusatz_footer",
            region="footer",
            template="theme/footer.html",
            context=lambda document: {"motto": "Wir <3 Vielfalt"},
        ),
        PageRegion(
            plugin="zusatz", name="zusatz_event", region="article", template="theme/event.html", types=("event",)
        ),
        PageRegion(plugin="zusatz", name="zusatz_broken", region="article", template="theme/missing.html"),
    )
    known = Registry({**registry().contributions, "zusatz": Contributions(regions=added)})
    monkeypatch.setattr(regions, "registry", lambda: known)
    monkeypatch.setattr(regions, "is_enabled", lambda plugin, site=None: plugin == "zusatz")
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [HERE / "templates", *templates[0]["DIRS"]]
    with override_settings(TEMPLATES=templates):
        yield


@pytest.mark.usefixtures("zusatz")
def test_a_plugin_adds_to_head_footer_and_the_page_of_an_event(world: World, visit: Visit) -> None:
    event, partner = visit(world.path("conference")), visit(world.path("vemo"))
    for page in (event, partner):
        head, _, body = page.html.partition("</head>")
        assert '<meta name="zusatz" content="de">' in head
        assert "Wir &lt;3 Vielfalt" in body.partition("<footer")[2]
    assert "Mitfahren nach" in event.html
    assert "Mitfahren nach" not in partner.html


@pytest.fixture
def overriding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str | bytes], None]]:
    """Writes a template of a plugin."""

    def write(name: str, text: str | bytes) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        autoreload.reset_loaders()

    monkeypatch.setattr(loader, "folders", lambda: iter([("zusatz", tmp_path)]))
    yield write
    monkeypatch.undo()
    autoreload.reset_loaders()


Write = Callable[[str, str | bytes], None]


def test_a_plugin_overrides_a_template(world: World, visit: Visit, overriding: Write) -> None:
    overriding("partials/footer.html", "<footer>Ganz anders</footer>")
    assert "<footer>Ganz anders</footer>" in visit("/").html
    overriding("partials/footer.html", '{% extends "partials/footer.html" %}')
    assert visit("/").html.count("<footer") == 1


@pytest.mark.parametrize(
    "text",
    [
        "{% gibt_es_nicht %}",
        "{% load site %}{{ page_context|kaputt }}",
        "{% include 5 %}",
        '{% include "weg.html" %}',
        "Fuß".encode("latin-1"),
    ],
)
def test_one_that_fails_costs_its_own_look(
    world: World, visit: Visit, overriding: Write, text: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    before = visit("/").html
    for name in ("partials/footer.html", "site/items/event.html"):
        overriding(name, text)
    for path in ("/", "/veranstaltungen/"):
        assert visit(path).html.count("<footer") == 1
    assert visit("/").html == before
    assert "zusatz" in caplog.text


def test_a_region_that_there_is_not_is_refused() -> None:
    with pytest.raises(Invalid, match="head, header, footer, article, facts"):
        PageRegion(name="x", region="sidebar", template="x.html")
