"""The description is OpenAPI 3.1, names everything that there is, and every operation answers as it is described."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.openapi import BASE, openapi_path
from tarazy.web.doors.api.operation import JSON, ZIP, Operation
from tests.web.doors.api.asking import as_csv, got
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("opened")

BY_ID = {one.id: one for one in OPERATIONS}
# What a parameter without an example may be.
SAMPLES = {"string": "a", "integer": "1"}
BY_NAME = {"period": "2022", "from": "2020", "to": "2021", "as_of": "2026-01-01", "valid_on": "2020-01-01",
           "updated_since": "2026-01-01T00:00:00Z"}  # fmt: skip


def address_of(operation: Operation, given: dict[str, str]) -> str:
    """The address of an operation, its path filled in from the example."""
    path = openapi_path(operation)
    for name in re.findall(r"{(\w+)}", path):
        path = path.replace(f"{{{name}}}", operation.example[name])
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"{path}?{query}" if query else path


def examples_of(operation: Operation) -> dict[str, str]:
    in_path = {one.name for one in operation.parameters if one.in_path}
    return {name: value for name, value in operation.example.items() if name not in in_path}


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        for one in value.values():
            yield from refs(one)
    elif isinstance(value, list):
        for one in value:
            yield from refs(one)


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from ([value["schema"]] if isinstance(value.get("schema"), dict) else [])
        for one in value.values():
            yield from schemas(one)
    elif isinstance(value, list):
        for one in value:
            yield from schemas(one)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_document_is_well_formed(client: Client, lang: str) -> None:
    document = got(client, f"openapi.json?lang={lang}")
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= document["info"].keys()
    for ref in refs(document):
        found: Any = document
        for part in ref.removeprefix("#/").split("/"):
            found = found[part]
        assert found
    for schema in (*schemas(document), *document["components"]["schemas"].values()):
        Draft202012Validator.check_schema(schema)
    operations = [path["get"] for path in document["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == len(OPERATIONS) + 1
    for path, item in document["paths"].items():
        parameters = item["get"]["parameters"]
        assert {one["name"] for one in parameters if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
        assert all(one["required"] for one in parameters if one["in"] == "path")
        names = [one["name"] for one in parameters]
        assert len(names) == len(set(names))
        assert {"200", "400", "404", "405", "429"} <= item["get"]["responses"].keys()


def test_everything_is_described_in_each_language(client: Client) -> None:
    told = [got(client, f"openapi.json?lang={lang}")["paths"]["/observations"]["get"] for lang in ("kk", "ru", "en")]
    assert len({one["description"] for one in told}) == 3
    assert [one["summary"] for one in told] == ["Байқаулар", "Наблюдения", "Observations"]


@pytest.mark.parametrize("id", BY_ID)
def test_an_operation_answers_its_example_as_described(client: Client, id: str) -> None:
    operation = BY_ID[id]
    document = got(client, "openapi.json")
    address = address_of(operation, examples_of(operation))
    answer = client.get(f"{BASE}/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (200, operation.content_type), answer.content
    described = document["paths"][f"/{openapi_path(operation)}"]["get"]["responses"]["200"]["content"]
    if operation.content_type == ZIP:
        assert zipfile.is_zipfile(io.BytesIO(answer.content))
        return
    schema = described[operation.content_type]["schema"] | {"components": document["components"]}
    Draft202012Validator(schema).validate(answer.json())
    if operation.is_list:
        assert answer.json()["data"], "an example that finds nothing explains nothing"
        path, _sign, query = address.partition("?")
        assert as_csv(client, f"{path}.csv?{query}")


@pytest.mark.parametrize("id", BY_ID)
def test_every_parameter_that_is_described_is_taken(client: Client, id: str) -> None:
    operation = BY_ID[id]
    document = got(client, "openapi.json")
    for one in document["paths"][f"/{openapi_path(operation)}"]["get"]["parameters"]:
        if one["in"] == "path" or one["name"] == "cursor":
            continue
        schema = one["schema"].get("items", one["schema"])
        sample = BY_NAME.get(one["name"]) or str(schema.get("enum", [SAMPLES[schema["type"]]])[0])
        assert client.get(f"{BASE}/{address_of(operation, {one['name']: sample})}").status_code == 200


@pytest.mark.parametrize("id", [one.id for one in OPERATIONS if one.is_list])
def test_a_list_of_any_size_of_page_is_the_same_and_members_can_be_chosen(client: Client, id: str) -> None:
    operation = BY_ID[id]
    assert operation.content_type == JSON
    first = operation.fields[0].name
    all_at_once = got(client, f"{operation.path}?limit=40&fields={first}")["data"]
    assert all(list(row) == [first] for row in all_at_once)
    found: list[Any] = []
    cursor = ""
    while len(found) < len(all_at_once):
        page = got(client, f"{operation.path}?limit=7&fields={first}{cursor}")
        found += page["data"]
        cursor = f"&cursor={page['next_cursor']}"
        if not page["next_cursor"]:
            break
    assert found[:40] == all_at_once


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_for_people_names_every_operation_and_its_examples_answer(client: Client, lang: str) -> None:
    page = read(client, f"/{lang}/api/")
    assert page.status == 200
    assert " style=" not in page.html
    for operation in OPERATIONS:
        assert f"{BASE}/{openapi_path(operation).partition('{')[0]}" in page.text
    for href, _text in page.links:
        if href.startswith(BASE):
            assert client.get(href).status_code == 200, href
    for sort in ("too-many-requests", "bad-parameter"):
        assert f'id="{sort}"' in page.html


def test_the_short_address_leads_to_the_language_of_the_browser(client: Client) -> None:
    for lang in ("kk", "ru", "en"):
        assert client.get("/api/", headers={"accept-language": lang})["Location"] == f"/{lang}/api/"


def test_the_first_address_names_all_others(client: Client) -> None:
    said = got(client, "")
    assert said.keys() - {"version", "openapi"} == BY_ID.keys()
    assert client.get("/api/v1").status_code == 200
