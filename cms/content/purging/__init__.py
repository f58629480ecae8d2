"""Takes the content of a plugin along: first into files, then out of the database."""

from cms.content.purging.clearing import StillReferred, remains
from cms.content.purging.deleting import ForeignPagesBelow, purge
from cms.content.purging.exporting import export

__all__ = ["ForeignPagesBelow", "StillReferred", "export", "purge", "remains"]
