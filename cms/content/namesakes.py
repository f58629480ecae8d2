"""Names that may be of one thing, in whichever spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.content.questions import Question
from cms.content.slugs import slugify_de
from cms.content.validation import Validated

NO_NAMES = frozenset({"dr", "prof", "med", "phil", "e", "v", "ev", "gmbh", "ggmbh", "gug", "der", "die", "das", "und"})
"""Words by which names are not told apart."""
LONG = 8
"""From so many letters on a name may be misspelt; of shorter ones each letter counts: VeMo is not NeMO."""
CLOSE = 0.9
"""How much of two names is the same if they are taken for two spellings of one."""


class Named(Validated):
    """Something of which there is one, or several that share a name: a second one of the name is asked about."""

    named_by: Sequence[str]
    """The fields with its names; the first is where the question stands."""

    class Meta:
        abstract = True

    @property
    def names(self) -> Iterable[str]:
        """What people call it."""
        return [line for name in self.named_by for line in str(getattr(self, name)).splitlines()]

    def others(self) -> QuerySet[Any]:
        """Those with which it might be confused."""
        return type(self)._default_manager.exclude(pk=self.pk)

    def questions(self) -> list[Question]:
        """Whether it is another one than those of a like name."""
        own = list(filter(None, map(Spelling, self.names)))
        others = self.others().only(*self.named_by) if own else ()
        found = [each for each in others if _share_a_name(own, list(map(Spelling, each.names)))]
        question = Question(self.named_by[0], _("This may be there already:"), _("This is another one"), found)
        return [*([question] if found else []), *super().questions()]


def _share_a_name(some: Sequence[Spelling], others: Sequence[Spelling]) -> bool:
    return any(one.is_like(other) for one in some for other in others)


class Spelling:
    """A name without what is written in several ways: capitals, accents, order, titles and legal forms."""

    def __init__(self, name: str) -> None:
        words = slugify_de(name).split("-")
        self.words = sorted(word for word in words if word and word not in NO_NAMES)
        self.letters = "".join(self.words)
        self.digits = [letter for letter in self.letters if letter.isdecimal()]

    def __bool__(self) -> bool:
        return bool(self.words)

    def is_like(self, other: Spelling) -> bool:
        """Whether the other is a spelling of the same name."""
        if self.words == other.words:
            return True
        if min(len(self.letters), len(other.letters)) < LONG or self.digits != other.digits:
            return False
        matcher = SequenceMatcher(None, self.letters, other.letters)
        return matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE
