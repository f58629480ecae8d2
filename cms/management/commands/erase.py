"""`manage.py erase PERSON`: shows where a person stands, and erases them."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from cms.content.models import Person
from cms.content.slugs import slugify_de
from cms.erasing.erase import NotErased, erase
from cms.erasing.finding import Findings, find


class Command(BaseCommand):
    """Erases a person."""

    help = "Shows where a person stands; with --yes replaces them by neutral words everywhere. Nothing brings the name back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="their key (uemit-kosan) or identifier")
        parser.add_argument(
            "--also", action="append", default=[], metavar="TEXT", help="e.g. a mail address; can be repeated"
        )
        parser.add_argument(
            "--in-text",
            choices=["yes", "no"],
            help="whether the name is replaced in texts, too; without it, unless it may mean somebody else",
        )
        parser.add_argument("--yes", action="store_true", help="erase; without it nothing is changed")

    def handle(self, *args: Any, person: str, also: list[str], in_text: str | None, yes: bool, **options: Any) -> None:
        found = _person(person)
        if found.erased_on:
            self.stdout.write(f"Erased on {found.erased_on} already; there is nothing left to do.")
            return
        if not yes:
            self._show(find(found, also=also))
            return
        try:
            erase(found, also=also, in_text={"yes": True, "no": False, None: None}[in_text])
        except NotErased as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Erased. Partners are told, and nothing brings the name back.")

    def _show(self, found: Findings) -> None:
        self.stdout.write(f"Written as: {', '.join(found.spellings.names)}")
        for thing in found.naming:
            self.stdout.write(f"  chosen in: {thing}")
        for label, number in found.in_text:
            self.stdout.write(f"  written in: {label} ({number})")
        for image in found.portraits:
            self.stdout.write(f"  portrait: {image.title}")
        self.stdout.write(f"  versions that are kept: {found.versions}")
        for page in found.family_name_only:
            self.stdout.write(f"  read it yourself, the family name stands alone: {page}")
        for contact in found.contacts:
            self.stdout.write(f"  reached at {contact}: give it as --also to remove it everywhere")
        if found.namesakes:
            self.stdout.write("  Others have this name: texts are left as they are, unless you give --in-text yes.")
        self.stdout.write("Nothing was changed. Erase with --yes; nothing brings the name back.")


def _person(given: str) -> Person:
    wanted = Q(slug=given)
    with suppress(ValueError):
        wanted |= Q(uuid=UUID(given))
    person = Person.objects.filter(wanted).first()
    if person is None:
        known = Person.objects.filter(erased_on=None).values_list("slug", flat=True)
        near = ", ".join(get_close_matches(slugify_de(given), known, n=5, cutoff=0.5))
        raise CommandError(
            f"No person has the key or identifier “{given}”. A key is the name as in addresses, e.g. uemit-kosan."
            + (f" Near to it: {near}." if near else "")
        )
    return person
