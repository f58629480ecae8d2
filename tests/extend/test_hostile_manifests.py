"""Whatever a plugin's `apps.py` does or says, the plugin alone is left out, with a reason in German; the process stays as it was."""

from __future__ import annotations

import locale
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from cms.extend.discovery import Discovery, discover
from cms.extend.reasons import in_english
from cms.extend.shared_process import SHARED

MANIFEST = """
from cms.extend import Plugin
{before}
class TheConfig(Plugin):
    slug = "{name}"
    title = "Böse"
    version = "1.0"
    {line}
{after}
"""
BEFORE = {
    "sys_exit": "import sys; sys.exit(3)",
    "keyboard_interrupt": "raise KeyboardInterrupt",
    "generator_exit": "raise GeneratorExit",
    "base_exception": "raise BaseException('nein')",
    "endless": "def f(): f()\nf()",
    "unspeakable": "class E(Exception):\n    def __str__(self): raise self\n    __repr__ = __str__\nraise E",
    "nul": "raise ValueError('a\\0b')",
    "deep": "assert False, 'x' * 100_000",
    "warning": "import warnings; warnings.simplefilter('error'); warnings.warn('x')",
    "configures": "from django.conf import settings; settings.configure(DEBUG=True)",
    "moves": "import os; os.chdir('/')",
    "handles_signals": "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "sets_locale": "import locale; locale.setlocale(locale.LC_ALL, 'C.UTF-8' if locale.setlocale(locale.LC_ALL) != 'C.UTF-8' else 'C')",
    "closes_output": "import sys; sys.stdout = None",
    "recursion": "import sys; sys.setrecursionlimit(70_000)",
    "other_settings": "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'nicht.da'",
    "other_zone": "import os, time; os.environ['TZ'] = 'Asia/Tokyo'; time.tzset()",
    "other_path": "import os; os.environ['PATH'] = ''",
    "loses_path": "import os; del os.environ['PATH']",
    "hides_files": "import os; os.umask(0o777)",
    "sets_an_alarm": "import signal; signal.alarm(2)",
    "silences": "import logging; logging.disable(logging.CRITICAL)",
    "metaclass": "class M(type(Plugin)): pass\nclass Plugin(Plugin, metaclass=M): pass",
    "syntax": "def (",
}
LINES = {
    "slug_none": "slug = None",
    "slug_number": "slug = 5",
    "slug_bytes": "slug = b'x'",
    "slug_empty": "slug = ''",
    "slug_space": "slug = 'a b'",
    "slug_slash": "slug = 'a/b'",
    "slug_nul": "slug = 'a\\0'",
    "slug_newline": "slug = 'abc\\n'",
    "slug_umlaut": "slug = 'bücher'",
    "slug_huge": "slug = 'a' * 10_000",
    "slug_upper": "slug = 'Presse'",
    "slug_property": "slug = property(lambda self: 'x')",
    "slug_core": "slug = 'content'",
    "slug_app": "slug = 'wagtailcore'",
    "slug_product": "slug = 'litfass'",
    "label_auth": "label = 'auth'",
    "label_core": "label = 'content'",
    "label_dots": "label = 'a.b'",
    "label_none": "label = None",
    "title_none": "title = None",
    "title_huge": "title = 'x' * 5_000",
    "title_empty": "title = ''",
    "title_nul": "title = 'a\\0b'",
    "version_number": "version = 1.0",
    "version_words": "version = 'neueste'",
    "version_none": "version = None",
    "contract_text": "cms_api = '1'",
    "contract_true": "cms_api = True",
    "requires_text": "requires = 'press'",
    "requires_list": "requires = ['press']",
    "requires_number": "requires = (5,)",
    "requires_generator": "requires = (each for each in ('press',))",
    "requires_address": "requires = ('press @ https://example.org/x.whl',)",
    "requires_nonsense": "requires = ('press >= neu',)",
    "requires_none": "requires = None",
    "default_text": "enabled_by_default = 'ja'",
    "path": "path = 5",
    "init": "def __init__(self, *args): raise ValueError",
    "imports_models": "def import_models(self): raise SystemExit",
    "gets_models": "def get_models(self, *args, **kwargs): return 1 / 0",
    "raising": "slug = type('D', (), {'__get__': lambda *args: 1 / 0})()",
    "recursing": "title = type('D', (), {'__get__': lambda self, obj, kind: kind.title})()",
    "exiting": "version = type('D', (), {'__get__': lambda *args: exit(1)})()",
}
AFTER = {
    "no_plugin": "del TheConfig",
    "module_dir": "def __dir__(): raise SystemExit",
    "itself": "TheConfig.requires = ('itself',)",
}
CASES = [
    *((name, {"before": text}) for name, text in BEFORE.items()),
    *((name, {"line": text}) for name, text in LINES.items()),
    *((name, {"after": text}) for name, text in AFTER.items()),
]


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Discovery]:
    """What discovery makes of all of them together, with one sound plugin before and one after."""
    folder = tmp_path_factory.mktemp("plugins")
    package = "hostile_plugins"
    for name, parts in [("aaa_sound", {}), *CASES, ("zzz_sound", {})]:
        (folder / package / name).mkdir(parents=True)
        (folder / package / name / "__init__.py").touch()
        text = MANIFEST.format(**{"name": name, "before": "", "line": "", "after": "", **parts})
        (folder / package / name / "apps.py").write_text(text)
    sys.path.insert(0, str(folder))
    try:
        yield discover(folder / package, package=package)
    finally:
        sys.path.remove(str(folder))
        for module in [name for name in sys.modules if name.startswith(package)]:
            del sys.modules[module]


