"""A page as tests look at it: its text without markup, its links, its structured data."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "img", "input", "br", "source"}


class Page(HTMLParser):
    """The answer's HTML, read once."""

    def __init__(self, response: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.response = response
        self.html: str = response.content.decode()
        self.links: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._text: list[str] = []
        self._open: list[str] = []
        self._href: str | None = None
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self._href = dict(attrs).get("href")
        if tag in {"p", "li", "dd", "dt", "div", "h1", "h2", "h3", "h4", "br", "section", "option"}:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]
        if tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if "script" in self._open:
            self.scripts.append(data)
            return
        self._text.append(data)
        if self._href is not None and data.strip():
            self.links[data.strip()] = self._href

    @property
    def text(self) -> str:
        """What one reads, in one line."""
        return " ".join("".join(self._text).split())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of all elements with the tag and these attributes."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            attributes
            for found, attributes in self.elements
            if found == tag and all(attributes.get(name) == value for name, value in named.items())
        ]
