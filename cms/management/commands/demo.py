"""`manage.py demo`: the demo archive, for trying things out and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.template.defaultfilters import pluralize
from django.utils.module_loading import module_has_submodule
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.content.demo.loading import STEPS, LoadedObjects, Step
from cms.content.demo.reading import archive
from cms.content.initial_site import ensure_initial_site
from cms.launch.archive import Progress
from cms.publishing import ledger


class Command(BaseCommand):
    """Loads what is missing of the demo archive; what is there stays as it is."""

    help = "Loads the demo archive: the Halle conference and an invented network around it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything or nothing."""
        ensure_initial_site(settings.BASE_URL)
        progress, loaded = Progress(self.stdout), LoadedObjects(archive())
        with transaction.atomic(), ExitStack() as collecting:
            collecting.enter_context(ledger.bulk())
            with _references_in_one_go(loaded, progress):
                for title, step in (*STEPS, *_steps_of_plugins()):
                    with progress.step(f"  {title}"):
                        step(loaded)
            with progress.step("  Ledger"):
                collecting.close()
        self.stdout.write(f"    {len(loaded.fresh)} new thing{pluralize(len(loaded.fresh))}.")


def _steps_of_plugins() -> Iterator[tuple[str, Step]]:
    """`load` of the module `demo` of each installed plugin that has one."""
    for found in settings.PLUGINS.found:
        config = next(each for each in apps.get_app_configs() if getattr(each, "slug", None) == found.slug)
        if config.module is not None and module_has_submodule(config.module, "demo"):
            yield f"Plugin {found.slug}", import_module(f"{config.name}.demo").load


@contextmanager
def _references_in_one_go(loaded: LoadedObjects, progress: Progress) -> Iterator[None]:
    """Writes Wagtail's index of references once at the end: at each save it would cost half of the loading time."""
    with disable_reference_index_auto_update():
        yield
    if loaded.fresh:
        with progress.step("  References"):
            call_command("rebuild_references_index", verbosity=0)
