"""Two press releases for the demo archive; `manage.py demo` asks each plugin that has such a module."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from cms.content.demo.loading import LoadedObjects, StreamWriter, publish
from plugins.press.models import PressReleasePage, Reach

RELEASES: dict[str, dict[str, Any]] = {
    "archiv": {
        "title": "Wem nützt das Archiv? Dachverband lädt nach Dortmund",
        "number": "11/2026",
        "published_on": dt.date(2026, 11, 18),
        "reach": Reach.NATIONAL,
        "lead": "Am 4. und 5. Dezember beraten Vereine aus sechs Städten, was sie aufheben, wer darin suchen darf und wer "
        "wieder löscht.",
        "about": "Vielstimmig verbindet örtliche Migrantenorganisationen aus sechs Städten. Jede Mitgliedsorganisation hat "
        "eine Stimme, unabhängig von ihrer Größe.",
        "city": "city:dortmund",
        "published_by": "partner:vielstimmig",
        "body": [
            {
                "paragraph": "Den Auftakt macht der Kulturkreis Baobab mit seinem Archiv aus Familienbesitz. Am zweiten Tag "
                "geht es um Suchmaschinen, Löschfristen und die Frage, wem eine Erinnerung gehört."
            },
            {
                "quote": "Wer uns sucht, soll uns finden. Wer vergessen werden will, auch.",
                "speaker": "adaeze-okwuosa",
            },
            {"related": ["event:vielstimmig-13"]},
            {
                "block": "press_contact",
                "value": {
                    "name": "Gesa Lüttringhoff",
                    "role": "Referentin",
                    "partner": "partner:vielstimmig",
                    "phone": "0231 0000 300",
                    "email": "presse@vielstimmig.example",
                    "hours": "werktags 9 bis 15 Uhr",
                    "languages": "Deutsch, Englisch",
                },
            },
        ],
    },
    "wohnungstest": {
        "title": "Zweiter Wohnungstest in Kiel: Ergebnisse im Februar",
        "number": "4/2026",
        "published_on": dt.date(2026, 9, 15),
        "reach": Reach.REGIONAL,
        "lead": "160 Anzeigen sind beantwortet, die Auswertung läuft. Fördeanker stellt die Zahlen am 18. Februar 2027 vor.",
        "about": "Fördeanker ist Anlaufstelle für Menschen, die neu in Kiel sind.",
        "city": "city:kiel",
        "published_by": "partner:foerdeanker",
        "body": [
            {"paragraph": "Der erste Test von 2023 hatte gezeigt, dass ein kurzer Name die Aussicht fast verdoppelt."},
            {"related": ["event:wohnungstest-2027", "news:wohnungstest-ergebnis"]},
            {
                "block": "press_contact",
                "value": {
                    "name": "Lena Grotepaß",
                    "role": "Koordinatorin",
                    "partner": "partner:foerdeanker",
                    "phone": "0431 0000 600",
                    "email": "presse@foerdeanker.example",
                    "hours": "Montag bis Donnerstag, 10 bis 14 Uhr",
                    "languages": "Deutsch, Farsi, Ukrainisch",
                },
            },
        ],
    },
}


def load(shelf: LoadedObjects) -> None:
    """Publishes the releases where they are missing."""
    for key, given in RELEASES.items():
        ref = f"press_release:{key}"
        shelf.keep_page(ref, shelf["index:news"], partial(_release, shelf, given))
        if ref in shelf.fresh:
            page = shelf[ref]
            page.body = StreamWriter(shelf, page).stream("body", given["body"])
            publish(page)


def _release(shelf: LoadedObjects, given: dict[str, Any]) -> PressReleasePage:
    references = {name: shelf[given[name]] for name in ("city", "published_by")}
    plain = {name: value for name, value in given.items() if name not in (*references, "body")}
    return PressReleasePage(**plain, **references)
