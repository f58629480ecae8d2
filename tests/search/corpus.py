"""A small archive in German, with one thing in English, to ask questions to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5

from search.analysis.vocabulary import Census, Vocabulary
from search.documents import SearchDocument

NAMESPACE = UUID("00000000-0000-0000-0000-00000000a5c1")
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def identity(key: str) -> UUID:
    """The id of the thing with this key."""
    return uuid5(NAMESPACE, key)


def document(
    key: str,
    title: str,
    *texts: str,
    sequence: int = 1,
    kind: str = "event",
    locale: str = "de",
    day: dt.date = dt.date(2018, 5, 31),
    facets: Sequence[tuple[str, str]] = (),
) -> SearchDocument:
    """A thing of the archive; events take place on their day."""
    begins = dt.datetime.combine(day, dt.time(), dt.UTC)
    takes_place = kind == "event"
    return SearchDocument(
        id=identity(key),
        sequence=sequence,
        type=kind,
        locale=locale,
        title=title,
        texts=texts,
        facets=(*facets, ("type", kind), ("year", str(day.year))),
        starts_at=begins if takes_place else None,
        ends_at=begins + dt.timedelta(days=1) if takes_place else None,
        updated_at=begins,
        date=begins,
    )


HALLE, LEIPZIG = ("city", "halle-saale"), ("city", "leipzig")
ARCHIVE = (
    document(
        "konferenz",
        "„(K)EINE Rolle der Migrantenorganisationen?“ – Konferenz in Halle (Saale)",
        "Migrant*innen und Geflüchtete gestalten die Stadt mit, sagte der Verband VeMo e.V.",
        "Die kommunale Flüchtlingspolitik und die Beteiligung der MO’s standen im Mittelpunkt. Dr. Ümit Koşan",
        "Asylprobleme sind unsere Probleme Olga Ebert",
        "Ein Modelprojekt des Jobcenters",
        facets=[HALLE, ("format", "conference"), ("topic", "beteiligung")],
    ),
    document(
        "nemo",
        "Bundesverband NeMO tagt",
        "Der Bundesverband berät über Netzwerke.",
        day=dt.date(2019, 3, 2),
        facets=[LEIPZIG, ("format", "meeting")],
    ),
    document(
        "fest",
        "Sommerfest der Vereine",
        "Musik, Essen und ein Fußballspiel im Park.",
        day=dt.date(2026, 7, 4),
        facets=[LEIPZIG, ("format", "celebration")],
    ),
    document("bad", "Das Hallenbad öffnet wieder", "Schwimmkurse für Frauen.", kind="news", facets=[HALLE]),
    document(
        "lotsen",
        "Sprachlotsen gesucht",
        "Wer Türkisch, Arabisch oder Ukrainisch spricht, kann Familien begleiten.",
        kind="news",
        day=dt.date(2025, 1, 10),
        facets=[LEIPZIG, ("topic", "beteiligung")],
    ),
    document(
        "laufend",
        "Ausstellung: Koffer und Geschichten",
        "Geschichten vom Ankommen in der neuen Stadt.",
        day=dt.date(2026, 6, 1),
        facets=[HALLE],
    ),
    document("english", "Meeting the neighbours", "Neighbours talked about housing.", locale="en", kind="news"),
)


def vocabulary_of(documents: Iterable[SearchDocument]) -> Vocabulary:
    """The vocabulary of these things."""
    census = Census()
    for each in documents:
        census.read([each.title, *each.texts], each.locale)
    return census.vocabulary()
