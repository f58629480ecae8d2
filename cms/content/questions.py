"""Questions: what is unusual and may be right. Whoever saves says that it is so, or changes it; nothing is refused."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Question(NamedTuple):
    """What is asked, at a field or a list."""

    place: str
    text: Any
    answer: Any = _("That is right")
    about: Sequence[Any] = ()
    """Things that are there already, which are offered."""

    @property
    def is_about_storing(self) -> bool:
        """Whether it is asked before a draft is stored, too: afterwards there would be two of a thing."""
        return bool(self.about)

    @property
    def key(self) -> str:
        """What tells the question from others; another wording, or another thing that is found, is another question."""
        known = [self.place, str(self.text), *(str(each.pk) for each in self.about)]
        return sha256("\n".join(known).encode()).hexdigest()[:16]


def open_questions(thing: Any, *, draft: bool) -> list[Question]:
    """What is to be asked before the thing is stored as a draft, or published; not again what was so when that was done before."""
    asked = [question for question in thing.questions() if question.is_about_storing or not draft]
    before: Any = type(thing)._default_manager.filter(pk=thing.pk).first() if asked and thing.pk else None
    if before is None:
        return asked
    known = {each.key for each in before.questions() if each.is_about_storing or before.live}
    return [question for question in asked if question.key not in known]
