"""`manage.py search rebuild|update|status|rollback|evaluate`."""

from __future__ import annotations

import json
import secrets
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import indexing, keeping
from search.documents import SearchDocument
from search.engines.base import Engine, EngineError
from search.engines.embedded import EmbeddedEngine
from search.evaluation.evaluating import evaluate
from search.evaluation.reading import InputError, Question, read_corpus, read_judgments
from search.models import LeftOut
from search.service import engine
from search.standing import compare, engines

VERBS = {
    "rebuild": "builds the index anew, beside the one that answers, and lets the new one answer",
    "update": "reads on, and rebuilds only an index that is missing, outdated or faulty",
    "status": "says how each index stands, and what it does not take",
    "rollback": "lets the former index answer again",
    "evaluate": "measures with questions whose right answers are known how well an engine answers; no index changes",
}
DEMO_JUDGMENTS = Path(__file__).parents[2] / "evaluation" / "demo.csv"


class Command(BaseCommand):
    """Looks after the search index, and measures how well it answers."""

    help = (
        "Rebuilds the index, rebuilds it only where that is needed, tells how it stands, lets the former one answer again, "
        "or measures how well it answers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=VERBS, help=". ".join(f"{verb}: {does}" for verb, does in VERBS.items()))
        parser.add_argument(
            "--corpus",
            type=Path,
            metavar="DOCS.jsonl",
            help="evaluate: one document {id, locale, title, lead, body} in each line; what is public here without it",
        )
        parser.add_argument(
            "--judgments",
            type=Path,
            metavar="QRELS.csv",
            help="evaluate: a table of query, locale, id, grade (an empty locale asks all languages; 0 is wrong); "
            "those of the demo archive without it",
        )
        parser.add_argument(
            "--engine",
            choices=["embedded", "elasticsearch"],
            help="evaluate, rollback: the one that the settings choose without it",
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Does what the verb says, for the chosen engine and the embedded one that stands in for it."""
        if verb == "evaluate":
            self._evaluate(options["corpus"], options["judgments"], options["engine"] or engine().name)
            return
        if verb == "rollback":
            self._roll_back(_named(options["engine"] or engine().name))
            return
        for each in engines():
            if verb == "status":
                self._tell(each)
            elif verb == "rebuild" or self._is_outdated(each):
                self._rebuild(each, quiet=options["verbosity"] == 0)

    def _tell(self, target: Engine) -> None:
        self.stdout.write(f"  {compare(target)}")
        for row in LeftOut.objects.filter(engine=target.name).order_by("pk"):
            self.stdout.write(f"    left out {row.entry}: {row.error}")

    def _is_outdated(self, target: Engine) -> bool:
        """Whether the index does not answer as it should even when it has read on; raises for an engine that is away."""
        try:
            keeping.follow(target)
        except EngineError as error:
            raise CommandError(str(error)) from error
        standing = compare(target)
        return standing.outdated or bool(standing.fault)

    def _roll_back(self, target: Engine) -> None:
        try:
            keeping.roll_back(target)
        except EngineError as error:
            raise CommandError(str(error)) from error
        self._tell(target)

    def _rebuild(self, target: Engine, *, quiet: bool) -> None:
        total = indexing.count()

        def report(done: int) -> None:
            if not quiet and (done % 100 == 0 or done == total):
                self.stdout.write(f"  {target.name}: {done} of {total}")
                self.stdout.flush()

        def waits() -> None:
            self.stdout.write(f"  {target.name}: another process builds this index just now; waiting for it to end.")
            self.stdout.flush()

        try:
            keeping.rebuild_now(target, report, waits=waits)
        except EngineError as error:
            raise CommandError(str(error)) from error

    def _evaluate(self, corpus: Path | None, judgments: Path | None, name: str) -> None:
        """Prints the report as JSON; the index that is asked is made for it, and removed."""
        if corpus and not judgments:
            raise CommandError("A corpus of your own needs judgments of your own: --judgments QRELS.csv.")
        try:
            questions = read_judgments(judgments or DEMO_JUDGMENTS)
            documents = read_corpus(corpus) if corpus else list(indexing.everything())
            self._warn_of_unknown(questions, documents)
            with _passing_engine(name) as asked:
                found = evaluate(asked, documents, questions, now=timezone.now())
        except (InputError, EngineError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _warn_of_unknown(self, questions: list[Question], documents: list[SearchDocument]) -> None:
        """Takes right answers that no document is out of account, and says where they stand."""
        known = {document.id for document in documents}
        if known.isdisjoint(answer for question in questions for answer in question.grades):
            raise InputError(
                "No judged document is there to be found. Give the judgments of this corpus with --judgments; "
                "those of the demo archive need `manage.py demo`."
            )
        for question in questions:
            for answer in [each for each in question.grades if each not in known]:
                del question.grades[answer]
                self.stderr.write(
                    f"“{question.text}” (line {question.line} and after): no document has the id {answer}; it is left out."
                )


def _named(name: str) -> Engine:
    for each in engines():
        if each.name == name:
            return each
    raise CommandError("No Elasticsearch is known here; name its address in SEARCH_URL.")


@contextmanager
def _passing_engine(name: str) -> Iterator[Engine]:
    """An engine with an index of its own, which is removed afterwards; no index of the site is touched."""
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            passing = EmbeddedEngine(Path(folder) / "search.sqlite3")
            try:
                yield passing
            finally:
                passing.clear()
        return
    if not settings.SEARCH_URL:
        raise CommandError("No Elasticsearch is known here; name its address in SEARCH_URL.")
    from search.engines.elasticsearch import ElasticsearchEngine

    server = ElasticsearchEngine(
        settings.SEARCH_URL, prefix=f"{settings.SEARCH_PREFIX}-evaluate-{secrets.token_hex(4)}"
    )
    try:
        yield server
    finally:
        server.clear()
