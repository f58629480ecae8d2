"""`manage.py openapi`: the description of the API, for generators of clients; and its examples."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.api.app import delivery_api
from cms.api.examples import FOLDER, HOST, TITLES
from cms.api.routes.openapi import openapi_document
from cms.publishing.reading.items import document_called


class Command(BaseCommand):
    """Prints the description of the API, or renews its examples."""

    help = "Prints the OpenAPI description of the delivery API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--examples", action="store_true", help="Take the examples anew from the demo archive.")

    def handle(self, *args: Any, **options: Any) -> None:
        """The description on the standard output, or new example files."""
        if options["examples"]:
            for type_name, title in TITLES.items():
                renew(type_name, title)
                self.stdout.write(f"{type_name}: {title}")
        else:
            self.stdout.write(openapi_document(delivery_api()).decode())


def renew(type_name: str, title: str) -> None:
    """Writes the example of a type from the document with this title in the default language."""
    found = document_called(type_name, title, locale=settings.LANGUAGE_CODE)
    if found is None:
        raise CommandError(f"There is no {type_name} called {title!r}; load the archive with manage.py demo first.")
    document = json.loads(found.replace(settings.BASE_URL, HOST))
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (FOLDER / f"{type_name}.json").write_text(text + "\n", "utf-8")
