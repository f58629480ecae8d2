"""What cannot be done while a plugin is away, and how it is told."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Model, ProtectedError, RestrictedError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.dormant.known_plugins import known_by_label


class PluginMissing(Exception):
    """Something cannot be done since a plugin is away; the text says which one, and what to do."""


class StillNeeded(PluginMissing, ProtectedError):
    """A plugin that is away still needs the thing that was to be deleted."""

    def __init__(self, message: str, thing: Model) -> None:
        ProtectedError.__init__(self, message, {thing})
        self.message = message

    def __str__(self) -> str:
        return self.message


DJANGO_SAYS = "Cannot delete some instances of model"


def reason_of(error: IntegrityError) -> str:
    """Why nothing was deleted: what somebody refused with, or by what the thing is still used."""
    if not isinstance(error, ProtectedError | RestrictedError):
        return _("Nothing was deleted: something that is stored still needs it.")
    if not str(error.args[0]).startswith(DJANGO_SAYS):
        return str(error.args[0])
    users = {type(each)._meta for each in error.args[1]}
    names = {f"{meta.verbose_name_plural} ({meta.app_config.verbose_name})" for meta in users}
    return _("Nothing was deleted: it is still used by %(users)s. Delete or change that first.") % {
        "users": ", ".join(sorted(names))
    }


def is_needed(error: IntegrityError) -> bool:
    """Whether something was not deleted since somebody refused, or a row in the database still refers to it."""
    return isinstance(error, ProtectedError | RestrictedError) or "foreign key" in str(error).lower()


class Refusal(NamedTuple):
    """What people are told while the code of the plugin is here, its pages being put aside, and while it is missing."""

    put_aside: str | Promise
    missing: str | Promise

    def about(self, app_label: str, **names: Any) -> str:
        """The text about the plugin with this app label, with these names in it."""
        plugin = known_by_label(app_label)
        text = self.put_aside if app_label in apps.app_configs else self.missing
        return str(text) % {"plugin": plugin.title, "slug": plugin.slug, **names}
