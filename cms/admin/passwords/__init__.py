"""Which passwords are strong enough to edit with."""

from cms.admin.passwords.guessability import GuessabilityValidator
from cms.admin.passwords.known_names import KnownNamesValidator

__all__ = ["GuessabilityValidator", "KnownNamesValidator"]
