"""The JSON Schema accepts what is read and refuses what it can refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tarazy.engine.load.schema import json_schema
from tarazy.engine.load.shipped import shipped_folder, shipped_methodologies
from tarazy.engine.steps import ORDER, methods
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, CASE, METHODOLOGY, VARIABLES, changed, tiny
from tests.house.checkout import ROOT

SCHEMA = ROOT / "docs" / "manual" / "methodology.schema.json"


class Editor(YAML):
    """Reads a file as an editor does: YAML 1.2 of the core schema, where a day is a text."""

    def __init__(self) -> None:
        super().__init__(typ="safe", pure=True)
        self.constructor.add_constructor(
            "tag:yaml.org,2002:timestamp", lambda constructor, node: constructor.construct_scalar(node)
        )


def complaints(content: bytes) -> list[str]:
    validator = Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(Editor().load(content.decode()))]


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_it_is_a_schema_and_the_one_in_the_manual() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema(), (
        "run: python -m tarazy.engine.load.schema > docs/manual/methodology.schema.json"
    )


def test_it_accepts_the_tiny_methodology() -> None:
    for path, content in tiny().items():
        if path.endswith(".yaml"):
            assert complaints(content) == [], path


def test_it_accepts_every_shipped_methodology() -> None:
    names = shipped_methodologies()
    assert names
    for name in names:
        for path, content in files_of(shipped_folder("methodologies") / name).items():
            assert complaints(content) == [], f"{name}/{path}"


def test_every_method_is_in_it() -> None:
    for step in ORDER:
        for method in methods(step):
            assert f"{step}.{method}" in json_schema()["$defs"]


def test_an_editor_can_say_what_every_key_means() -> None:
    for name, definition in json_schema()["$defs"].items():
        for key, one in definition.get("properties", {}).items():
            assert key == "method" or one["description"].strip(), f"{name}.{key}"


def test_what_an_editor_says_of_a_method_is_the_methods_own() -> None:
    winsorise = json_schema()["$defs"]["treat.winsorise"]
    assert winsorise["title"] == methods("treat")["winsorise"].TITLE
    assert winsorise["properties"]["max_points"]["description"] == "At most so many values."
    indicator = json_schema()["$defs"]["Indicator"]["properties"]
    assert "formula" in indicator["value"]["description"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BEDS, "better: higher", "beter: higher"),
        (BEDS, "better: higher\n", ""),
        (BEDS, "better: higher", "better: highest"),
        (BEDS, "better: higher", "better:"),
        (BEDS, "indicator: beds", "indicator: Beds"),
        (BEDS, 'code: "1.1"', "code: 1.1"),
        (BEDS, "low: 20,", 'low: "20",'),
        (BEDS, "low: 20,", "low: twenty,"),
        (BEDS, ', en: "Hospital beds"', ""),
        (BEDS, 'en: "Hospital beds"', 'en: ""'),
        (BEDS, '["3.8"]', "[]"),
        (BEDS, "  method: goalposts", "  method: goalpost"),
        (BEDS, "missing: {method: leave}", "missing: leave"),
        (BEDS, "missing: {method: leave}", "missing: {method: exclude}"),
        (ACCIDENTS, "{method: min_max, within: period}", "{within: period}"),
        (METHODOLOGY, 'version: "2024.1"', "version: 2024.1"),
        (METHODOLOGY, "methodology: test/tiny", "methodology: tiny"),
        (METHODOLOGY, "floor: 0.5", "floor: 50"),
        (METHODOLOGY, "criterion: true", "criterion: 5"),
        (METHODOLOGY, "[oblast, city]", "all"),
        (METHODOLOGY, "from: 2022,", "from: 2022-13,"),
        (VARIABLES, "series: [verified, statistics]", "series: [verified, official]"),
        (CASE, "status: O", "status: missing"),
    ],
)
def test_it_refuses_what_the_loader_refuses(path: str, old: str, new: str) -> None:
    assert complaints(changed(path, old, new)[path])


def test_it_refuses_what_is_no_file_of_a_methodology() -> None:
    any_object: dict[str, Any] = {"name": "x"}
    assert list(Draft202012Validator(json_schema()).iter_errors(any_object))
