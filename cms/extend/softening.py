"""Messages of plugins' checks as Django may print them: none of them is an error, since Django starts no command over one."""

from __future__ import annotations

from django.core.checks import WARNING, CheckMessage
from django.db.models import Model

from cms.extend.exact import exactly, plain


def softened(message: CheckMessage) -> CheckMessage:
    """The same message in plain texts, a warning at most; raises what its own texts raise."""
    hint, obj, code = (None if each is None else plain(each) for each in (message.hint, _name(message.obj), message.id))
    return CheckMessage(min(exactly(message.level), WARNING), plain(message.msg), hint=hint, obj=obj, id=code)


def _name(thing: object) -> object:
    return thing._meta.label if isinstance(thing, type) and issubclass(thing, Model) else thing
