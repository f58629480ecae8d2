"""Takes down that an index is damaged: that shows only where it is read or written, while it still says that all is well."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.utils import timezone

from cms.extend.leases import LONGEST_ERROR, free, in_words
from search.engines.base import Engine, IndexMissing
from search.models import Rebuild

log = logging.getLogger(__name__)


def note(target: Engine, error: IndexMissing) -> None:
    """Lets the worker build the engine's index anew, as if that had been tried already, unless it is built just now."""
    try:
        run, _created = Rebuild.objects.get_or_create(pk=target.name)
        if not run.failures:
            unbuilt = Rebuild.objects.filter(free(timezone.now()), pk=target.name, failures=0)
            unbuilt.update(failures=1, last_error=in_words(error)[:LONGEST_ERROR])
    except DatabaseError:
        log.exception("The search index of %s is damaged, and it cannot be taken down now.", target.name)
