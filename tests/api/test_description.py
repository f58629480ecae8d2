"""The API describes itself: valid, typed to the last block, with real examples, and only ever growing."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from wagtail.models import Site

from cms.api.app import delivery_api
from cms.api.cards import CARD
from cms.api.examples import TITLES, example_of
from cms.api.routes.openapi import openapi_document
from cms.api.selection import narrowed
from cms.api.types import listed_types, model_name
from cms.extend import activation_cache, registry
from cms.extend.models import Activation
from tests.api.conftest import Get, Ledger

SNAPSHOT = Path(__file__).parent / "openapi.json"


@pytest.fixture(scope="module")
def description() -> Any:
    """The description as it is served."""
    return json.loads(openapi_document(delivery_api()))


def faults(description: Any, schema: Any, value: Any) -> list[str]:
    """What a foreign validator finds wrong with the value."""
    validator = Draft202012Validator({**schema, "components": description["components"]})
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(value)]


def answer_schema(description: Any, path: str) -> Any:
    """The schema of the answer to a path."""
    return description["paths"][f"/{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


def test_the_description_is_served_as_it_is_made(db: None, get: Get, description: Any) -> None:
    answer = get("openapi.json")
    assert answer.json() == description
    assert get("openapi.json", if_none_match=answer.headers["ETag"]).status_code == 304


@pytest.mark.plugin("press")
def test_a_site_describes_no_routes_of_plugins_that_are_disabled_for_it(db: None, get: Get, description: Any) -> None:
    whole = get("openapi.json")
    Activation.objects.create(plugin="press", site=Site.objects.get(is_default_site=True).pk, enabled=False)
    activation_cache.forget()
    answer = get("openapi.json", if_none_match=whole.headers["ETag"])
    assert answer.status_code == 200
    assert description["paths"].keys() - answer.json()["paths"].keys() == {"/press/contacts"}
    schemas = answer.json()["components"]["schemas"]
    assert description["components"]["schemas"].keys() - schemas.keys() == {"NamedContact", "PressContacts"}
    OpenAPIV31SpecValidator(answer.json()).validate()
    Activation.objects.update(enabled=True)
    activation_cache.forget()
    assert get("openapi.json", if_none_match=whole.headers["ETag"]).status_code == 304


def test_the_description_is_valid_openapi(description: Any) -> None:
    OpenAPIV31SpecValidator(description).validate()
    assert description["openapi"].startswith("3.1")


def test_local_times_are_not_called_times_with_an_offset(description: Any) -> None:
    properties = description["components"]["schemas"]["AgendaItem"]["properties"]
    for name in ("start", "end"):
        shapes = properties[name]["anyOf"]
        assert [shape.get("format") for shape in shapes] == [None, None]
        assert Draft202012Validator({"anyOf": shapes}).is_valid("13:45:00")
        assert not Draft202012Validator({"anyOf": shapes}).is_valid("13:45")


@pytest.mark.plugin("press")
def test_the_description_is_the_one_in_the_tree(description: Any) -> None:
    """Look at every difference: partners rely on what stands there. `SNAPSHOT=write` takes the new one over."""
    text = json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("SNAPSHOT") == "write":
        SNAPSHOT.write_text(text, "utf-8")
    assert text == SNAPSHOT.read_text("utf-8")


def test_every_listed_type_has_its_list_and_its_documents(description: Any) -> None:
    for public in listed_types().values():
        assert f"/{public.plural}" in description["paths"]
        assert f"/{public.plural}/{{id}}" in description["paths"]


def test_texts_are_typed_block_by_block(description: Any) -> None:
    schemas = description["components"]["schemas"]
    assert set(schemas["StreamItem"]["discriminator"]["mapping"]) == {
        *(block.name for block in registry().blocks),
        "unavailable",
    }
    assert schemas["Event"]["properties"]["report"]["items"] == {"$ref": "#/components/schemas/StreamItem"}
    assert "speaker" in schemas["QuoteValue"]["properties"]


def test_every_parameter_that_is_understood_is_described(db: None, get: Get, description: Any) -> None:
    for path in ("events", "partners", "changes", "search", "lookup"):
        described = [each["name"] for each in description["paths"][f"/{path}"]["get"]["parameters"]]
        assert len(described) == len(set(described))
        assert set(get(f"{path}?gibtsnicht=1").json()["errors"][0]["allowed"]) == set(described)


def test_every_operation_says_that_problems_are_problems(description: Any) -> None:
    for path, item in description["paths"].items():
        for operation in item.values():
            assert operation["responses"]["4XX"] == {"$ref": "#/components/responses/Problem"}, path


def test_a_problem_is_as_described(ledger: Ledger, get: Get, description: Any) -> None:
    schema = description["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]
    ledger.withdraw(ledger.add("event", "Fest", path="/fest/"))
    for path in ("events?x=1", "nichts", "lookup?path=/fest/"):
        assert faults(description, schema, get(path).json()) == []


@pytest.mark.parametrize("type_name", TITLES)
def test_examples_are_real_documents_of_their_type(description: Any, type_name: str) -> None:
    example = example_of(type_name)
    assert example is not None
    assert faults(description, {"$ref": f"#/components/schemas/{model_name(type_name)}"}, example) == []
    assert description["components"]["schemas"][model_name(type_name)]["examples"] == [example]


@pytest.mark.parametrize("type_name", TITLES)
def test_the_card_of_an_example_is_as_described(description: Any, type_name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{model_name(type_name)}Card"}
    assert faults(description, schema, narrowed(example_of(type_name), CARD)) == []


def test_the_example_of_an_event_is_the_conference_in_halle() -> None:
    example: Any = example_of("event")
    assert "Halle (Saale)" in example["title"]
    assert [each["value"]["text"] for each in example["report"] if each["type"] == "quote"] != []


def test_an_answer_that_is_not_as_described_would_be_found(description: Any) -> None:
    example: Any = example_of("event")
    wrong = {**example, "report": [{"id": "1", "type": "quote", "anchor": "b-1", "value": {"text": 7}}]}
    assert faults(description, {"$ref": "#/components/schemas/Event"}, wrong) != []


@pytest.fixture
def published(ledger: Ledger) -> Ledger:
    """The examples as public things."""
    for type_name in TITLES:
        example: Any = dict(example_of(type_name) or {})
        members = {
            name: value for name, value in example.items() if name not in ("id", "type", "locale", "title", "path")
        }
        ledger.add(type_name, example["title"], path=example["path"] or f"/{type_name}/", **members)
    return ledger


def test_lists_documents_and_changes_are_as_described(published: Ledger, get: Get, description: Any) -> None:
    for public in listed_types().values():
        listed = get(f"{public.plural}?include=partners,people").json()
        assert faults(description, answer_schema(description, public.plural), listed) == []
        for item in listed["items"]:
            single = get(f"{public.plural}/{item['id']}").json()
            assert faults(description, answer_schema(description, f"{public.plural}/{{id}}"), single) == []
    entry = published.add("news", "Meldung")
    published.withdraw(entry)
    assert faults(description, answer_schema(description, "changes"), get("changes").json()) == []
    cursor = get("changes").json()["next"]
    published.withdraw(published.add("news", "Weg"))
    assert faults(description, answer_schema(description, "changes"), get(f"changes?since={cursor}").json()) == []


def test_entrance_and_look_up_are_as_described(published: Ledger, get: Get, description: Any) -> None:
    assert faults(description, answer_schema(description, ""), get("").json()) == []
    assert faults(description, answer_schema(description, "problems"), get("problems").json()) == []
    published.add("event", "Fest", path="/fest/")
    assert faults(description, answer_schema(description, "lookup"), get("lookup?path=/fest/").json()) == []


def test_the_entrance_leads_everywhere(db: None, get: Get) -> None:
    entrance = get("").json()
    addresses = [*entrance["lists"].values(), *entrance["further"].values()]
    addresses += [entrance[name] for name in ("changes", "openapi", "docs", "problems")]
    for address in addresses:
        assert get(address.removeprefix("http://testserver/api/v1/")).status_code == 200, address


def test_the_kinds_of_problems_are_explained_where_they_point(ledger: Ledger, get: Get) -> None:
    kind = get("events?x=1").json()["type"]
    address, _, _ = kind.partition("#")
    explained = get(address.removeprefix("http://testserver/api/v1/")).json()
    assert kind in [each["type"] for each in explained["items"]]


def test_the_page_for_people_asks_nobody_else(db: None, get: Get) -> None:
    page = get("docs")
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page.content.decode())
    assert [address for address in addresses if not re.match("/[^/]|#", address)] == []
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; ")


def test_the_page_for_people_tells_all_that_the_description_tells(db: None, get: Get, description: Any) -> None:
    page = html.unescape(get("docs").content.decode())
    places = re.findall(r' id="([^"]*)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(places)
    assert set(description["components"]["schemas"]) <= set(places)
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert f"<b>{method.upper()}</b> /api/v1{path}</code>" in page
            expected = {f"{operation['operationId']}-{each['name']}" for each in operation.get("parameters", ())}
            assert expected <= set(places)
    (example,) = description["components"]["schemas"]["Topic"]["examples"]
    assert f'"title": "{example["title"]}"' in page
