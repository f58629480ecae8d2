"""`manage.py import`: a file becomes drafts, all of it or nothing; whichever plugin reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page, Site

from cms.content.choices import LegalRole
from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, StandardPage
from cms.extend import Import, Imported, Importer, Plugin, activation_cache, registry
from cms.extend.models import Activation
from cms.extend.registry import collect

Run = Callable[..., str]


def read_titles(given: Import) -> Iterator[Imported]:
    """Each line is the title of a page; some titles are orders to misbehave."""
    for number, text in enumerate(given.file, start=1):
        title = text.decode().strip()
        if title == "Kaputt":
            raise ValueError("Absicht")
        if not title:
            yield Imported(number, "refused", "", "the line is empty.")
            continue
        page = StandardPage(title=title, live=title == "Lebend")
        given.parent.add_child(instance=page)
        revision = page.save_revision()
        if title == "Veröffentlicht":
            revision.publish()
        yield Imported(number, "created", page.title)


class Reader(Plugin):
    """A plugin that reads files."""

    slug = "leser"
    title = "Leser"
    version = "1"
    enabled_by_default = True

    def importers(self) -> Iterator[Importer]:
        yield Importer(name="seiten", label="Seiten", suffixes=(".txt", ".text"), run=read_titles)


@pytest.fixture
def home(db: None, monkeypatch: pytest.MonkeyPatch) -> HomePage:
    """The front page of a new site in which the plugin is enabled."""
    home = ensure_initial_site(settings.BASE_URL)
    contributions = {**registry().contributions, "leser": collect(Reader("leser", sys.modules[__name__]))}
    monkeypatch.setattr(
        import_module("cms.extend.registry"), "_current", replace(registry(), contributions=contributions)
    )
    decide(True)
    return home


def decide(enabled: bool) -> None:
    site = Site.objects.get(is_default_site=True).pk
    Activation.objects.update_or_create(plugin="leser", site=site, defaults={"enabled": enabled})
    activation_cache.forget()


@pytest.fixture
def run(home: HomePage, tmp_path: Path) -> Run:
    """What the command says about a file with these lines."""

    def call(*lines: str, name: str = "liste.txt", below: str = "/", **options: Any) -> str:
        file = tmp_path / name
        file.write_text("\n".join(lines), encoding="utf-8")
        out = StringIO()
        call_command("import", "seiten", str(file), below=below, stdout=out, **options)
        return out.getvalue()

    return call


def imported() -> list[tuple[str, bool]]:
    return list(StandardPage.objects.filter(legal_role=LegalRole.NONE).values_list("title", "live").order_by("pk"))


def test_each_entry_has_its_line_and_all_are_counted(run: Run) -> None:
    assert run("Über uns", "", "Satzung").splitlines() == [
        "  line     1  new        Über uns",
        "  line     2  REFUSED    : the line is empty.",
        "  line     3  new        Satzung",
        "liste.txt: 2 new, 1 refused. Mend what was refused and import the file again; the rest stays as it is.",
    ]
    assert imported() == [("Über uns", False), ("Satzung", False)]


def test_a_dry_run_says_the_same_and_changes_nothing(run: Run) -> None:
    before = Page.objects.count()
    said = run("Über uns", dry_run=True)
    assert said.splitlines()[0] == "  line     1  new        Über uns"
    assert said.endswith("1 new. Nothing was changed, as --dry-run wants it.\n")
    assert Page.objects.count() == before


def test_an_importer_that_raises_leaves_nothing_and_says_where(run: Run) -> None:
    with pytest.raises(CommandError, match=r"stopped after line 2 of liste.txt: ValueError.*Nothing was changed"):
        run("Über uns", "Satzung", "Kaputt", "Anfahrt")
    assert imported() == []
    with pytest.raises(CommandError, match="stopped before the first entry"):
        run("Kaputt")


@pytest.mark.parametrize("title", ["Veröffentlicht", "Lebend"])
def test_an_importer_that_publishes_is_taken_back(run: Run, title: str) -> None:
    with pytest.raises(CommandError, match=r"changed what is public, which no importer may. .*the plugin leser"):
        run("Über uns", title)
    assert imported() == []


def test_an_empty_file_has_no_entries(run: Run) -> None:
    assert run() == "liste.txt: no entries.\n"


def test_another_suffix_is_refused_with_those_that_are_read(run: Run) -> None:
    with pytest.raises(CommandError, match=r"seiten reads files that end in .txt or .text, not liste.xlsx"):
        run("Über uns", name="liste.xlsx")
    assert "1 new" in run("Über uns", name="LISTE.TXT")


def test_a_missing_file_and_importer_are_named(home: HomePage, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no file .*fehlt.txt. Check the path"):
        call_command("import", "seiten", str(tmp_path / "fehlt.txt"), below="/")
    with pytest.raises(CommandError, match=r"There is no importer 'quatsch'. There are: .*seiten"):
        call_command("import", "quatsch", "fehlt.txt", below="/")


def test_a_page_is_found_by_path_or_address_even_as_a_draft(run: Run, home: HomePage) -> None:
    draft = StandardPage(title="Verein", live=False)
    home.add_child(instance=draft)
    run("Satzung", below="/verein/")
    run("Vorstand", below="verein")
    run("Spenden", below=f"{settings.BASE_URL}/verein/")
    assert sorted(page.title for page in Page.objects.child_of(draft)) == ["Satzung", "Spenden", "Vorstand"]


def test_a_page_in_another_language_has_its_own_path(run: Run, home: HomePage) -> None:
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    run("Contact", below="/en/")
    assert [page.title for page in Page.objects.child_of(english)] == ["Contact"]
    assert Page.objects.get(title="Contact").locale == english.locale


def test_a_page_that_is_not_there_is_named(run: Run) -> None:
    with pytest.raises(CommandError, match="There is no page at /gibtesnicht/"):
        run("Satzung", below="/gibtesnicht/")
    with pytest.raises(CommandError, match=r"http://\[/ is no address"):
        run("Satzung", below="http://[/")


def test_a_page_of_several_sites_needs_its_whole_address(run: Run, home: HomePage) -> None:
    other = HomePage(title="Andere", slug="andere")
    Page.get_first_root_node().add_child(instance=other)
    Site.objects.create(hostname="anderswo.example", root_page=other)
    Activation.objects.create(plugin="leser", site=Site.objects.get(hostname="anderswo.example").pk, enabled=True)
    with pytest.raises(CommandError, match=r"Several sites have a page at /. .*http://anderswo.example/"):
        run("Satzung")
    run("Satzung", below="http://anderswo.example/")
    assert [page.title for page in Page.objects.child_of(other)] == ["Satzung"]


def test_a_site_without_the_plugin_imports_nothing(run: Run) -> None:
    decide(False)
    with pytest.raises(CommandError, match=r"not enabled for the site of .*: manage.py plugins enable leser"):
        run("Satzung")
