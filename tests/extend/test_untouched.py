"""What all share is given back as it was, however often it is changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings

from cms.extend.untouched import ProcessChanged, untouched


def append() -> None:
    settings.MIDDLEWARE.append("nicht.da")


def replace() -> None:
    settings.MIDDLEWARE = ["nicht.da"]


@pytest.mark.parametrize("changes", [(append, append), (replace, append), (append, replace)])
def test_a_setting_is_given_back_each_time(changes: tuple[Callable[[], None], ...]) -> None:
    before = list(settings.MIDDLEWARE)
    for change in changes:
        with pytest.raises(ProcessChanged), untouched():
            change()
        assert before == settings.MIDDLEWARE
