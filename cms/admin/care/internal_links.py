"""Links of published pages to pages and files of the archive that are gone, or that the public may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Max, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock, RichTextBlock
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from cms.admin.care.faults import Fault
from cms.content.text_references import is_in_text
from cms.public.reasons import Reason
from cms.public.restrictions import with_restrictions
from cms.public.users import worked_on
from cms.public.visibility import public, why_hidden
from cms.publishing.reading.memory import LedgerMemory

MOST = 1000
"""So many references of a user's pages are told of; where more lead nowhere, the others come up once these are mended."""
_hidden = LedgerMemory[Sequence[tuple[int, str]]](most=4)
"""Key and page of each reference to what is hidden: to find them takes long in a large archive, and only publications change it."""


@dataclass(frozen=True)
class Target:
    """What a link leads to, its title if the user may know it, and why the public does not see it; None if it does by now."""

    thing: Any
    title: str
    reason: Reason | None


def internal_faults(allowed: QuerySet[Page], user: Any) -> Iterator[Fault]:
    """The links of published pages among those allowed that lead to what is gone or not public, in the same few questions always."""
    for model in (Page, get_document_model()):
        found = _hidden_references(model, allowed)
        targets = _targets(model, {each.to_object_id for each in found}, user)
        if model is Page:
            found = _without_translated(found, targets)
        for reference in found:
            target = targets.get(reference.to_object_id)
            # A field cannot refer to what is gone; what the index says of it is only old.
            if target.reason if target else is_in_text(reference):
                words = _words(model, target)
                yield Fault(int(reference.object_id), words, where=_where(reference), anchor=reference.content_path)


def _hidden_references(model: Any, allowed: QuerySet[Page]) -> list[Any]:
    """The references of public pages among those allowed to what the public cannot see."""
    newest = ReferenceIndex.objects.aggregate(newest=Max("pk"))["newest"]
    hidden = _hidden.get((model, newest), lambda: _find_hidden(model))
    if not hidden:
        return []
    pages = set(public(allowed).filter(pk__in={page for _pk, page in hidden}).values_list("pk", flat=True))
    keys = [pk for pk, page in hidden if int(page) in pages]
    return list(ReferenceIndex.objects.filter(pk__in=keys[:MOST]).order_by("pk"))


def _find_hidden(model: Any) -> Sequence[tuple[int, str]]:
    types = ContentType.objects.get_for_models(Page, model)
    references = ReferenceIndex.objects.filter(base_content_type=types[Page], to_content_type=types[model])
    hidden = references.exclude(to_object_id__in=_keys(public(model.objects.all())))
    shown = hidden.filter(object_id__in=_keys(public(Page.objects.all())))
    return tuple(shown.order_by("pk").values_list("pk", "object_id")[: 10 * MOST])


def _keys(things: QuerySet[Any]) -> QuerySet[Any]:
    """Their keys, as the index of references writes them."""
    keys: QuerySet[Any] = things.order_by().annotate(key=Cast("pk", CharField())).values("key")
    return keys


def _targets(model: Any, keys: Iterable[str], user: Any) -> Mapping[str, Target]:
    """Those that are there, by key."""
    wanted = {key for key in keys if key.isdecimal()}
    if not wanted:
        return {}
    things = list(with_restrictions(model.objects.filter(pk__in=wanted)))
    own = set(worked_on(model, user).filter(pk__in=wanted).values_list("pk", flat=True))
    targets: dict[str, Target] = {}
    for thing in things:
        title = thing.get_admin_display_title() if isinstance(thing, Page) else thing.title
        targets[str(thing.pk)] = Target(thing, title if thing.pk in own else "", why_hidden(thing))
    return targets


def _without_translated(found: list[Any], targets: Mapping[str, Target]) -> list[Any]:
    """The references, without links in running text that lead readers to a public translation into the language of their page."""
    translated = _translated({target.thing.translation_key for target in targets.values()})
    if not translated:
        return found
    languages = dict(Page.objects.filter(pk__in={each.object_id for each in found}).values_list("pk", "locale"))
    return [
        each
        for each in found
        if (target := targets.get(each.to_object_id)) is None
        or (target.thing.translation_key, languages.get(int(each.object_id))) not in translated
        or not _is_prose(each)
    ]


def _translated(keys: Iterable[UUID]) -> set[tuple[UUID, int]]:
    """Which of these are public in which language."""
    pages = public(Page.objects.filter(translation_key__in=set(keys)))
    return set(pages.values_list("translation_key", "locale"))


def _is_prose(reference: Any) -> bool:
    """Whether it stands in running text, and not in a block in which a page is chosen."""
    block = getattr(reference.related_field, "stream_block", None)
    for name in reference.model_path_components[1:]:
        children = {"item": block.child_block} if isinstance(block, ListBlock) else getattr(block, "child_blocks", {})
        block = children.get(name, block)
    return isinstance(block, RichTextBlock)


def _where(reference: Any) -> str:
    """The field in which it stands, as the form calls it; empty where that has gone."""
    try:
        return str(reference.describe_source_field())
    except (AttributeError, FieldDoesNotExist, KeyError):
        return ""


def _words(model: Any, target: Target | None) -> str:
    """What is wrong with the link, for somebody who may not know the title of what it leads to."""
    is_page = model is Page
    if target is None:
        return _("Leads to a page that was deleted.") if is_page else _("Leads to a file that was deleted.")
    if not target.title:
        return _("Leads to a page that is not public.") if is_page else _("Leads to a file that is not public.")
    if target.reason == Reason.RESTRICTED:
        words = _("Leads to “%(title)s”, which not everyone may see.")
    elif target.reason == Reason.EXPIRED:
        words = _("Leads to “%(title)s”, which is not public any more.")
    else:
        words = _("Leads to “%(title)s”, which is not published.")
    return words % {"title": target.title}
