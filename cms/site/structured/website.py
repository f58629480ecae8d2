"""The site as schema.org knows it."""

from __future__ import annotations

from typing import Any


def website(*, name: str, url: str, search_url: str, language: str) -> dict[str, Any]:
    """The site, with the address of its search."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "url": url,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search_url}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
