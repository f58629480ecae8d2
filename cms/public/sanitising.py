"""What of stored rich text may leave the house: an allow-list, whichever way the text came in."""

from __future__ import annotations

import re
from typing import Any

import nh3
from wagtail.whitelist import ALLOWED_URL_SCHEMES

from cms.public.characters import printable

INLINE = frozenset(("a", "abbr", "b", "bdi", "br", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup"))
PROSE = INLINE | {"li", "ol", "p", "ul"}
"""Tags of our own rich text, and of what people paste into it."""

STOCK = PROSE | {"blockquote", "code", "del", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "pre", "s", "u"}
"""Tags of every rich text, that of plugins too. Pictures and videos are blocks, which know rights and alt texts."""

ATTRIBUTES = {"*": {"dir", "lang"}, "a": {"href", "hreflang"}, "abbr": {"title"}, "ol": {"start", "reversed"}}

DROPPED_WHOLE = frozenset(
    (
        *(
            "applet",
            "audio",
            "canvas",
            "embed",
            "frameset",
            "head",
            "iframe",
            "math",
            "noembed",
            "noframes",
            "noscript",
        ),
        *("object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"),
    )
)
"""Elements whose content is no text for readers; of other unknown elements the text stays."""

ADDRESSES = ("url", "website", "href", "src", "link")
"""How names of fields end that hold an address."""

ACTING = re.compile(r"(?:javascript|vbscript|data|blob|file|view-source):", re.IGNORECASE)
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
"""What browsers pass over when they look for the scheme."""

ANCHOR = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
ATTRIBUTE = re.compile(r' ([a-z-]+)="[^"]*"')


def _cleaner(tags: frozenset[str], *, links: frozenset[str] = frozenset()) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={**ATTRIBUTES, "a": ATTRIBUTES["a"] | links},
        clean_content_tags=set(DROPPED_WHOLE),
        url_schemes=set(ALLOWED_URL_SCHEMES),
        link_rel=None,
    )


_prose, _stock = _cleaner(PROSE), _cleaner(STOCK)
_unresolved = _cleaner(PROSE, links=frozenset(("linktype", "id")))


def well_formed(source: str) -> str:
    """Stored text whose links are not resolved yet, so that nothing in it can reach beyond its end."""
    return str(_unresolved.clean(source))


def sanitised(html: str) -> str:
    """HTML of our own rich text with its tags and attributes alone; a link that leads nowhere leaves its words."""
    return _without_dead_links(_prose.clean(html))


def sanitised_stock(html: str) -> str:
    """The same for Wagtail's own rich text, which knows more tags."""
    return _without_dead_links(_stock.clean(html))


def _without_dead_links(html: str) -> str:
    # Only now are characters that were written as entities seen as such.
    return ANCHOR.sub(_unlinked, printable(html, lines=True))


def _unlinked(match: re.Match[str]) -> str:
    attributes, words = match.groups()
    return match[0] if "href" in ATTRIBUTE.findall(attributes) else words


def harmless_addresses(value: Any, key: str = "") -> Any:
    """The document, in which an address that would run a program is null; forms refuse such, but not everything comes through forms."""
    if isinstance(value, dict):
        return {name: harmless_addresses(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [harmless_addresses(each, key) for each in value]
    return harmless_address(value) or None if isinstance(value, str) and key.endswith(ADDRESSES) else value


def harmless_address(address: str) -> str:
    """The address, or nothing where it would run a program."""
    return "" if ACTING.match(IGNORED_IN_ADDRESSES.sub("", address)) else address
