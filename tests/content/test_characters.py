"""No field that people type into keeps a character that nobody can see: in no model, no block, whichever way it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block, FieldBlock, RichTextBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Collection

from blocks.fields import ComposedStreamField
from blocks.usable import within
from cms.content.characters import WRITTEN_BY_THE_HOUSE, before_saving
from cms.content.models import City, HomePage, Person, StandardPage, Topic
from cms.public.characters import printable, printable_block
from cms.public.rich_text import richtext_document, richtext_plain
from tests.content.making import event, paragraph, published

UNSEEN = {
    *(chr(code) for code in (*range(9), *range(14, 32), *range(0x7F, 0x85), *range(0x86, 0xA0))),
    *"\u200b\u2060\u2061\u2064\u180e\ufeff\ufff9\ufffc\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\ud800\udfff\U000e0041",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a",
}
HOSTILE = "Ein\u202e " + "".join(sorted(UNSEEN)) + "Text\x0bin\r\nZeilen\u2028u\u0308ber\tTabs"
KEPT = [
    "می‌خواهم",  # ZWNJ
    "👩‍👩‍👧 ❤️ 🏳️‍🌈 \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Donau\u00addampf\u00adschiff",
    "Migrant*innen e.\u00a0V. 5\u202f000",
    "العربية \u200eABC\u200f \u061c٣",
    "Grüße, „Anführung“ – … ½ ﷺ 漢字\U000e0100",
]

UNSEEN_NAME = "\u200b\u202e"

TYPED_MODELS = [model for model in apps.get_models() if model._meta.app_label not in WRITTEN_BY_THE_HOUSE]


def text_fields(model: type[models.Model]) -> list[Any]:
    kinds = (models.CharField, models.TextField, models.JSONField, StreamField)
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


def unseen_in(text: str) -> set[str]:
    return UNSEEN & set(text)


@pytest.mark.parametrize("model", TYPED_MODELS, ids=lambda model: model._meta.label)
@pytest.mark.django_db
def test_no_text_field_of_a_model_keeps_them(model: type[models.Model]) -> None:
    thing = model()
    for field in text_fields(model):
        if isinstance(field, StreamField):
            stored = [{"type": "paragraph", "value": f"<p>{HOSTILE}</p>", "id": "1"}]
            setattr(thing, field.attname, field.to_python(stored))
        else:
            setattr(thing, field.attname, {"x": [HOSTILE]} if isinstance(field, models.JSONField) else HOSTILE)
    before_saving(model, thing)
    for field in text_fields(model):
        value = getattr(thing, field.attname)
        said = json.dumps(field.get_prep_value(value), ensure_ascii=False) if not isinstance(value, str) else value
        assert unseen_in(said) == set(), field.name
        assert "über" in said, field.name
        if isinstance(field, models.TextField):
            assert "Text\nin\r\nZeilen\nüber\tTabs" in said
        elif isinstance(field, models.CharField):
            assert "Text in Zeilen über Tabs" in said


def test_what_is_left_out_is_not_what_people_type_into() -> None:
    assert {model._meta.app_label for model in TYPED_MODELS} >= {"content", "wagtailcore", "wagtailimages", "wagtaildocs", "auth", "wagtailredirects", "taggit"}  # fmt: skip
    for plugin in ("press",):
        if apps.is_installed(f"plugins.{plugin}"):
            assert plugin in {model._meta.app_label for model in TYPED_MODELS}


def composed() -> Iterator[tuple[str, Block]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, ComposedStreamField):
                yield from within(field.stream_block, path=f"{model._meta.label}.{field.name}")


TYPED_BLOCKS = {type(block): (path, block) for path, block in composed() if isinstance(block, FieldBlock)}


@pytest.mark.parametrize(("path", "block"), TYPED_BLOCKS.values(), ids=[each.__name__ for each in TYPED_BLOCKS])
def test_no_block_keeps_them(path: str, block: Block) -> None:
    said = printable_block(block, HOSTILE)
    assert unseen_in(said) == set()
    assert ("\n" in said) is isinstance(block, TextBlock | RichTextBlock)


def test_text_of_blocks_inside_of_blocks_is_cleaned() -> None:
    field = StandardPage._meta.get_field("body")
    stored = [
        {"type": "callout", "value": {"title": HOSTILE, "text": f"<p>{HOSTILE}</p>"}, "id": "1"},
        {"type": "outcomes", "value": {"items": [{"type": "item", "value": HOSTILE, "id": "2"}, HOSTILE]}, "id": "3"},
    ]
    assert unseen_in(json.dumps(printable_block(field.stream_block, stored), ensure_ascii=False)) == set()


def test_what_missing_plugins_stored_stays_byte_for_byte() -> None:
    """Nobody types into it, and it was clean when somebody did."""
    field = StandardPage._meta.get_field("body")
    stored = [
        {"type": "callout", "value": {"unbekannt": HOSTILE}, "id": "1"},
        {"type": "weg", "value": {"tief": [{"a": HOSTILE}]}, "id": "4"},
    ]
    assert printable_block(field.stream_block, stored) == stored


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("lines", [True, False])
def test_what_languages_and_emoji_need_stays(text: str, lines: bool) -> None:
    assert printable(text, lines=lines) == text
    assert printable(printable(HOSTILE + text, lines=lines), lines=lines) == printable(HOSTILE + text, lines=lines)


def test_a_page_its_draft_and_its_lines_are_clean(home: HomePage) -> None:
    page = event(f"Fest{HOSTILE}", lead=HOSTILE, report=paragraph(json.dumps(HOSTILE)[1:-1].replace("\\", "\\\\")))
    page.occurrences.all()[0].note = HOSTILE
    page = published(page)
    draft = page.get_latest_revision().as_object()
    for held in (page, draft):
        for text in (
            held.title,
            held.theme,
            held.lead,
            held.slug,
            held.report.stream_block.get_prep_value(held.report),
        ):
            assert unseen_in(str(text)) == set()
    assert unseen_in(json.dumps(page.get_latest_revision().content, ensure_ascii=False)) == set()


def test_records_and_stock_models_are_clean(home: HomePage) -> None:
    for thing, name in (
        (Topic(name=HOSTILE), "name"),
        (City(name=HOSTILE, ags="15002000"), "name"),
        (Person(given_name=HOSTILE, family_name="Koşan", honorific=HOSTILE), "given_name"),
    ):
        thing.save()
        thing.refresh_from_db()
        assert getattr(thing, name) == "Ein Text in Zeilen über Tabs"
    collection = Collection.get_first_root_node().add_child(name=HOSTILE)
    assert Collection.objects.get(pk=collection.pk).name == "Ein Text in Zeilen über Tabs"


@pytest.mark.parametrize("name", ["\u202e\u200b", "\x01\ufeff"])
def test_a_name_of_which_nothing_can_be_seen_counts_as_missing(db: None, name: str) -> None:
    with pytest.raises(ValidationError) as error:
        Topic(name=name).full_clean()
    assert "name" in error.value.message_dict


@pytest.mark.filterwarnings("ignore:The default scheme will be changed")
@pytest.mark.parametrize(
    ("view", "values"),
    [
        ("wagtailimages:add", {"title": UNSEEN_NAME}),
        ("wagtaildocs:add", {"title": UNSEEN_NAME}),
        ("wagtailadmin_collections:add", {"name": UNSEEN_NAME}),
        ("wagtailadmin_workflows:add", {"name": UNSEEN_NAME}),
    ],
)
def test_the_desk_asks_for_such_a_name_again(view: str, values: dict[str, str], admin_client: Client) -> None:
    root = Collection.get_first_root_node().pk
    answer = admin_client.post(reverse(view), {**values, "collection": root, "parent": root})
    form = answer.context["form"]
    field = list(values)[-1]
    assert [error.code for error in form.errors.as_data()[field]] == ["blank"]


def test_characters_written_as_entities_do_not_slip_through() -> None:
    html = richtext_document("<p>a&#x202e;b&#8203;c&#xFEFF;d&#1;e</p>")
    assert html == "<p>abcde</p>"
    assert richtext_plain("<p>a&#x202e;b&#8203;c</p>") == "abc"
