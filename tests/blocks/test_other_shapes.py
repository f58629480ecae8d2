"""A new version of a plugin reads what an older one stored: whatever its shape, it costs its own block, and not a byte of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Page, ReferenceIndex

from blocks.block_choices import BlockChoicesWidget
from blocks.choosers import AnyPageChooserBlock
from blocks.durable import DurableStreamBlock, DurableStructBlock
from cms.content.models import StandardPage
from cms.public.streams import stream_document, stream_passages
from cms.publishing.models import Entry
from tests.admin.filling import open_form
from tests.blocks.changing import NAME, block_choices, stored
from tests.blocks.forms import posted, sent_back

pytestmark = pytest.mark.django_db


class Reluctant(blocks.Block):
    """Reads nothing, as a plugin's block may that expects something else."""

    def to_python(self, value: Any) -> Any:
        raise KeyError("titel")


class Forgetful(blocks.CharBlock):
    """Fails in whatever is asked of it but reading."""

    def fail(self, *args: Any, **kwargs: Any) -> Any:
        raise AttributeError("titel")

    get_form_state = render = render_basic = get_searchable_content = extract_references = fail
    get_api_representation = get_comparison_class = fail


class Unpackable(blocks.CharBlock):
    """Cannot be shown in any form."""

    def get_default(self) -> Any:
        raise LookupError("titel")


def struct(**fields: blocks.Block) -> blocks.Block:
    return DurableStructBlock(list(fields.items()))


def choice(*names: str) -> blocks.Block:
    return blocks.ChoiceBlock(choices=[(name, name) for name in names])


ENTRY = {"type": "item", "id": "e1"}
SHAPES: dict[str, tuple[Callable[[], blocks.Block], Any]] = {
    "text": (blocks.CharBlock, "Halle"),
    "rich text": (blocks.RichTextBlock, "<p>Halle</p>"),
    "number": (blocks.IntegerBlock, 17),
    "part": (blocks.DecimalBlock, "1.50"),
    "flag": (lambda: blocks.BooleanBlock(required=False), True),
    "day": (blocks.DateBlock, "2026-05-31"),
    "choice": (lambda: choice("a", "b"), "a"),
    "other choice": (lambda: choice("c", "d"), "c"),
    "choices": (lambda: blocks.MultipleChoiceBlock(choices=[("a", "a")]), ["a"]),
    "page": (AnyPageChooserBlock, 1),
    "struct": (lambda: struct(title=blocks.CharBlock(), number=blocks.IntegerBlock()), {"title": "x", "number": 3}),
    "other names": (lambda: struct(name=blocks.CharBlock(), lead=blocks.CharBlock()), {"name": "x", "lead": "y"}),
    "other types": (
        lambda: struct(title=struct(de=blocks.CharBlock()), number=blocks.ListBlock(blocks.CharBlock())),
        {"title": {"de": "x"}, "number": [{**ENTRY, "value": "y"}]},
    ),
    "more fields": (
        lambda: struct(title=blocks.CharBlock(), number=blocks.IntegerBlock(), who=blocks.EmailBlock()),
        {"title": "x", "number": 3, "who": "a@example.org"},
    ),
    "list": (lambda: blocks.ListBlock(blocks.CharBlock()), [{**ENTRY, "value": "x"}]),
    "list of structs": (
        lambda: blocks.ListBlock(struct(title=blocks.CharBlock())),
        [{**ENTRY, "value": {"title": "x"}}],
    ),
    "stream": (
        lambda: DurableStreamBlock([("note", blocks.CharBlock())]),
        [{"type": "note", "value": "x", "id": "e2"}],
    ),
    "other stream": (
        lambda: DurableStreamBlock([("note", struct(text=blocks.CharBlock()))]),
        [{"type": "note", "value": {"text": "x"}, "id": "e3"}],
    ),
    "reluctant": (Reluctant, {"anything": [1]}),
    "forgetful": (Forgetful, "Halle"),
    "unpackable": (Unpackable, "Halle"),
}
GOOD = {"type": "heading", "value": {"text": "Das Gute", "level": "2"}, "id": "22222222-2222-4222-8222-222222222222"}


def everything() -> list[dict[str, Any]]:
    """A text with what each version would have stored, and one block of the core."""
    values = [value for _make, value in SHAPES.values()]
    return [GOOD, *({**stored(value), "id": f"99999999-9999-4999-8999-{n:012d}"} for n, value in enumerate(values))]


def sorted_json(item: Any) -> str:
    return json.dumps(item, sort_keys=True, cls=DjangoJSONEncoder)


shapes = pytest.mark.parametrize("shape", SHAPES)


@shapes
def test_nothing_that_is_asked_of_the_text_fails_and_nothing_is_lost(shape: str) -> None:
    make, _value = SHAPES[shape]
    with block_choices(make()):
        body = StandardPage._meta.get_field("body").stream_block
        text = everything()
        stream = body.to_python(text)
        assert "Das Gute" in str(stream)
        assert "Das Gute" in body.render_basic(stream)
        assert stream_document(stream)[0].type == "heading"
        assert list(stream_passages(stream))
        assert list(body.extract_references(stream)) is not None
        assert body.get_searchable_content(stream) is not None
        unreadable = {child.id for child in stream if child.block_type == "unavailable"}
        back = body.get_prep_value(sent_back(body, stream))
        assert [item["id"] for item in back] == [item["id"] for item in text]
        for before, after in zip(text, back, strict=True):
            if before["id"] in unreadable:
                assert json.dumps(after) == json.dumps(before)
        assert body.get_prep_value(body.to_python(text)) == text


