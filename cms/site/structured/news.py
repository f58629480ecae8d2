"""A piece of news as schema.org knows it."""

from __future__ import annotations

from typing import Any

from cms.site.structured.script import in_default_language, without_empty


def news(document: dict[str, Any]) -> dict[str, Any]:
    """The article, with the events and topics that it is about."""
    publisher = document["publisher"]
    events = [{"@type": "Event", "name": card["title"], "url": card["url"]} for card in document["events"]]
    topics = [
        {"@type": "Thing", "name": in_default_language(card["title"], of=document)} for card in document["topics"]
    ]
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": document["url"],
            "headline": document["title"],
            "description": document["description"],
            "url": document["url"],
            "inLanguage": document["locale"],
            "datePublished": document["published_on"],
            "dateModified": document.get("updated_at"),
            "expires": document["valid_until"],
            "author": {"@type": "Person", "name": document["byline"]} if document["byline"] else None,
            "publisher": {"@type": "Organization", "name": publisher["name"], "url": publisher["url"]},
            "image": document["hero_image"]["src"] if document["hero_image"] else "",
            "about": [*events, *topics],
        }
    )
