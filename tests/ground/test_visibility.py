"""What serves the public asks `cms.public.visibility` whether something is public, and answers that by nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from cms.settings.env import ROOT
from tests.ground.tree import tracked

SERVES = (
    *("blocks", "plugins", "search", "cms/api", "cms/site"),
    *("cms/content/documents", "cms/content/facets.py", "cms/content/types.py", "cms/publishing/reading"),
)
"""Where documents, pages, lists, feeds and answers are made. Forms, the desk and what publishes look after these fields themselves."""
SIGNS = {"live", "expired", "expire_at", "go_live_at", "rights_until", "get_view_restrictions"}
KNOWN = {"cms/site/files/images.py": {"rights_until"}}
"""How long a copy of a public image may be kept."""


def breaches(source: str) -> Iterator[str]:
    """Each sign of being public that the module reads or asks for by itself, on a thing or in a query."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in SIGNS and isinstance(node.ctx, ast.Load):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "public":
            # Wagtail's `PageQuerySet.public()`; ours is a function that is given things.
            if not node.args:
                yield "public"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called in {"filter", "exclude", "get", "Q", "getattr"}:
                names = [(keyword.arg or "").split("__") for keyword in node.keywords]
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                yield from SIGNS & {part for name in names for part in name} | SIGNS & set(map(str, texts))
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name.endswith("ViewRestriction"))


def test_one_module_says_what_is_public() -> None:
    paths = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    read = [str(path) for path in paths if str(path).startswith(SERVES)]
    assert len(read) > 200
    found = {path: set(breaches((ROOT / path).read_text("utf-8"))) - KNOWN.get(path, set()) for path in read}
    assert {path: signs for path, signs in found.items() if signs} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "if page.live: pass",
        "EventPage.objects.filter(live=True)",
        "EventPage.objects.live()",
        "EventPage.objects.public()",
        "rows.exclude(event__page__expire_at__lt=now)",
        "found = Q(partner__live=True)",
        "getattr(record, 'live', True)",
        "page.get_view_restrictions().exists()",
        "from wagtail.models import Page, PageViewRestriction",
    ],
)
def test_a_planted_answer_is_noticed(planted: str) -> None:
    assert list(breaches(planted))
