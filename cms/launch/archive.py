"""The steps from an empty or older data folder to one that can be served."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from cms.content.initial_site import LANGUAGES, ensure_initial_site, ensure_languages, served_at
from cms.content.models import EventPage
from cms.launch.data_folder import claimed, prepare_data_folder
from cms.launch.plugins.waiting import PluginsNotMigrated
from cms.launch.static import collect_static
from cms.publishing.reading.sequence import is_empty
from cms.publishing.rebuilding import forget_form, is_outdated, note_form


@dataclass(frozen=True)
class Progress:
    """Tells a person what is going on, and how long it took."""

    out: OutputWrapper

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Prints the title at the start of a step and its seconds at the end."""
        self.out.write(f"  {title} …", ending="")
        self.out.flush()
        started = time.monotonic()
        yield
        self.out.write(f" {time.monotonic() - started:.1f} s")


def prepare(progress: Progress) -> None:
    """Brings database, static files, demo archive, ledger and search index to the state that this code and address need."""
    with _one_at_a_time(progress):
        moved = _found(progress, LANGUAGES)
        if not EventPage.objects.exists():
            progress.out.write("  Demo archive:")
            call_command("demo")
        elif moved or is_empty():
            _rebuild(progress)
        _index(progress)


def prepare_empty(progress: Progress, *, languages: Sequence[str]) -> None:
    """The same without a demo archive, in these languages; those that are there already stay."""
    with _one_at_a_time(progress):
        moved = _found(progress, languages)
        ensure_languages(languages)
        if moved:
            _rebuild(progress)
        _index(progress)


@contextmanager
def _one_at_a_time(progress: Progress) -> Iterator[None]:
    with progress.step("Data folder"):
        prepare_data_folder()
    taken = "  Another process prepares the same data; waiting for it …"
    with claimed("preparing", when_taken=lambda _: progress.out.write(taken)):
        yield


def _found(progress: Progress, languages: Sequence[str]) -> bool:
    """Sets up everything but content; whether documents are to be built anew."""
    with progress.step("Database"):
        trouble = _migrate()
    if trouble:
        progress.out.write(trouble)
    with progress.step("Static files"):
        collect_static()
    with progress.step("Site"):
        outdated = not is_empty() and (settings.BASE_URL != served_at() or is_outdated())
        if outdated:
            # Whoever ends it before all is built finds the new address in place, and must not take that for the end of the work.
            forget_form()
        ensure_initial_site(settings.BASE_URL, languages=languages)
        if not outdated:
            note_form()
    return outdated


def _migrate() -> str:
    """Brings the database up to date; what is to be told of plugins whose migrations fail, which keeps nobody from serving."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except PluginsNotMigrated as error:
        return str(error)
    return ""


def _rebuild(progress: Progress) -> None:
    progress.out.write(
        "  The address, the name, the plugins or the form of documents has changed, so they are built anew:"
    )
    call_command("publishing", "rebuild")


def _index(progress: Progress) -> None:
    """An engine that is away keeps nobody from serving: the embedded one, which comes first, stands in for it."""
    trouble = ""
    with progress.step("Search index"):
        try:
            call_command("search", "update", verbosity=0)
        except CommandError as error:
            trouble = str(error)
    if trouble:
        progress.out.write(f"  {trouble}\n  Until `manage.py search rebuild` succeeds, the embedded search answers.")