def test_the_sound_ones_stay(all_of_them: Discovery) -> None:
    assert [each.slug for each in all_of_them.found if "hostile_plugins" in each.app] == ["aaa_sound", "zzz_sound"]


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_each_is_left_out_with_a_reason_in_german(all_of_them: Discovery, name: str) -> None:
    (left,) = (each for each in all_of_them.left if each.slug == name)
    with override("de"):
        german = str(left.reason)
    with override("en"):
        english = str(left.reason)
    assert german != english
    assert 5 < len(german) < 700
    assert german.isprintable()


def test_the_process_is_as_it_was(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        handler = signal.getsignal(signal.SIGTERM)
        named = os.environ.get("DJANGO_SETTINGS_MODULE")
        return (
            Path.cwd(),
            handler,
            locale.setlocale(locale.LC_ALL),
            sys.stdout,
            sys.getrecursionlimit(),
            named,
            settings.DEBUG,
            *(read() for _name, read, _write in SHARED),
            time.tzname,
        )

    before = state()
    (tmp_path / "mover").mkdir()
    (tmp_path / "mover" / "__init__.py").touch()
    wild = "\n".join(
        BEFORE[each]
        for each in (
            *("moves", "handles_signals", "closes_output", "recursion", "other_settings", "other_zone", "other_path"),
            *("loses_path", "hides_files", "sets_an_alarm", "silences"),
        )
    )
    (tmp_path / "mover" / "apps.py").write_text(wild)
    discover(tmp_path / "none", own=tmp_path)
    sys.path.remove(str(tmp_path))
    sys.modules.pop("mover", None)
    assert state() == before


def test_texts_of_classes_of_its_own_are_plain_ones_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever compares them, or says them, calls nobody's code."""
    line = """
    class S(str):
        def __eq__(self, other): raise SystemExit(3)
        __hash__ = __ne__ = __lt__ = __str__ = __repr__ = __format__ = __add__ = __eq__
    class N(int):
        def __eq__(self, other): raise SystemExit(3)
        __hash__ = __ne__ = __str__ = __eq__
    slug, label, title, version, requires, cms_api = S("a"), S("a"), S("<b>"), S("1.0"), (S("litfass"),), N(1)
    """
    found = discovered(tmp_path, monkeypatch, a=line)
    assert not [in_english(each.reason) for each in found.left if each.slug == "a"]
    assert [(each.slug, each.version, each.requires) for each in found.found] == [("a", "1.0", ("litfass",))]
    kind = vars(sys.modules[found.found[0].package + ".apps"])["TheConfig"]
    given = (kind.slug, kind.label, kind.title, kind.version, *kind.requires, kind.cms_api)
    assert [type(each) for each in given] == [*[str] * 5, int]


@pytest.mark.parametrize(
    ("requires", "reason"),
    [
        ("'b>=2'", "needs b>=2, but here is 1.0"),
        ("'b<1'", "needs b<1, but here is 1.0"),
        ("'litfass>=99'", "needs litfass>=99, but here is"),
        ("'content>=99'", "needs content>=99, but here is"),
        ("'nirgends>=1'", "needs nirgends"),
        ("'b>=0.9,<2'", ""),
        ("'b==1.*', 'litfass>=0.1'", ""),
        ("'content'", ""),
    ],
)
def test_what_is_required_may_have_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requires: str, reason: str
) -> None:
    found = discovered(tmp_path, monkeypatch, a=f"requires = ({requires},)", b="")
    assert [each.slug for each in found.found] == (["b"] if reason else ["b", "a"] if "'b" in requires else ["a", "b"])
    with override("en"):
        assert [str(each.reason)[: len(reason)] for each in found.left] == ([reason] if reason else [])


def test_a_circle_costs_those_in_it_and_those_that_need_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {
        "a": "requires = ('b',)",
        "b": "requires = ('c>=1',)",
        "c": "requires = ('a',)",
        "d": "requires = ('a',)",
        "e": "",
    }
    found = discovered(tmp_path, monkeypatch, **lines)
    assert [each.slug for each in found.found] == ["e"]
    with override("de"):
        reasons = {each.slug: str(each.reason) for each in found.left}
    assert all("was sie selbst braucht" in reasons[each] for each in "abc")
    assert reasons["d"] == "braucht Erweiterungen, die nicht geladen sind: a"


def test_of_two_with_one_label_the_first_stays_and_both_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = discovered(tmp_path, monkeypatch, a="label = 'eins'", b="label = 'eins'")
    assert [each.slug for each in found.found] == ["a"]
    with override("en"):
        assert "label eins is taken by" in str(found.left[0].reason)
        assert "wants its slug or label too" in str(found.told["a"][0])


def discovered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **lines: str) -> Discovery:
    package = f"pkg_{tmp_path.name.replace('-', '_')}"
    for name, line in lines.items():
        (tmp_path / package / name).mkdir(parents=True)
        (tmp_path / package / name / "__init__.py").touch()
        (tmp_path / package / name / "apps.py").write_text(MANIFEST.format(name=name, before="", line=line, after=""))
    monkeypatch.syspath_prepend(str(tmp_path))
    found = discover(tmp_path / package, package=package)
    mine = tuple(each for each in found.found if each.app.startswith(package))
    return Discovery(mine, found.left, found.told)
