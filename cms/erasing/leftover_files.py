"""Files that no row names any more: deleted after the commit, and by a task as well, in case the process dies in between."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.crypto import salted_hmac
from django_tasks import task

from cms.extend.queue import wait_for_worker


def forget_file(file: FieldFile) -> None:
    """Has the file deleted once this is committed, whatever happens to this process. What waits knows no name, only a digest."""
    path, field = PurePosixPath(file.name or ""), file.field
    told = (field.model._meta.label, field.name, str(path.parent), _digest(path.name))
    if wait_for_worker():
        delete_task.enqueue(*told)
    transaction.on_commit(lambda: delete_task.call(*told), robust=True)


@task()
def delete_task(model: str, field: str, folder: str, digest: str) -> None:
    """Deletes the file of this digest in the folder of the field's storage, unless a row has taken its name since."""
    found = apps.get_model(model)
    storage: Storage = found._meta.get_field(field).storage
    for name in _names_in(storage, folder):
        path = str(PurePosixPath(folder) / name)
        if _digest(name) == digest and not found._base_manager.filter(**{field: path}).exists():
            storage.delete(path)


def _names_in(storage: Storage, folder: str) -> list[str]:
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _digest(name: str) -> str:
    return salted_hmac("cms.erasing.leftover_files", name, algorithm="sha256").hexdigest()
