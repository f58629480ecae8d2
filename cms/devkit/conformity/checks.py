"""What Django's system checks say, and about which plugin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.core.checks import WARNING, CheckMessage, run_checks

from cms.devkit.conformity.subject import Subject
from cms.extend.inventory import loaded


def system_checks_find_nothing(subject: Subject) -> Iterator[str]:
    """Django's system checks find nothing in it."""
    yield from (said(message) for message in messages() if is_about(message, subject))


def about_no_plugin() -> list[str]:
    """What the checks say about no plugin that is loaded; which are left out is told anyway."""
    subjects = [Subject(plugin) for plugin in loaded()]
    rest = [message for message in messages() if message.id != "litfass.W001"]
    return [said(message) for message in rest if not any(is_about(message, subject) for subject in subjects)]


@cache
def messages() -> list[CheckMessage]:
    """All warnings and errors; who is at odds with whom about a name is no fault of the one whose name it is."""
    serious = [message for message in run_checks() if message.is_serious(WARNING) and message.id != "litfass.W004"]
    return [message for message in serious if not message.is_silenced()]


def said(message: CheckMessage) -> str:
    """The message with its number."""
    return f"{message.id}: {message.msg}"


def is_about(message: CheckMessage, subject: Subject) -> bool:
    """Whether the message names the plugin, or something that the plugin defines."""
    defined = getattr(message.obj, "model", message.obj)
    module = getattr(defined, "__module__", "") or type(defined).__module__
    named = message.msg.startswith(f"The plugin {subject.plugin.slug} ")
    own = str(message.id).startswith(f"{subject.plugin.slug}.")
    return named or own or module.startswith(f"{subject.plugin.name}.")
