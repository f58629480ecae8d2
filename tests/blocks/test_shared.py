"""What the core's blocks are is told to the browser once, in a file that it keeps, and not in each form again."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.telepath import JSContext

from blocks.base import EVERYWHERE
from blocks.block_choices import BlockChoicesWidget
from blocks.shared import definitions
from blocks.vocabulary import STREAMS as STREAMS_OF
from blocks.vocabulary import VOCABULARY
from cms.content.models import EventPage

STREAMS = ("announcement", "report")


def stream(name: str = "report") -> Any:
    return EventPage._meta.get_field(name).stream_block


def said(script: str) -> Any:
    return json.loads(script.partition("=")[2].rstrip(";\n"))


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_only_names_them(name: str) -> None:
    packed = json.dumps(JSContext().pack(stream(name)))
    runs = re.findall(r'"blocks.Shared", "_args": (\[[^]]*\])', packed)
    offered = [each for each, *_rest in VOCABULARY if name in STREAMS_OF.get(each, EVERYWHERE)]
    assert sorted(each for run in runs for each in json.loads(run)) == sorted(offered)
    assert len(packed) < 20_000


def test_the_file_tells_what_they_are_in_the_language_of_the_editor() -> None:
    german, english = definitions("de"), definitions("en")
    assert list(said(german.script)) == [name for name, *_rest in VOCABULARY]
    assert "Zwischenüberschrift" in json.dumps(said(german.script), ensure_ascii=False)
    assert "Zwischenüberschrift" not in json.dumps(said(english.script), ensure_ascii=False)
    assert german.tag != english.tag


def test_a_form_brings_the_file_and_all_scripts_that_it_needs() -> None:
    with translation.override("de"):
        media = BlockChoicesWidget(stream()).media._js
    own = reverse("desk_blocks", args=["de", definitions("de").tag])
    assert own in media
    assert set(definitions("de").media._js) <= set(media)


def test_the_browser_keeps_it_as_long_as_its_address_says_what_is_in_it(admin_client: Client) -> None:
    answer = admin_client.get(reverse("desk_blocks", args=["de", definitions("de").tag]))
    assert answer.content.decode() == definitions("de").script
    assert answer.headers["Content-Type"] == "text/javascript"
    assert {"private", "immutable", "max-age=31536000"} == set(answer.headers["Cache-Control"].split(", "))
    other = admin_client.get(reverse("desk_blocks", args=["de", "another"]))
    assert other.content == answer.content
    assert other.headers["Cache-Control"] == "private, no-store"
    assert admin_client.get(reverse("desk_blocks", args=["no-language", "another"])).status_code == 404


def test_nobody_but_editors_gets_it(client: Client, db: None) -> None:
    assert client.get(reverse("desk_blocks", args=["de", definitions("de").tag])).status_code == 302
