"""The browser writes the address that the server would (T1)."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from cms.admin.slug_input import GermanSlugInput, formatters
from cms.content.models import EventIndexPage
from cms.content.slugs import slugify_de
from tests.admin import filling

TITLES = [
    "„(K)EINE Rolle der Migrantenorganisationen?“ – Konferenz in Halle (Saale)",
    "Migrant*innen, Migrant:innen, Migrant_innen",
    "Große Straße",
    "STRAẞE",
    "Ähren und Fo\u0308rderer",
    "Işık, İstanbul, Çağrı und Koşan",
    "Förderung von MO’s",
    "Gemein\xadsam im\xa0Alltag",
    "50 % mehr – 2. Treffen!",
    "Æon & Œuvre, Łódź, Þór",
]


def in_browser(title: str) -> str:
    """What Wagtail's script makes of the title: formatters one after the other, then lower case."""
    for pattern, written in formatters():
        title = re.sub(pattern, written.replace("$1", r"\1"), title)
    return re.sub(r"[-\s]+", "-", title.lower())


@pytest.mark.parametrize("title", TITLES)
def test_browser_and_server_agree(title: str) -> None:
    assert in_browser(title) == slugify_de(title)


def test_wagtail_understands_the_rules() -> None:
    given = json.loads(GermanSlugInput().attrs["data-w-slug-formatters-value"])
    assert len(given) == len(formatters())
    assert [["[ÄäǞǟ]", "gu"], "ae"] in given or any("ä" in rule[0][0] and rule[1] == "ae" for rule in given)


def test_the_form_of_a_page_has_the_field(desk: Client, home: object) -> None:
    html = desk.get(filling.adding(EventIndexPage.objects.get(), "eventpage")).content.decode()
    assert 'data-w-slug-formatters-value="[' in html
