"""Links in running text: their words must say where they lead, and links within the site must survive a move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

VAGUE = frozenset(
    (
        "hier",
        "hier klicken",
        "klicken sie hier",
        "klick hier",
        "link",
        "mehr",
        "mehr lesen",
        "weiter",
        "weiterlesen",
        "here",
        "click here",
        "more",
        "read more",
        "this link",
        "buraya tıklayın",
        "burada",
        "ici",
        "cliquez ici",
    )
)
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class Link(NamedTuple):
    """A link as it is stored: its words, and its address unless it leads to a page or file by id."""

    text: str
    href: str


class _Links(HTMLParser):
    """Collects links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Link] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.inside = True
            self.found.append(Link("", dict(attrs).get("href") or ""))

    def handle_data(self, data: str) -> None:
        if self.inside:
            last = self.found[-1]
            self.found[-1] = last._replace(text=last.text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.inside = False


def links(html: str) -> list[Link]:
    """All links of the stored rich text."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return parser.found


def link_faults(html: str) -> Iterator[str]:
    """What is wrong with the links of the stored rich text, in words for its editor (V14)."""
    for link in links(html):
        text = " ".join(link.text.split())
        yield from text_faults(text)
        if _is_ours(link.href):
            yield _(
                "“%(text)s” links to this site by address: choose the page itself, so that the link survives when it moves."
            ) % {"text": text}


def text_faults(text: str) -> Iterator[str]:
    """What is wrong with the words of a link, in words for its editor (V14)."""
    if BARE_ADDRESS.fullmatch(text):
        yield _("Write what “%(text)s” leads to instead of the address itself.") % {"text": text}
    elif text.strip(" .,:…!>»→").casefold() in VAGUE:
        yield _("The link “%(text)s” does not say where it leads: link words that do.") % {"text": text}


def _is_ours(href: str) -> bool:
    return href.startswith(settings.BASE_URL + "/") or (href.startswith("/") and not href.startswith("//"))
