"""Nothing is public without a lead."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.extend import registry


def test_a_lead_is_asked_for() -> None:
    """A draft may do without."""
    asked = registry().before_save("notice_board_page")
    (own,) = [each for each in asked if each.plugin == "notice_board"]
    page: Any = SimpleNamespace(lead="  Worum es geht. ")
    own.prepare(page, False)
    assert page.lead == "Worum es geht."
    own.prepare(SimpleNamespace(lead=""), True)
    with pytest.raises(ValidationError):
        own.prepare(SimpleNamespace(lead=""), False)
