"""What is refused while a plugin is missing."""

from __future__ import annotations

from django.db.models import Model, ProtectedError


class PluginMissing(Exception):
    """Something cannot be done since a plugin is missing; the text says which one, and what to do."""


class StillNeeded(PluginMissing, ProtectedError):
    """A missing plugin still needs the thing that was to be deleted."""

    def __init__(self, message: str, thing: Model) -> None:
        ProtectedError.__init__(self, message, {thing})
        self.message = message

    def __str__(self) -> str:
        return self.message
