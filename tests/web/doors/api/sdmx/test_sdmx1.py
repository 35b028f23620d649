"""The client sdmx1, as it is installed, reads everything; what it read is held to the database row by row."""

from __future__ import annotations

from typing import Any

import pytest
import sdmx
import sdmx.reader.xml.v30  # cannot be imported any more once structure-specific data were read

from tests.web.doors.api.sdmx.known import PARTS, Row, Rows, observations, scores
from tests.web.rooms.shipped import observations as shipped

pytestmark = pytest.mark.usefixtures("published")
FLOW, INDEX_FLOW = "OBSERVATIONS_KZ", "SCORES_KZ_REGIONAL-DEVELOPMENT"
GENERIC = {"Accept": "application/vnd.sdmx.genericdata+xml;version=2.1"}
SPECIFIC = {"Accept": "application/vnd.sdmx.structurespecificdata+xml;version=2.1"}


def client_of(site: str, version: str = "2.1") -> sdmx.Client:
    """A source of one's own, as the documentation of sdmx1 has it."""
    said = {
        "id": "TARAZY",
        "url": f"{site}/sdmx/{version}",
        "name": "Tarazy",
        "versions": [version],
        "supports": {"availableconstraint": True, "preview": True},
    }
    sdmx.add_source(said, override=True)
    return sdmx.Client("TARAZY")


def rows_of(message: Any) -> Rows:
    found: Rows = {}
    for dataset in message.data:
        for one in dataset.obs:
            said = {id: str(value.value) for id, value in one.attrib.items()}
            key = {part.id: str(part.value) for part in one.key.values.values()}
            value = None if one.value in (None, "") else float(one.value)
            found[tuple(key[part] for part in PARTS)] = Row(
                value, said["OBS_STATUS"], said["UNIT_MEASURE"], said["REVISION"], said["SOURCE"]
            )
    return found


def test_all_observations_of_kazakhstan(site: str) -> None:
    known = observations()
    assert len(known) == len(shipped("kz")) == 13_453
    assert rows_of(client_of(site).data(FLOW)) == known


def test_all_observations_as_structure_specific_data(site: str) -> None:
    message = client_of(site).data(FLOW, key={"FREQ": "A"}, headers=SPECIFIC)
    assert rows_of(message) == observations()


def test_one_key(site: str) -> None:
    found = rows_of(client_of(site).data(FLOW, key="A.KZ-47.unemployment_rate.sex@f.statistics"))
    assert found == observations(unit="KZ-47", variable="unemployment_rate", breakdown="sex=f")
    assert len(found) > 5


def test_a_wildcard_and_several_codes(site: str) -> None:
    found = rows_of(client_of(site).data(FLOW, key="A.KZ-47+KZ-43.unemployment_rate.."))
    assert found == observations(unit__in=("KZ-47", "KZ-43"), variable="unemployment_rate")
    assert len({key[3] for key in found}) > 3


def test_a_key_by_the_names_of_its_parts(site: str) -> None:
    asked = {"UNIT": ["KZ"], "BREAKDOWN": "_T", "VARIABLE": "life_expectancy"}
    found = rows_of(client_of(site).data(FLOW, key=asked))
    assert found == observations(unit="KZ", breakdown="", variable="life_expectancy")


def test_a_range_of_periods(site: str) -> None:
    asked = {"startPeriod": "2015", "endPeriod": "2017-12"}
    found = rows_of(client_of(site).data(FLOW, key=".KZ...", params=asked))
    assert found == observations(unit="KZ", period__in=("2015", "2016", "2017"))
    assert {key[-1] for key in found} == {"2015", "2016", "2017"}


def test_scores_are_those_of_the_publication(site: str) -> None:
    message = client_of(site).data(INDEX_FLOW)
    found = {}
    for one in message.data[0].obs:
        said = {id: str(value.value) for id, value in one.attrib.items()}
        key = tuple(str(part.value) for part in one.key.values.values())
        rank = float(said["RANK"]) if "RANK" in said else None
        found[key] = (None if one.value is None else float(one.value), rank, said.get("BAND", ""))
    assert found == scores("kz/regional-development")
    assert len(found) > 1000


def test_structures_with_their_lists_of_codes_in_three_languages(site: str) -> None:
    message = client_of(site).dataflow(FLOW)
    structure = message.structure[FLOW]
    assert [part.id for part in structure.dimensions] == list(PARTS)
    assert message.dataflow[FLOW].structure is structure
    units = message.codelist["CL_UNIT_KZ"]
    assert units["KZ-47"].parent == units["KZ"]
    assert dict(units["KZ-10"].name.localizations) == {
        "en": "Abai Region",
        "ru": "область Абай",
        "kk": "Абай облысы",
    }
    known = observations()
    for at, (part, listed) in enumerate(
        [("FREQ", "CL_FREQ"), ("UNIT", "CL_UNIT_KZ"), ("VARIABLE", "CL_VARIABLE_KZ"),
         ("BREAKDOWN", "CL_BREAKDOWN_KZ"), ("SERIES", "CL_SERIES")]
    ):  # fmt: skip
        assert structure.dimensions.get(part).local_representation.enumerated.id == listed
        assert {key[at] for key in known} <= set(message.codelist[listed].items)
    assert {row.status for row in known.values()} <= set(message.codelist["CL_OBS_STATUS"].items)
    assert {row.unit_of_measure for row in known.values()} <= set(message.codelist["CL_UNIT_MEASURE"].items)
    assert str(message.codelist["CL_BREAKDOWN_KZ"]["sex@f"].name) == "sex: women"
    [constraint] = message.constraint.values()
    occurring = {part.id: {one.value for one in said.values} for part, said in
                 constraint.data_content_region[0].member.items() if part.id != "TIME_PERIOD"}  # fmt: skip
    assert occurring == {part: {key[at] for key in known} for at, part in enumerate(PARTS[:-1])}


def test_what_there_is_under_a_key(site: str) -> None:
    message = client_of(site).get("availableconstraint", FLOW, key="A..neet_rate..", references="none")
    [constraint] = message.constraint.values()
    member = {part.id: said for part, said in constraint.data_content_region[0].member.items()}
    known = observations(variable="neet_rate")
    assert {one.value for one in member["UNIT"].values} == {key[1] for key in known}
    assert {one.value for one in member["VARIABLE"].values} == {"neet_rate"}


def test_series_keys_alone(site: str) -> None:
    keys = client_of(site).preview_data(FLOW, key={"UNIT": "KZ"})
    assert {tuple(str(part.value) for part in key.values.values()) for key in keys} == {
        key[:-1] for key in observations(unit="KZ")
    }


def test_the_addresses_of_3_0(site: str) -> None:
    """Generic data: with a structure of 3.0, sdmx1 itself makes no key, and without one reads no other data."""
    client = client_of(site, "3.0")
    message = client.datastructure(FLOW, params={"references": "children"})
    assert [part.id for part in message.structure[FLOW].dimensions] == list(PARTS)
    assert message.codelist["CL_UNIT_KZ"]["KZ-47"].parent.id == "KZ"
    found = rows_of(client.data(FLOW, key="A.KZ-47.*.*.*", headers=GENERIC))
    assert found == observations(unit="KZ-47")
