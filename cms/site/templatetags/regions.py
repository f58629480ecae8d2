"""The regions of pages to which plugins add."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Site

from cms.extend import PageRegion, is_enabled, registry
from cms.extend.guard import Guarded

register = template.Library()


@register.simple_tag(takes_context=True)
def region(context: Context, name: str) -> SafeString:
    """What plugins that are enabled for the site add to the region, each under guard."""
    added = registry().regions.get(name, ())
    if not added:
        return SafeString("")
    site = Site.find_for_request(context["request"])
    page = context["page_context"]
    shown = [
        each
        for each in added
        if (not each.types or page.document.get("type") in each.types) and is_enabled(each.plugin, site and site.pk)
    ]
    return format_html_join("\n", "{}", ((_rendered(each, page),) for each in shown))


def _rendered(each: PageRegion, page: Any) -> SafeString:
    def render() -> SafeString:
        given = {**each.context(page.document), "document": page.document, "page_context": page}
        html = render_to_string(each.template, given)
        html.encode()  # What cannot be sent is the plugin's failure, not the page's.
        return html

    rendered: SafeString = Guarded(each.plugin, f"regions.{each.name}.template", render, SafeString(""))()
    return rendered
