"""The README tells the truth about settings and places."""

from __future__ import annotations

import re

from cms.settings.env import ROOT
from cms.settings.table import with_table

README = (ROOT / "README.md").read_text()


def test_the_table_of_settings_is_up_to_date() -> None:
    assert with_table(README) == README, "run python -m cms.settings.table"


def test_every_place_that_it_names_exists() -> None:
    named = set(re.findall(r"`((?:cms|blocks|search|plugins|templates|tests|bench|docs)/[\w/.]*)`", README))
    links = set(re.findall(r"\]\(((?!http)[^)#]+)\)", README))
    assert [place for place in sorted(named | links) if not (ROOT / place).exists()] == []
