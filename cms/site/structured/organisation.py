"""A partner as schema.org knows it."""

from __future__ import annotations

from typing import Any

from cms.site.structured.script import without_empty

TYPES = {"municipality": "GovernmentOrganization", "authority": "GovernmentOrganization", "council": "Organization"}


def organisation(document: dict[str, Any]) -> dict[str, Any]:
    """The organisation; towns and authorities as such, all others as NGO or plain organisation."""
    contact, city = document["contact"], document["city"]
    members = [
        without_empty({"@type": "Organization", "name": item["partner"]["title"], "url": item["partner"]["url"]})
        for item in document["member_of"]
    ]
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": TYPES.get(document["kind"]["value"], "NGO"),
            "@id": document["url"],
            "name": document["title"],
            "legalName": document["legal_name"],
            "alternateName": [name for name in (document["short_name"], document["acronym"]) if name],
            "description": document["description"],
            "url": document["url"],
            "sameAs": contact["website"],
            "email": contact["email"],
            "telephone": contact["phone"],
            "foundingDate": str(document["founded"] or ""),
            "dissolutionDate": str(document["dissolved"] or ""),
            "address": {"@type": "PostalAddress", "addressLocality": city["title"]} if city else None,
            "areaServed": [card["title"] for card in document["service_area"]],
            "memberOf": members,
            "logo": document["logo"]["src"] if document["logo"] else "",
        }
    )
