"""Who may do what at first: two groups, and a workflow that leads from the one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_permission_codename
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Count, Model, Q, QuerySet
from django.db.models.signals import post_migrate
from django.utils.translation import gettext as _
from wagtail.models import (
    DraftStateMixin,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
)
from wagtail.snippets.models import create_extra_permissions

from cms.extend import registry
from cms.extend.reserved import CORE

CONTRIBUTORS = ("view", "add", "change")
OF_DRAFTS = ("publish", "lock", "unlock")
EDITORS = (*CONTRIBUTORS, "delete", *OF_DRAFTS)


def found_groups() -> None:
    """Makes the editors, who publish, and the contributors, who hand in, out of Wagtail's groups and workflow."""
    contributors = _group("Editors", name=_("Contributors"), pages=("add", "change"))
    editors = _group("Moderators", name=_("Editors"), pages=("add", "change", "publish", "lock", "unlock"))
    editors.permissions.add(*_permissions(_records(), EDITORS))
    contributors.permissions.add(*_permissions(filter(_has_drafts, _records()), CONTRIBUTORS))
    contributors.permissions.add(*_permissions(_records(), ["view"]))
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name=_("Approval by the editors"))
    _approve_like_pages(_records())


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


def _records() -> list[type[Model]]:
    """Models of records, each from the plugin itself: nobody gets rights for what belongs to others."""
    return [each.model for each in registry().records if each.model._meta.app_label == each.plugin]


def _permissions(models: Iterable[type[Model]], rights: Iterable[str]) -> list[Permission]:
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).items()
    wanted = Q(pk__in=[])
    for model, content_type in types:
        names = [get_permission_codename(right, model._meta) for right in rights]
        wanted |= Q(content_type=content_type, codename__in=names)
    return list(Permission.objects.filter(wanted))


def _has_drafts(model: type[Model]) -> bool:
    """Whether what somebody writes into it waits for its publication; otherwise writing is publishing."""
    return issubclass(model, DraftStateMixin)


def _approve_like_pages(models: Iterable[type[Model]]) -> None:
    """Leads drafts of these records through the workflow that stands at the root of all pages; not where they have one already."""
    workflow = Workflow.objects.filter(workflow_pages__page=Page.get_first_root_node()).first()
    for model in models if workflow else ():
        if issubclass(model, WorkflowMixin):
            content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
            WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})


def before_permissions_are_made(sender: AppConfig, *, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Lets those who may do something with all records of the core do it with what is new here, too: a record, or its drafts.

    That is once, when `migrate` makes the permissions: whatever administrators decide later stays so.
    """
    models = [each for each in _records() if each._meta.app_label == sender.label]
    if not models or using != DEFAULT_DB_ALIAS or not _has_tables():
        return
    new = [] if sender.label in CORE else [each for each in models if not _permissions([each], EDITORS)]
    with_new_drafts = [each for each in models if _has_drafts(each) and not _permissions([each], OF_DRAFTS)]
    if not new and not (with_new_drafts and Group.objects.exists()):
        return
    granted = {each: _holders(each, is_new=each in new) for each in {*new, *with_new_drafts}}
    create_permissions(sender, verbosity=0, using=using)
    create_extra_permissions(sender, using=using)
    for model, groups in granted.items():
        for right, holders in groups.items():
            for permission in _permissions([model], [right]):
                permission.group_set.add(*holders)
    _approve_like_pages(with_new_drafts)


def _holders(model: type[Model], *, is_new: bool) -> dict[str, list[Group]]:
    """By right: the groups that get it for a record that is new, or that got drafts; who may delete it could publish it so far."""
    if not is_new:
        deleting = list(Group.objects.filter(permissions__in=_permissions([model], ["delete"])))
        return dict.fromkeys(OF_DRAFTS, deleting)
    rights = {right: right if _has_drafts(model) or right == "view" else "publish" for right in EDITORS}
    return {right: list(groups_that_may(needed)) for right, needed in rights.items()}


def _has_tables() -> bool:
    """Whether there are permissions already; not while `migrate` goes through the first apps alone."""
    there = set(connection.introspection.table_names())
    return {model._meta.db_table for model in (ContentType, Permission, Group)} <= there


def groups_that_may(right: str) -> QuerySet[Group]:
    """The groups that have the right for each record of the core."""
    core = [model for model in _records() if model._meta.app_label in CORE]
    held = _permissions(core, [right])
    counted = Group.objects.annotate(held=Count("permissions", filter=Q(permissions__in=held)))
    return counted.filter(held=len(core))


def connect() -> None:
    """Listens to `migrate` before Django does, which makes the permissions."""
    post_migrate.connect(before_permissions_are_made, dispatch_uid="cms.content.default_groups")
