"""Nobody outside of `cms.publishing` writes queries against the ledger: they ask its read side."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from cms.settings.env import ROOT
from tests.ground.tree import tracked

QUERIES = {
    *("aggregate", "alias", "annotate", "defer", "distinct", "exclude", "exists", "filter", "in_bulk", "iterator"),
    *("only", "order_by", "values_list"),
}
ROOMS = ("blocks", "cms", "plugins", "search")


def breaches(source: str) -> Iterator[str]:
    """Each query in the module that starts from what `cms.publishing` gives it, or from entries that it is handed."""
    tree = ast.parse(source)
    given = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cms.publishing")
        for alias in node.names
    }
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            entries = {
                argument.arg
                for argument in (*scope.args.args, *scope.args.kwonlyargs)
                if argument.annotation and "QuerySet[Entry]" in ast.unparse(argument.annotation)
            }
            for node in ast.walk(scope):
                if isinstance(node, ast.Assign) and _root(node.value) in given | entries and _is_call(node.value):
                    entries |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES:
                    root = _root(node.func.value)
                    if root in entries or (root in given and _is_call(node.func.value)):
                        yield ast.unparse(node)


def _root(node: ast.expr) -> str:
    """The name with which a chain of calls and attributes begins."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_call(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Call) for each in ast.walk(node))


def test_nobody_else_asks_the_ledgers_tables() -> None:
    paths = [path for path in tracked() if path.parts[0] in ROOMS and path.suffix == ".py"]
    found = {
        str(path): list(breaches((ROOT / path).read_text("utf-8")))
        for path in paths
        if path.parts[:2] != ("cms", "publishing")
    }
    assert len(found) > 300
    assert {path: queries for path, queries in found.items() if queries} == {}


@pytest.mark.parametrize(
    "body",
    [
        "return live_entries().filter(type='x')",
        "found = matching(live_entries(), wanted)\n    return found.order_by('id')",
        "return entries.values_list('pk')",
        "return list(live_entries().exclude(path='')[:3].iterator())",
    ],
)
def test_a_planted_query_is_noticed(body: str) -> None:
    head = "from cms.publishing.reading.entries import live_entries, matching\n"
    assert list(breaches(f"{head}def ask(entries: QuerySet[Entry]):\n    {body}"))
