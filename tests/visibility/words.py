"""Words that nothing else in the archive has: where one is read, the thing that bears it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTERS = "abcdefghkmnprstuvwxy"
FOUND = re.compile(r"zz[nqsf][" + LETTERS + r"]{4}zz")
"""So long that no random token has one by chance."""


@dataclass(frozen=True)
class Words:
    """The words of one thing: in its texts, in its address, in the name of its file, and in the name of a person.

    A person is named at events without a public profile, so that only the name may be read there.
    """

    number: int

    @property
    def _code(self) -> str:
        rest, code = self.number, ""
        for _position in range(4):
            rest, letter = divmod(rest, len(LETTERS))
            code = LETTERS[letter] + code
        return code

    @property
    def text(self) -> str:
        """Stands in titles, texts and descriptions."""
        return f"zzq{self._code}zz"

    @property
    def slug(self) -> str:
        """Stands in the address."""
        return f"zzs{self._code}zz"

    @property
    def file(self) -> str:
        """Stands in the name of the file."""
        return f"zzf{self._code}zz"

    @property
    def name(self) -> str:
        """Stands in a person's name."""
        return f"zzn{self._code}zz"

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return frozenset({self.text, self.slug, self.file, self.name})
