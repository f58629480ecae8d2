"""Who may do what at first: two groups, and a workflow that leads from the one to the other."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page, Task, Workflow

from cms.content.models import City, Person, Place, Programme, Series, Topic

RECORDS = (City, Person, Place, Programme, Series, Topic)


def found_groups() -> None:
    """Makes the editors, who publish, and the contributors, who hand in, out of Wagtail's groups and workflow."""
    contributors = _group("Editors", name=_("Contributors"), pages=("add", "change"))
    editors = _group("Moderators", name=_("Editors"), pages=("add", "change", "publish", "lock", "unlock"))
    editors.permissions.add(*_record_permissions("view", "add", "change", "delete"))
    contributors.permissions.add(*_record_permissions("view", "add", "change"))
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name=_("Approval by the editors"))


def _group(stock: str, *, name: str, pages: tuple[str, ...]) -> Group:
    Group.objects.filter(name=stock).exclude(name=name).update(name=name)
    group, _created = Group.objects.get_or_create(name=name)
    root = Page.get_first_root_node()
    for right in pages:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
    )
    return group


def _record_permissions(*rights: str) -> list[Permission]:
    types = ContentType.objects.get_for_models(*RECORDS).values()
    return [
        permission
        for permission in Permission.objects.filter(content_type__in=types)
        if permission.codename.split("_")[0] in rights
    ]