@shapes
def test_what_it_stored_itself_it_reads(shape: str) -> None:
    make, value = SHAPES[shape]
    if shape == "reluctant":
        return
    with block_choices(make()):
        body = StandardPage._meta.get_field("body").stream_block
        (child,) = body.to_python([stored(value)])
        assert child.block_type != "unavailable"
        assert sorted_json(child.get_prep_value()["value"]) == sorted_json(value)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    return client


# Each of these pages holds what all the others have stored.
@pytest.mark.parametrize(
    "shape", ["text", "choice", "page", "struct", "stream", "reluctant", "forgetful", "unpackable"]
)
def test_the_page_can_be_seen_opened_compared_copied_and_published(
    shape: str, write_page: Callable[..., StandardPage], desk: Client
) -> None:
    make, _value = SHAPES[shape]
    text = everything()
    with block_choices(make()):
        page = write_page(*text)
        unharmed(page, text)
        assert "Das Gute" in desk.get(page.get_url()).content.decode()
        (entry,) = Entry.objects.filter(object_pk=str(page.pk), state="live")
        assert "Das Gute" in entry.document
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = open_form(desk, edit)
        stream = page._meta.get_field("body").stream_block
        written = posted(stream, stream.get_form_state(StandardPage.objects.get(pk=page.pk).body), "body")
        readable = {item["id"] for item in text} - kept(written)
        # What can be read is judged like anything that an editor writes; what cannot is neither judged nor lost.
        written |= {f"body-{n}-deleted": "1" for n, item in enumerate(text) if item["id"] in readable - {GOOD["id"]}}
        rest = [item for item in text if item == GOOD or item["id"] not in readable]
        answer = desk.post(edit, {**form, **written, "title": "Neu", "action-publish": "1"})
        assert answer.status_code == 302, answer.context and answer.context["form"].errors
        assert as_stored(page) == rest
        unharmed(page, rest)
        first, second = page.revisions.order_by("pk")
        assert "Das Gute" in desk.get(page.get_url()).content.decode()
        for name, arguments in {
            "revisions_compare": [page.pk, first.pk, second.pk],
            "revisions_view": [page.pk, first.pk],
            "revisions_revert": [page.pk, first.pk],
            "view_draft": [page.pk],
        }.items():
            assert desk.get(reverse(f"wagtailadmin_pages:{name}", args=arguments)).status_code == 200, name
        edited = StandardPage.objects.get(pk=page.pk)
        copied = edited.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=True)
        assert len(as_stored(copied)) == len(rest)
        ReferenceIndex.create_or_update_for_object(edited)
        first.publish()
        unharmed(page, text)


def kept(written: dict[str, str]) -> set[str]:
    """The ids of the blocks that the form keeps as they are."""
    return {written[name.replace("-type", "-id")] for name, value in written.items() if value == "unavailable"}


def as_stored(page: Page) -> list[dict[str, Any]]:
    field = StandardPage._meta.get_field("body")
    found: list[dict[str, Any]] = json.loads(field.value_to_string(StandardPage.objects.get(pk=page.pk)))
    return found


def unharmed(page: Page, text: list[dict[str, Any]]) -> None:
    """What cannot be read is stored as it was written, byte for byte; of the rest there is no less than before."""
    now = as_stored(page)
    assert [item["id"] for item in now] == [item["id"] for item in text]
    unreadable = {child.id for child in StandardPage.objects.get(pk=page.pk).body if child.block_type == "unavailable"}
    for before, after in zip(text, now, strict=True):
        if before["id"] in unreadable or before == GOOD:
            assert sorted_json(after) == sorted_json(before)
        elif isinstance(before["value"], dict):
            assert before["value"].keys() <= after["value"].keys()


def test_a_choice_that_is_gone_is_not_replaced_by_another_one() -> None:
    with block_choices(struct(kind=choice("c", "d"), title=blocks.CharBlock())):
        body = StandardPage._meta.get_field("body").stream_block
        before = [stored({"kind": "a", "title": "Halle"})]
        assert body.get_prep_value(sent_back(body, body.to_python(before))) == before


def test_a_form_that_was_opened_before_the_plugin_changed_loses_nothing() -> None:
    with block_choices(struct(title=blocks.CharBlock(required=False))):
        body = StandardPage._meta.get_field("body").stream_block
        sent = posted(body, body.get_form_state(body.to_python([stored({"title": "Halle"})])), "f")
    for make in (blocks.CharBlock, lambda: struct(name=blocks.CharBlock(required=False)), SHAPES["stream"][0]):
        with block_choices(make()):
            body = StandardPage._meta.get_field("body").stream_block
            with pytest.raises(blocks.StreamBlockValidationError) as caught:
                body.clean(body.value_from_datadict(sent, {}, "f"))
            assert "wechsel_karte" in str(caught.value.non_block_errors)


def test_what_cannot_be_packed_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    class Counted(Unpackable):
        def get_default(self) -> Any:
            tried.append(self)
            return "Halle" if is_mended else super().get_default()

    def offered() -> tuple[bool, bool]:
        """Whether the block is in a form, and whether it was asked for that."""
        tried.clear()
        form = BlockChoicesWidget(StandardPage._meta.get_field("body").stream_block).block_json
        return NAME in form, bool(tried)

    now, is_mended = 1000.0, False
    monkeypatch.setattr("blocks.block_choices.time", SimpleNamespace(monotonic=lambda: now))
    with block_choices(Counted()):
        assert offered() == (False, True)
        assert offered() == (False, False)
        now += 60
        assert offered() == (False, True)
        now, is_mended = now + 60, True
        assert offered() == (True, True)
