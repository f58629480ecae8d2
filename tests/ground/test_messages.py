"""Whoever adds a text learns which German one is missing; whoever translates finds a file that keeps its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from django.core.management import CommandError, call_command

from cms.management.commands import messages
from cms.settings.env import ROOT
from cms.translations.app_catalogues import app_catalogues
from cms.translations.catalogue import as_mo, as_po, merged, read
from cms.translations.faults import faults
from cms.translations.source import Text, texts

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def po(*entries: tuple[str, str]) -> str:
    return HEADER + "\n".join(f'msgid "{id}"\nmsgstr "{string}"\n' for id, string in entries)


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str, str], list[tuple[Any, str | None]]]:
    """The texts in a file of the given name and content."""

    def found(name: str, content: str) -> list[tuple[Any, str | None]]:
        path = tmp_path / name
        path.write_text(content)
        return [(text.id, text.context) for text in texts([path])]

    return found


def test_all_of_gettexts_forms_are_found_in_python(found: Callable[..., list[Any]]) -> None:
    source = """
        _("City"); gettext_lazy("Umbrella " "organisation"); pgettext("of a quote", "Kind"); pgettext_lazy("of a page", "Kind")
        ngettext("one event", "%(n)d events", n); npgettext_lazy("held", "one event", "%(n)d events", n); gettext_noop("Place")
        gettext(f"not {static}")
    """
    assert found("a.py", source) == [
        ("City", None),
        ("Umbrella organisation", None),
        ("Kind", "of a quote"),
        ("Kind", "of a page"),
        (("one event", "%(n)d events"), None),
        (("one event", "%(n)d events"), "held"),
        ("Place", None),
    ]


def test_texts_in_templates_are_found_whatever_surrounds_them(found: Callable[..., list[Any]]) -> None:
    template = """
    {% load i18n %}<p>it's "odd ( \N{NO-BREAK SPACE}– „Größe“ {{ title|default:_("Untitled") }}</p>
      <a title="{% translate 'Next' context 'page' %}">
  {% blocktranslate count n=items|length trimmed %}
      one event in {{ city }}
  {% plural %}
      {{ n }} events in {{ city }}
  {% endblocktranslate %}{% include "x.html" with label=_("Share") %}{% translate "100 %" as x %}
    """
    assert set(found("a.html", template)) == {
        ("Untitled", None),
        ("Next", "page"),
        (("one event in %(city)s", "%(n)s events in %(city)s"), None),
        ("Share", None),
        ("100 %%", None),
    }


def test_a_merged_catalogue_keeps_translations_and_drops_what_the_source_no_longer_says(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(po(("Topic", "Thema"), ("Gone", "Weg")))
    catalogue = merged("x", [Text("Topic", None), Text("City", None)], read(path))
    assert [(message.id, message.string) for message in catalogue if message.id] == [("Topic", "Thema"), ("City", "")]


def test_the_written_file_is_sorted_has_no_date_and_is_the_same_when_written_again(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(po(("Topic", "Thema"), ("City", "Stadt")))
    source = [Text("Topic", None), Text("City", None)]
    first = as_po(merged("cms.content", source, read(path)))
    path.write_bytes(first)
    assert as_po(merged("cms.content", reversed(source), read(path))) == first
    assert first.decode() == (
        "# cms.content: kept by `manage.py messages`.\n"
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit"\n\n'
        'msgid "City"\nmsgstr "Stadt"\n\nmsgid "Topic"\nmsgstr "Thema"\n'
    )


def test_the_compiled_file_has_the_translations_and_nothing_unfinished(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(po(("City", "Städte"), ("Empty", "")) + '\n#, fuzzy\nmsgid "Unsure"\nmsgstr "Unsicher"\n')
    source = [Text("City", None), Text("Empty", None), Text("Unsure", None)]
    (tmp_path / "django.mo").write_bytes(as_mo(merged("x", source, read(path))))
    with (tmp_path / "django.mo").open("rb") as file:
        assert {message.id: message.string for message in read_mo(file) if message.id} == {"City": "Städte"}


@pytest.mark.parametrize(
    ("text", "german", "fault"),
    [
        ("City", "", "“City”: no German translation"),
        (
            "%(n)s of %(all)s",
            "%(n)s von %(alle)s",
            "“%(n)s of %(all)s”: its placeholders %(all)s, %(n)s became %(alle)s, %(n)s",
        ),
        ("{title} in {city}", "{title}", "“{title} in {city}”: its placeholders {city}, {title} became {title}"),
        ("%s of %s", "%s", "“%s of %s”: its placeholders %s, %s became %s"),
        ("{city}", "{city}, ja {city}", None),
        ("100 %% sure", "100 %% sicher", None),
    ],
)
def test_a_text_without_sound_translation_is_named(tmp_path: Path, text: str, german: str, fault: str | None) -> None:
    path = tmp_path / "django.po"
    path.write_text(po((text, german)))
    assert faults(merged("x", [Text(text, None)], read(path))) == ([fault] if fault else [])


def test_a_fuzzy_translation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(HEADER + '#, fuzzy\nmsgid "City"\nmsgstr "Stätte"\n')
    assert "“City”: marked as fuzzy" in faults(merged("x", [Text("City", None)], read(path)))[0]


@pytest.mark.parametrize(
    ("forms", "sound"),
    [
        (("eine Veranstaltung", "%(n)d Veranstaltungen"), True),
        (("%(n)d", "Veranstaltungen"), False),
        (("eine", ""), False),
    ],
)
def test_plurals_need_all_forms_and_only_the_singular_may_spell_its_number(
    tmp_path: Path, forms: tuple[str, str], sound: bool
) -> None:
    path = tmp_path / "django.po"
    entry = f'msgid "one event"\nmsgid_plural "%(n)d events"\nmsgstr[0] "{forms[0]}"\nmsgstr[1] "{forms[1]}"\n'
    path.write_text(HEADER + entry)
    assert (faults(merged("x", [Text(("one event", "%(n)d events"), None)], read(path))) == []) is sound


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with two apps, one inside the other, and top-level templates."""
    for folder in ("cms", "cms/site", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "cms/urls.py").write_text('_("Outer")')
    (tmp_path / "cms/site/apps.py").write_text('_("Inner")')
    (tmp_path / "templates/base.html").write_text('{% translate "Skip to content" %}')
    configs = [SimpleNamespace(name=name, path=str(tmp_path / name.replace(".", "/"))) for name in ("cms", "cms.site")]
    configs.append(SimpleNamespace(name="wagtail", path="elsewhere"))
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "apps", SimpleNamespace(get_app_configs=lambda: configs))
    return tmp_path


