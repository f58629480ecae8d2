"""Cannot be imported."""

import das_gibt_es_nicht

from cms.extend import Plugin


class BadImportConfig(Plugin):
    """Needs a package that nobody has."""

    name = "bad_import"
    label = "bad_import"
    slug = "bad_import"
    title = "Bad import"
    version = "1.0"

    def ready(self) -> None:
        """Uses the package."""
        das_gibt_es_nicht.start()
