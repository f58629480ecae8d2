"""What is found out in a process of its own: how a plugin behaves before and without Django's apps."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils.translation import override

from cms.devkit.conformity.subject import Subject
from cms.devkit.last_line import last_line
from cms.settings.env import ROOT

EARLY = """
import importlib, sys
sys.path += {path!r}
importlib.import_module({module!r})
print(*sorted(name for name in sys.modules if name.endswith(".models") and not name.startswith(("django.", "pydantic."))))
"""
FAILED = "is left out: its migration "
"""So `migrate` says which one failed, and why."""
SKIPPED = """
import sys
import django
django.setup()
from cms.extend import registry
registry()
print(*sorted(name for name in sys.modules if name == {package!r} or name.startswith({package!r} + ".")))
"""


def models_are_not_loaded_early(subject: Subject) -> Iterator[str]:
    """Its `apps.py` can be imported before Django loads apps, and imports no models."""
    module = type(subject.plugin).__module__
    done = _python(EARLY.format(path=sys.path, module=module))
    if done.returncode:
        yield f"{module} cannot be imported by itself: {last_line(done.stderr)}"
    elif done.stdout.strip():
        yield f"{module} imports {done.stdout.strip()}; import inside of methods"


def is_gone_when_skipped(subject: Subject) -> Iterator[str]:
    """With `LITFASS_PLUGINS_SKIP` the installation starts, and nothing of the plugin is imported."""
    skip = ",".join(filter(None, (os.environ.get("LITFASS_PLUGINS_SKIP"), subject.folder.name)))
    done = _python(SKIPPED.format(package=subject.plugin.name), {"LITFASS_PLUGINS_SKIP": skip})
    if done.returncode:
        yield f"the installation does not start without it: {last_line(done.stderr)}"
    elif done.stdout.strip():
        yield f"still imported: {done.stdout.strip()}"


def migrations_make_what_its_models_need(subject: Subject) -> Iterator[str]:
    """Its migrations lead to its models as they are."""
    label, made = subject.plugin.label, MigrationLoader(None, ignore_no_migrations=True)
    # As in `makemigrations`, where texts are those of the source.
    with override(None):
        asked = MigrationQuestioner(specified_apps={label})
        compared = MigrationAutodetector(made.project_state(), ProjectState.from_apps(apps), asked)
        changes = compared.changes(graph=made.graph, trim_to_apps={label}, convert_apps={label})
    if label in changes:
        yield f"they do not; run manage.py makemigrations {label}"


def migrations_with_code_can_be_run(subject: Subject) -> Iterator[str]:
    """Migrations that run code or SQL of the plugin come through in an empty database, which is thrown away."""
    made = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    own = [migration for (label, _name), migration in made.items() if label == subject.plugin.label]
    if not any(map(_runs_code, [operation for migration in own for operation in migration.operations])):
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATA": folder, "DATABASE_URL": "sqlite://:memory:", "SEARCH_URL": ""}
        done = _run(["manage.py", "migrate", subject.plugin.label, "--verbosity=0"], environment)
    if done.returncode:
        told = [line.strip() for line in done.stderr.splitlines() if FAILED in line]
        yield told[-1].partition(FAILED)[2] if told else last_line(done.stderr)


def _runs_code(operation: Operation) -> bool:
    is_of_django = type(operation).__module__.startswith("django.")
    return isinstance(operation, RunPython | RunSQL) or not is_of_django


def _python(source: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return _run(["-c", source], environment or {})


def _run(arguments: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings", **environment}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=given, capture_output=True, text=True)


RULES = (models_are_not_loaded_early, is_gone_when_skipped)
