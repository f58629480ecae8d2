"""Rich text in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from cms.public.sanitising import sanitised_stock

register = template.Library()


@register.filter
def sanitised(html: str) -> SafeString:
    """The expanded rich text without what could harm its readers."""
    return mark_safe(sanitised_stock(str(html)))