def check() -> str:
    return amiss("--check")


def amiss(*arguments: str) -> str:
    """What the command says before it fails."""
    out = StringIO()
    with pytest.raises(CommandError, match="in the German catalogues"):
        call_command("messages", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_each_text_belongs_to_its_innermost_app_and_the_skeletons_to_the_site(tree: Path) -> None:
    assert "“Inner”: no German translation" in amiss()
    inner = (tree / "cms/site/locale/de/LC_MESSAGES/django.po").read_text()
    outer = (tree / "cms/locale/de/LC_MESSAGES/django.po").read_text()
    assert ['"Inner"' in inner, '"Skip to content"' in inner, '"Outer"' in inner] == [True, True, False]
    assert ['"Inner"' in outer, '"Skip to content"' in outer, '"Outer"' in outer] == [False, False, True]


def test_an_app_that_is_not_loaded_keeps_its_texts_to_itself(tree: Path) -> None:
    (tree / "cms/example/locale").mkdir(parents=True)
    (tree / "cms/example/models.py").write_text('_("Elsewhere")\n')
    assert "Elsewhere" not in check()


def test_the_check_names_every_missing_text_and_writes_nothing(tree: Path) -> None:
    output = check()
    assert all(f"“{text}”: no German translation" in output for text in ("Inner", "Outer", "Skip to content"))
    assert not (tree / "cms/locale").exists()


def test_the_check_passes_after_translating_and_compiling_and_fails_when_the_compiled_file_is_old(tree: Path) -> None:
    amiss()
    for path in tree.rglob("*.po"):
        path.write_text(re.sub(r'(msgid ".+"\nmsgstr) ""', r'\1 "Deutsch"', path.read_text()))
    assert "django.mo is not up to date" in check()
    call_command("messages", stdout=StringIO(), stderr=StringIO())
    call_command("messages", "--check", stdout=StringIO())


def test_catalogues_of_further_languages_are_compiled_as_they_were_written(tree: Path) -> None:
    path = tree / "cms/site/locale/tr/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(po(("Inner", "İçeride"), ("Gone", "Gitti")))
    before = path.read_bytes()
    assert "tr/LC_MESSAGES/django.mo is not up to date" in check()
    amiss()
    assert path.read_bytes() == before
    with path.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("Inner").string == "İçeride"
    assert "tr/LC_MESSAGES" not in check()


def test_a_broken_file_is_named(tree: Path) -> None:
    path = tree / "cms/locale/de/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "unfinished\n')
    assert "cms/locale/de/LC_MESSAGES/django.po: cannot be read" in check()


def test_our_own_apps_are_all_found() -> None:
    from django.apps import apps

    assert {"blocks", "cms.content", "cms.site", "search"} <= {
        place.app for place in app_catalogues(ROOT, apps.get_app_configs())
    }


def test_a_package_that_was_installed_is_visited_when_it_is_named(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lib" / "site-packages" / "litfass_karte"
    (package / "locale/de/LC_MESSAGES").mkdir(parents=True)
    (package / "names.py").write_text('from django.utils.translation import gettext as _\nNAME = _("Map")\n')
    plugin = SimpleNamespace(name="litfass_karte", slug="karte", path=str(package))
    monkeypatch.setattr(messages, "loaded", lambda: iter([plugin]))
    said = amiss("karte")
    written = package / "locale/de/LC_MESSAGES/django.po"
    assert 'msgid "Map"' in written.read_text()
    assert "litfass_karte" in said
    written.write_text(written.read_text().replace('msgid "Map"\nmsgstr ""', 'msgid "Map"\nmsgstr "Karte"'))
    call_command("messages", "litfass_karte", stdout=StringIO(), stderr=StringIO())
    call_command("messages", "litfass_karte", "--check", stdout=StringIO())
    assert read_mo_of(written.with_suffix(".mo")) == "Karte"
    # Unnamed, it is left alone.
    written.unlink()
    amiss()
    assert not written.exists()
    with pytest.raises(CommandError, match=r"here: kart. Plugins are: karte. Apps are: cms, cms.site."):
        call_command("messages", "kart", stdout=StringIO())


def read_mo_of(path: Path) -> str:
    with path.open("rb") as file:
        return str(read_mo(file).get("Map").string)
