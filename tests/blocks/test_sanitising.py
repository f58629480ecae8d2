"""Whatever stands in stored rich text, however it came in: nothing that acts, and no link into the void, leaves the house."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from wagtail.blocks import CharBlock, RawHTMLBlock, RichTextBlock, URLBlock
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from blocks.checks import check_rich_text
from blocks.durable import DurableStreamBlock, DurableStructBlock
from cms.content.models import PartnerPage, StandardPage
from cms.public.rich_text import proses, richtext_document, richtext_plain
from cms.public.sanitising import harmless_addresses
from cms.publishing.models import Entry

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>Worte</script>ipt>",
    '<a href="javascript:alert(1)">Worte</a>',
    '<a href="JaVaScRiPt:alert(1)">Worte</a>',
    '<a href="java\tscript:alert(1)">Worte</a>',
    '<a href="&#106;&#x61;vascript&colon;alert(1)">Worte</a>',
    '<a href=" \x01javascript:alert(1)">Worte</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">Worte</a>',
    '<a href="vbscript:msgbox(1)">Worte</a>',
    "<a href='https://example.org' onclick='alert(1)'>Worte</a>",
    '<a linktype="erfunden" id="3" onmouseover="alert(1)">Worte</a>',
    '<b style="position:fixed" class="x" id="y" onfocus=alert(1) autofocus tabindex=1>Worte</b>',
    "<img src=x onerror=alert(1)>",
    '<img src="https://evil.example/zaehler.gif">',
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    '<embed embedtype="erfunden" url="javascript:alert(1)"/>',
    "<style>*{display:none}</style>",
    '<form action="javascript:alert(1)"><button>Los</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<marquee onstart=alert(1)>Worte</marquee><blink>Worte</blink>",
    "<!-- next text -->Ende<!--",
    '<a title="',
    '<a linktype="page" ',
    "<?php echo 1 ?><![CDATA[<script>Worte</script>]]>",
]

TAGS = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "b",
    "strong",
    "i",
    "em",
    "a",
    "span",
    "abbr",
    "bdi",
    "cite",
    "q",
    "small",
    "sub",
    "sup",
}
ATTRIBUTES = {"href", "hreflang", "lang", "dir", "title", "start", "reversed"}


def assert_harmless(html: str, *, tags: set[str] = TAGS) -> None:
    for name, attributes in re.findall(r"<([a-zA-Z!?][^\s>/]*)((?:\s[^<>]*)?)>", html):
        assert name in tags, html
        assert set(re.findall(r'\s([^\s="]+)="', attributes)) <= ATTRIBUTES, html
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"https?://|/|#|mailto:|tel:", address), html
    assert "alert" not in re.sub(r'"[^"]*"', "", html) or "<script" not in html.lower()


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.django_db
def test_partners_get_nothing_that_acts(source: str) -> None:
    html = richtext_document(f"<p>Vorher {source} nachher</p>")
    assert_harmless(html)
    assert "Vorher" in html
    assert html.count("<p>") == html.count("</p>") >= 1


@pytest.mark.parametrize("source", HOSTILE)
def test_what_is_broken_reaches_no_other_text(source: str) -> None:
    before, _broken, after = proses(["<p>Eins</p>", source, "<p>Drei</p>"])
    assert (before.html, after.html) == ("<p>Eins</p>", "<p>Drei</p>")


@pytest.mark.parametrize("source", HOSTILE)
def test_search_reads_no_program(source: str) -> None:
    plain = richtext_plain(f"<p>Vorher {source}</p>")
    assert plain.startswith("Vorher")
    assert not re.search(r"<\w|alert\(1\)|display:none", plain)


@pytest.mark.parametrize("source", HOSTILE)
def test_stock_rich_text_of_plugins_is_sanitised_where_templates_show_it(source: str) -> None:
    template = Template("{% load wagtailcore_tags %}{{ text|richtext }}{{ value }}")
    html = template.render(Context({"text": f"<h2>Titel</h2>{source}", "value": RichText(source)}))
    assert_harmless(html, tags=TAGS | {"h2"})


@pytest.mark.parametrize(
    "html",
    [
        '<p><b>Fett</b> und <i>kursiv</i>, <a href="https://example.org/?a=1&amp;b=2">Bericht</a></p>',
        "<ul><li>Eins<ul><li>Eins a</li></ul></li></ul><ol><li>Zwei</li></ol>",
        '<p><span lang="tr" dir="ltr">Merhaba</span> <abbr title="eingetragener Verein">e.V.</abbr><br>Zeile</p>',
        '<p>5 &lt; 7 &amp; „so“, <a href="mailto:info@example.org">Post</a>, <a href="tel:+49345">Anruf</a></p>',
        '<p>نص <a href="https://example.org/%D8%A7" hreflang="ar" lang="ar" dir="rtl">رابط</a></p>',
    ],
)
def test_what_editors_may_write_stays_as_it_is(html: str) -> None:
    assert richtext_document(html) == html


@pytest.mark.parametrize(
    "link",
    ["<a>Worte</a>", '<a name="x">Worte</a>', '<a linktype="page" id="99999">Worte</a>', '<a linktype="page">Worte</a>',
     '<a linktype="document" id="99999">Worte</a>', '<a linktype="page" id="drei" lang="de">Worte</a>'],
)  # fmt: skip
@pytest.mark.django_db
def test_a_link_that_leads_nowhere_leaves_its_words(link: str) -> None:
    assert richtext_document(f"<p>Mehr {link}.</p>") == "<p>Mehr Worte.</p>"


def unpublish(page: Page) -> None:
    page.unpublish()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def delete(page: Page) -> None:
    page.delete()


@pytest.mark.parametrize("hide", [unpublish, restrict, delete])
def test_a_link_to_a_page_that_went_loses_the_tag_in_what_partners_and_visitors_get(
    write_page: Callable[..., StandardPage], client: Client, hide: Callable[[Page], None]
) -> None:
    target = write_page(title="Ziel der Reise")
    text = f'<p>Zur <a linktype="page" id="{target.pk}">Satzung</a>.</p>'
    page = write_page({"type": "paragraph", "value": text, "id": "1"}, title="Wegweiser")
    assert target.url in client.get(page.url).content.decode()
    hide(StandardPage.objects.get(pk=target.pk))
    call_command("publishing", "rebuild", verbosity=0)
    assert "<p>Zur Satzung.</p>" in client.get(page.url).content.decode()
    assert json.loads(Entry.objects.get(path=page.url).document)["body"][0]["value"]["html"] == "<p>Zur Satzung.</p>"


def test_a_link_to_a_deleted_file_loses_the_tag(document: AbstractDocument) -> None:
    html = f'<p><a linktype="document" id="{document.pk}">Programm</a></p>'
    assert document.url in richtext_document(html)
    get_document_model().objects.all().delete()
    assert richtext_document(html) == "<p>Programm</p>"


def test_what_was_stored_past_the_editor_reaches_neither_page_nor_document_nor_search(
    write_page: Callable[..., StandardPage], client: Client
) -> None:
    hostile = "<p>Anfang</p>" + "".join(HOSTILE[:25])
    page = write_page({"type": "paragraph", "value": hostile, "id": "1"})
    entry = Entry.objects.get(path=page.url)
    shown = client.get(page.url).content.decode()
    assert "<p>Anfang</p>" in shown
    for said in (shown, entry.document, json.dumps(entry.passages)):
        assert "alert(1)" not in said
        assert "javascript:" not in said.lower()
        assert "evil.example" not in said


@pytest.mark.parametrize(("block", "found"), [(RichTextBlock, True), (RawHTMLBlock, True), (CharBlock, False)])
def test_a_plugins_block_that_would_hand_out_text_as_it_is_stored_is_named(
    block: type[CharBlock], found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_rich_text() == []
    field = StandardPage._meta.get_field("body")
    stream = DurableStreamBlock([("box", DurableStructBlock([("text", block())]))])
    monkeypatch.setitem(field.__dict__, "stream_block", stream)
    assert [(each.id, "body.box.text" in each.msg) for each in check_rich_text()] == [("litfass.W205", True)] * found


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "\x01data:text/html,x"]
)
def test_no_address_of_a_document_acts(address: str) -> None:
    document = {
        "website": address,
        "title": "data: ein Vortrag",
        "places": [{"online_url": address, "url": "https://a.example"}],
    }
    said = harmless_addresses(document)
    assert said == {
        "website": None,
        "title": "data: ein Vortrag",
        "places": [{"online_url": None, "url": "https://a.example"}],
    }


def test_an_address_that_came_past_the_forms_reaches_nobody(
    write_partner: Callable[..., PartnerPage], client: Client
) -> None:
    partner = write_partner()
    PartnerPage.objects.filter(pk=partner.pk).update(website="javascript:alert(1)", imprint_url="javascript:alert(2)")
    call_command("publishing", "rebuild", verbosity=0)
    entry = Entry.objects.get(path=partner.url)
    assert "javascript:" not in entry.document
    assert "javascript:" not in client.get(partner.url).content.decode()


def test_no_address_within_a_block_acts(write_page: Callable[..., StandardPage], image: Any, client: Client) -> None:
    type(image).objects.update(credit="Foto: X", licence="CC0", licence_url="javascript:alert(1)")
    quote = {"text": "Worte", "kind": "direct", "name": "Jan Muster", "language": "de", "source": "Zeitung"}
    page = write_page(
        {"type": "image", "value": {"image": image.pk, "alt": "Ein Bild"}, "id": "1"},
        {"type": "quote", "value": {**quote, "source_url": "javascript:alert(2)"}, "id": "2"},
    )
    html = client.get(page.url).content.decode()
    assert "Foto: X" in html
    assert "Zeitung" in html
    assert "javascript:" not in html + Entry.objects.get(path=page.url).document


def test_no_address_acts_in_the_template_of_a_plugins_block() -> None:
    class LinkBlock(DurableStructBlock):
        address = URLBlock(required=False)

        def render(self, value: Any, context: Any = None) -> str:
            return Template('<a href="{{ value.address }}">Worte</a>').render(Context(self.get_context(value)))

    block = LinkBlock()
    for address, shown in (("java\tscript:alert(1)", ""), ("https://a.example/", "https://a.example/")):
        value = block.to_python({"address": address, "fremd": 1})
        assert block.render(value) == f'<a href="{shown}">Worte</a>'
        assert block.get_prep_value(value) == {"address": address, "fremd": 1}
