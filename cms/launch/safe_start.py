"""Names the plugin that keeps the installation from starting, and the way to start without it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings

from cms.extend.interrupts import Interrupted
from cms.launch.plugins.error_owner import owner_of


@contextmanager
def safe_start() -> Iterator[None]:
    """Lets the start run; if Django cannot be set up because of a plugin, says so in the last lines and ends with exit code 1.

    Whatever fails after that, or is no plugin's fault, is raised as it is.
    """
    try:
        yield
    except Interrupted as pressed:
        # Python itself must be told, lest a shell take it for an ordinary failure.
        raise KeyboardInterrupt().with_traceback(pressed.__traceback__) from None
    except Exception as error:
        slug = "" if apps.ready or not settings.configured else owner_of(error, settings.PLUGINS)
        if not slug:
            raise
        traceback.print_exception(error)
        sys.stderr.write(remedy(slug, error))
        sys.exit(1)


def remedy(slug: str, error: BaseException) -> str:
    """What happened, to which plugin, and the one line that starts the rest."""
    return (
        f"\nLitfass cannot start, because the plugin “{slug}” fails: {type(error).__name__}: {error}\n{way_out(slug)}"
    )


def way_out(slug: str) -> str:
    """What is to be done about a plugin with which nothing starts."""
    others = [each for each in os.environ.get("LITFASS_PLUGINS_SKIP", "").split(",") if each.strip()]
    skip = ",".join([*others, slug])
    return (
        f"Mend it, or start without it (its content is kept, plugins that need it are left out, too):\n\n"
        f"    LITFASS_PLUGINS_SKIP={skip} make up\n"
    )
