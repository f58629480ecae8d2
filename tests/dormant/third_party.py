"""The plugin `notice_board` of the tests in a folder of an installation's own, from which it is taken away and put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.dormant.installation import Installation, installed
from tests.kit.processes import FIXTURES

FILL = """
import json
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, Site
from cms.content.models import NewsIndexPage, StandardPage
from cms.content.initial_site import ensure_initial_site
from cms.extend.activation import enable
from cms.extend.models import JobRun, PausedPoint
from litfass_notice_board.models import NoticeBoardEntry, NoticeBoardPage, NoticeBoardSettings
home = ensure_initial_site("http://testserver")
site = Site.objects.get()
enable("notice_board", site.pk)
for number in range(3):
    NoticeBoardEntry.objects.create(name=f"Eintrag {number}", slug=f"eintrag-{number}")
entry = NoticeBoardEntry.objects.first()
kind = ContentType.objects.get_for_model(entry)
Revision.objects.create(
    content_type=kind, base_content_type=kind, object_id=str(entry.pk), content={"name": "Frühere Fassung"}, object_str="Eintrag"
)
page = NoticeBoardPage(title="Volle Seite", lead="Ganz voll.")
NewsIndexPage.objects.get(locale__language_code="de").add_child(instance=page)
page.save_revision(log_action=True).publish()
box = {"type": "notice_board_box", "value": {"heading": "Gut zu wissen", "text": "Der Eintritt ist frei."}}
core = StandardPage(title="Besuch", body=json.dumps([box]))
home.add_child(instance=core)
core.save_revision().publish()
NoticeBoardSettings.objects.create(site=site, note="Notiz")
JobRun.objects.create(plugin="notice_board", job="notice_board_count", ran_at=timezone.now())
PausedPoint.objects.create(plugin="notice_board", point="jobs.notice_board_count.run", reason="ValueError()")
call_command("publishing", "rebuild")
result = page.url
"""
LEDGER = """
from cms.publishing.models import Entry
fields = ("type", "state", "reason", "document", "etag")
result = [list(map(str, row)) for row in Entry.objects.filter(type__startswith="notice_board_").order_by("id").values_list(*fields)]
"""
PURGE = """
from io import StringIO
from django.core.management import CommandError, call_command
out = StringIO()
try:
    call_command("plugins", "purge", "notice_board", {yes}"--folder", "{folder}", stdout=out)
    result = out.getvalue()
except CommandError as error:
    result = f"refused: {{error}}"
"""
REMAINS = """
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.core.management import call_command
from wagtail.models import Page, Revision
from cms.dormant.models import DormantPage, KnownPlugin
from cms.extend.models import Activation, JobRun, PausedPoint
from cms.publishing.models import Cursor, Entry
call_command("publishing", "rebuild")
call_command("publishing", "verify")
connection.check_constraints()
notes = [model.objects.filter(plugin="notice_board") for model in (Activation, JobRun, PausedPoint)]
result = {
    "tables": [name for name in connection.introspection.table_names() if name.startswith("notice_board_")],
    "migrations": MigrationRecorder(connection).migration_qs.filter(app="notice_board").count(),
    "types": ContentType.objects.filter(app_label="notice_board").count(),
    "permissions": Permission.objects.filter(codename__contains="noticeboard").count(),
    "notes": [rows.count() for rows in notes],
    "known": KnownPlugin.objects.filter(slug="notice_board").count(),
    "cursors": Cursor.objects.filter(consumer__contains=".notice_board.").count(),
    "pages": Page.objects.filter(title="Volle Seite").count(),
    "dormant": DormantPage.objects.count(),
    "revisions": Revision.objects.filter(object_str="Eintrag").count(),
    "live": Entry.objects.filter(type__startswith="notice_board_", state="live").count(),
}
"""
NOTHING = {
    "tables": [],
    "migrations": 0,
    "types": 0,
    "permissions": 0,
    "notes": [0, 0, 0],
    "known": 0,
    "cursors": 0,
    "pages": 0,
    "dormant": 0,
    "revisions": 0,
    "live": 0,
}


@dataclass(frozen=True)
class Hosting:
    """An installation with a plugin that somebody else wrote; `page` is the address of its page."""

    installation: Installation
    page: str

    def take_away(self) -> None:
        """Uninstalls it."""
        shutil.rmtree(Path(self.installation.plugins) / "litfass_notice_board")

    def put_back(self) -> None:
        """Installs it again."""
        copied(Path(self.installation.plugins))

    def purge(self, folder: Path, *, yes: bool = True) -> str:
        """What the command says."""
        said: str = self.installation.run(PURGE.format(folder=folder, yes='"--yes", ' if yes else ""))
        return said

    def remains(self) -> Any:
        """What names the plugin."""
        return self.installation.run(REMAINS)


def copied(folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(FIXTURES / "litfass_notice_board", folder / "litfass_notice_board", ignore=ignored)


@contextmanager
def hosting(folder: Path) -> Iterator[Hosting]:
    """A new one, in which the plugin is used."""
    plugins = folder / "plugins"
    copied(plugins)
    with installed(folder / "data", plugins=str(plugins)) as installation:
        yield Hosting(installation, installation.run(FILL))
