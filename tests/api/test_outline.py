"""The description as people read it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from cms.api.outline import kind_of, outline, words


def described(method: str) -> dict[str, Any]:
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    operation = {"operationId": "act", "summary": "Act", "parameters": [parameter], "responses": {"204": {}}}
    return {
        "info": {"title": "Schnittstelle", "version": "1", "description": "Eins.\n\nZwei."},
        "paths": {"/things/{id}": {method: operation}},
        "components": {"schemas": {}},
    }


def test_values_are_described_in_words() -> None:
    assert kind_of({"type": "string", "format": "date-time"}) == "date-time"
    assert kind_of({"type": "array", "items": {"$ref": "#/components/schemas/Card"}}) == (
        'list of <a href="#Card">Card</a>'
    )
    assert kind_of({"anyOf": [{"const": "a<b"}, {"type": "null"}]}) == "<code>a&lt;b</code> or null"
    assert kind_of({"enum": ["de", "en"]}) == "<code>de</code> or <code>en</code>"
    assert kind_of({}) == "anything"
    assert words("Ask `a&b` <once>.") == "Ask <code>a&amp;b</code> &lt;once&gt;."


def test_only_what_reads_can_be_tried() -> None:
    for method, forms in (("get", 1), ("post", 0)):
        page = render_to_string("api/docs.html", {"outline": outline(described(method))})
        assert f"<b>{method.upper()}</b> /things/{{id}}" in page
        assert "uuid" in page
        assert page.count("<form") == forms


def test_a_parameter_need_not_say_more_than_its_name() -> None:
    """As OpenAPI has it, and authors write it into what Ninja says of their operations."""
    given = described("get")
    given["paths"]["/things/{id}"]["get"]["parameters"] = [{"name": "short", "in": "query"}]
    ((_tag, (operation,)),) = outline(given).subjects
    assert [(each.name, each.kind, each.required) for each in operation.parameters] == [("short", "anything", False)]
