"""Erases a person: all or nothing, and once and for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision, WorkflowState
from wagtail.search.models import IndexEntry

from cms.content.models import Person
from cms.content.models.person import neutral_word
from cms.content.slugs import slugify_de
from cms.erasing import traces
from cms.erasing.columns import Column, merge_full_text, text_columns
from cms.erasing.files import forget_image, named_files, portraits_of, rename
from cms.erasing.finding import is_clear
from cms.erasing.replacing import Replacement, texts_in
from cms.erasing.spellings import namesakes, spellings_of
from cms.extend import public_id
from cms.extend.queue import enqueue_after_commit
from cms.public.reasons import Reason
from cms.publishing import dependants, ledger
from cms.publishing.rewriting import forget_versions, rewrite_tombstones, texts_of_entries
from cms.publishing.serialising import key_of
from cms.publishing.synchronising import synchronise_subtree
from search.desk.index import keys_with, update

ACTION = "content.erase"
"""The action's name in the history."""


class NotErased(Exception):
    """Something would still name the person, so that nothing was changed; the text says what."""


@transaction.atomic
def erase(
    person: Person,
    *,
    user: AbstractBaseUser | None = None,
    also: Iterable[str] = (),
    in_text: bool | None = None,
) -> bool:
    """Replaces the person by a neutral word everywhere; False if that was done before.

    `also` are further texts that tell who they are, such as a mail address. Names in texts are replaced unless they may mean
    somebody else, or as `in_text` says. Raises `NotErased`, and changes nothing, if the name would still stand somewhere.
    """
    ledger.lock_sequence()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_on is not None:
        return False
    return _Erasing(person, also=also, in_text=in_text).run(user)


class _Erasing:
    """One erasing, step by step."""

    def __init__(self, person: Person, *, also: Iterable[str], in_text: bool | None) -> None:
        self.person = person
        self.states = list(Revision.objects.for_instance(person).values_list("content", flat=True))
        self.spellings = spellings_of(person, also=also)
        self.others = namesakes(person, self.spellings)
        wanted = is_clear(self.spellings, self.others) if in_text is None else in_text
        with translation.override(settings.LANGUAGE_CODE):
            word = neutral_word()
        key = slugify_de(word)
        self.replacement = Replacement(spellings=self.spellings, word=word, key=key, person=person.pk, in_text=wanted)
        self.spare = f"-{person.uuid.hex[:8]}"
        self.spared = _rows_of(self.others)
        self.columns = text_columns()

    def run(self, user: AbstractBaseUser | None) -> bool:
        """Does it all in the order in which nothing is read that is gone already."""
        portraits = portraits_of(self.person, self.states)
        things: list[Model] = [self.person, *portraits]
        shown = {key for thing in things for key in dependants.keys_of_dependants(thing)}
        shown |= self._documents_with_the_name()
        for image in portraits:
            forget_image(image)
        if self.replacement.in_text:
            for named in named_files(self.replacement):
                rename(named, self.replacement)
        # The tombstone first: saved as nobody, the record would be told as one that is closed.
        ledger.withdraw(public_id(self.person), Reason.ERASED)
        self._forget_record()
        moved = self._rename_addresses()
        self._rewrite_columns()
        dependants.refresh(shown, at_once=True)
        for page in moved:
            synchronise_subtree(page)
        self._forget_versions()
        self._reindex(shown)
        merge_full_text()
        self._check()
        log(instance=Person.objects.get(pk=self.person.pk), action=ACTION, user=user)
        enqueue_after_commit(traces.wipe_task)
        return True

    def _documents_with_the_name(self) -> set[dependants.ThingKey]:
        spared = {public_id(other) for other in self.others}
        if not self.replacement.in_text:
            return set()
        texts_of = texts_of_entries(without=spared)
        return {key for key, texts in texts_of if any(map(self.spellings.found_in, texts))}

    def _forget_record(self) -> None:
        """The record stays, since pages refer to it, and says nothing any more; what it said before goes."""
        person = self.person
        person.affiliations.all().delete()
        WorkflowState.objects.for_instance(person).delete()
        Revision.objects.for_instance(person).delete()
        ModelLogEntry.objects.for_instance(person).update(label=self.replacement.word, data={})
        person = Person.objects.get(pk=person.pk)
        person.forget(today=timezone.localdate())
        person.save()
        ReferenceIndex.create_or_update_for_object(person)

    def _rename_addresses(self) -> list[Page]:
        """Gives pages whose slug holds the name another one; no redirect leads there, since it would hold the name."""
        moved = []
        for page in Page.objects.order_by("path") if self.replacement.in_text else ():
            slug = self.spellings.in_keys.sub(self.replacement.key, page.slug)
            if slug == page.slug:
                continue
            page.slug = page._get_autogenerated_slug(slug)  # noqa: SLF001 - Wagtail's own way to a free one
            page.save(clean=False)
            moved.append(page)
        return moved

    def _rewrite_columns(self) -> None:
        """Replaces the name in each text of the database."""
        for column in self.columns:
            for key, text in column.values():
                if key in self.spared.get(column.table, ()):
                    continue
                replaced = self.replacement.of_text(text)
                if replaced != text:
                    column.write(key, replaced, spare=self.spare)

    def _forget_versions(self) -> None:
        """Old documents that named the person are no longer kept; tombstones keep an address without the name."""
        spared = {public_id(other) for other in self.others}
        own = str(self.person.uuid)

        def tells(entry: UUID, document: str) -> bool:
            return own in document or (entry not in spared and self.spellings.found_in(document))

        forget_versions(public_id(self.person), also=tells)
        if self.replacement.in_text:
            rewrite_tombstones(self.replacement.of_text)

    def _reindex(self, shown: Iterable[dependants.ThingKey]) -> None:
        """Lets the search at the desk read anew what changed, and whatever it knows under the name."""
        named = {key for name in self.spellings.names for key in keys_with(name)}
        update({*shown, key_of(self.person), *named})

    def _check(self) -> None:
        """Refuses to end with the name still standing somewhere."""
        if not self.replacement.in_text:
            return
        left = [f"{column.table}.{column.name} {key}" for column, key in self._rows_with_the_name()]
        if left:
            raise NotErased("The name would still stand here, so that nothing was changed: " + ", ".join(left[:10]))

    def _rows_with_the_name(self) -> Iterable[tuple[Column, Any]]:
        for column in self.columns:
            for key, text in column.values():
                if key not in self.spared.get(column.table, ()) and any(map(self.spellings.found_in, texts_in(text))):
                    yield column, key


def _rows_of(people: list[Person]) -> dict[str, set[Any]]:
    """By table: keys of the rows of these people's own records, which stay as they are."""
    rows: dict[str, set[Any]] = {Person._meta.db_table: {person.pk for person in people}}
    for model in (Revision, ModelLogEntry):
        found = (model.objects.for_instance(person).values_list("pk", flat=True) for person in people)
        rows[model._meta.db_table] = {key for keys in found for key in keys}
    type_of_people = ContentType.objects.get_for_model(Person)
    entries = IndexEntry.objects.filter(
        content_type=type_of_people, object_id__in=[str(person.pk) for person in people]
    )
    rows[IndexEntry._meta.db_table] = set(entries.values_list("pk", flat=True))
    return rows
