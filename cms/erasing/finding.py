"""Where a person stands, before anything is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst
from wagtail.models import Page, Revision
from wagtail.search.models import IndexEntry

from cms.content.models import CreditedImage, PartnerPage, Person
from cms.erasing.columns import Column, text_columns
from cms.erasing.files import portraits_of
from cms.erasing.replacing import contacts_in, texts_in
from cms.erasing.spellings import Spellings, namesakes, spellings_of
from cms.publishing import dependants
from cms.publishing.rewriting import documents_of_versions, texts_of_entries


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What is known of a person, and where."""

    person: Person
    spellings: Spellings
    namesakes: list[Person]
    portraits: list[CreditedImage]
    contacts: list[str]
    naming: list[Any]
    in_text: list[tuple[str, int]]
    versions: int
    family_name_only: list[Page]

    @property
    def is_clear(self) -> bool:
        """Whether the name means nobody else, so that it can be replaced wherever it stands."""
        return is_clear(self.spellings, self.namesakes)


def is_clear(spellings: Spellings, others: list[Person]) -> bool:
    """Whether the names mean nobody else: no other person bears them, and none is a single word."""
    return not others and all(" " in name for name in spellings.names)


def find(person: Person, *, also: Iterable[str] = ()) -> Findings:
    """All places of the person; a question that reads the whole database."""
    states = list(Revision.objects.for_instance(person).values_list("content", flat=True))
    spellings = spellings_of(person, also=also)
    naming = [thing for key in sorted(dependants.keys_of_dependants(person)) if (thing := dependants.load(key))]
    found, contacts = _in_columns(person, spellings)
    return Findings(
        person=person,
        spellings=spellings,
        namesakes=namesakes(person, spellings),
        portraits=portraits_of(person, states),
        contacts=sorted(contacts - set(_of_partners())),
        naming=naming,
        in_text=sorted(found.items()),
        versions=sum(spellings.found_in(each) or str(person.uuid) in each for each in documents_of_versions()),
        family_name_only=_family_name_only(person, spellings),
    )


def _of_partners() -> Iterator[str]:
    """Addresses and numbers that are an organisation's, whoever answers there."""
    for row in PartnerPage.objects.values_list("email", "phone"):
        yield from filter(None, row)


def _in_columns(person: Person, spellings: Spellings) -> tuple[Counter[str], set[str]]:
    """How many rows of each kind hold a spelling in their text, and how the person is reached."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    rows: set[tuple[str, Any]] = set()
    contacts: set[str] = set()
    for column in text_columns():
        for key, text in column.values():
            contacts |= contacts_in(text, person.pk)
            if not _is_told(column, key, person) and any(map(spellings.found_in, texts_in(text))):
                rows.add((column.table, key))
    return Counter(_label(models.get(table), table) for table, _key in rows), contacts


def _is_told(column: Column, key: Any, person: Person) -> bool:
    """Whether the row needs no mention: it is the person's own, or of the desk's search, which repeats the others."""
    if column.table == Person._meta.db_table:
        return bool(key == person.pk)
    return bool(column.table == IndexEntry._meta.db_table)


def _label(model: type[Model] | None, table: str) -> str:
    return capfirst(str(model._meta.verbose_name)) if model else table


def _family_name_only(person: Person, spellings: Spellings) -> list[Page]:
    """Public pages whose text holds the family name without being the whole name: somebody has to read them."""
    family = Spellings(names=(person.family_name,))
    keys = [
        key
        for (_content_type, key), (document, _title, path) in texts_of_entries(without=())
        if path and family.in_text.search(spellings.in_text.sub("", document))
    ]
    return list(Page.objects.filter(pk__in=keys).order_by("title"))
