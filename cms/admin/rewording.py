"""Says in the reader's language what Wagtail says in English, or in words that editors do not use.

Most of it needs no more than German in this room's catalogue, which comes before Wagtail's; the rest is given its label here.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, gettext_noop, ngettext_lazy
from wagtail.admin.forms.workflows import WorkflowContentTypeForm
from wagtail.contrib.simple_translation.models import SimpleTranslation
from wagtail.models import Locale
from wagtail.sites.views import IndexView
from wagtail.users.templatetags import wagtailusers_tags

WORDS = (
    gettext_noop("Add a locale"),
    gettext_noop("Add locale"),
    gettext_noop("Are you sure you want to delete this locale?"),
    gettext_noop("Available in %(translations_total)s locales"),
    gettext_noop("Breadcrumb"),
    gettext_noop("Can lock"),
    gettext_noop("Can publish"),
    gettext_noop("Can submit translations"),
    gettext_noop("Can unlock"),
    gettext_noop("Delete locale"),
    gettext_noop("Locale"),
    gettext_noop("Locale '%(object)s' created."),
    gettext_noop("Locale '%(object)s' deleted."),
    gettext_noop("Locale '%(object)s' updated."),
    gettext_noop("Locale: "),
    gettext_noop("Locales"),
    gettext_noop("Switch locales"),
    gettext_noop("The locale could not be saved due to errors."),
    gettext_noop("This locale cannot be deleted because there are no other locales."),
    gettext_noop("This locale cannot be deleted because there are pages and/or other objects using it."),
    gettext_noop(
        "This locale's current language code is not supported. Please choose a new language or delete this locale."
    ),
    gettext_noop("This locale's language code is not supported"),
    gettext_noop("Toggle breadcrumbs"),
    gettext_noop("URL Generator"),
    gettext_noop("Wagtail locales"),
    ngettext_lazy(
        "A locale is disabled because a parent page is not translated.",
        "Some locales are disabled because some parent pages are not translated.",
    ),
)
"""What Wagtail marks for translation, or translates under a name that it does not know before."""

RIGHTS = {
    "add": gettext_lazy("Add: %(thing)s"),
    "change": gettext_lazy("Change: %(thing)s"),
    "delete": gettext_lazy("Delete: %(thing)s"),
}
"""How a right is called beside its box, where Django has only English."""


MODELS = (
    (Locale, gettext_lazy("locale"), gettext_lazy("locales")),
    (SimpleTranslation, gettext_lazy("simple translation"), gettext_lazy("simple translations")),
)
"""Models that have no name of their own but that of their class."""

COLUMNS = {"port": gettext_lazy("Port"), "site_name": gettext_lazy("Name"), "root_page": gettext_lazy("Front page")}
"""Columns of the list of sites that Wagtail names after their fields."""


def format_permissions(permission_bound_field: Any) -> dict[str, Any]:
    """Wagtail's table of rights, whose boxes are named in the reader's language."""
    context: dict[str, Any] = wagtailusers_tags.format_permissions(permission_bound_field)
    for rights in context["object_perms"]:
        for action, name in RIGHTS.items():
            if right := rights.get(action):
                right["perm"].name = name % {"thing": capfirst(rights["object"])}
    return context


def connect() -> None:
    """Labels what has none; repeating it does no harm."""
    tag = wagtailusers_tags.register.inclusion_tag(
        "wagtailusers/groups/includes/formatted_permissions.html", name="format_permissions"
    )
    tag(format_permissions)
    for column in IndexView.columns:
        column.label = COLUMNS.get(column.name, column.label)
    for model, name, plural in MODELS:
        model._meta.verbose_name, model._meta.verbose_name_plural = name, plural
    WorkflowContentTypeForm.base_fields["content_types"].label = gettext_lazy("Kinds of content")
