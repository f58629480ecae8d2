"""What all share is given back as it was, however often it is changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

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


def test_the_encoding_of_a_stream_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = TextIOWrapper(BytesIO(), encoding="utf-8", errors="replace")
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(ProcessChanged), untouched():
        stream.reconfigure(encoding="ascii", errors="strict")
    assert (stream.encoding, stream.errors) == ("utf-8", "replace")
