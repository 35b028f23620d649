"""How sure published scores are, as SDMX: each interval beside its score, nothing of what is hidden."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pysdmx.api.qb import (
    ApiVersion,
    DataContext,
    DataFormat,
    DataQuery,
    RestService,
    StructureFormat,
    StructureQuery,
    StructureReference,
    StructureType,
)
from pysdmx.io import read_sdmx

from tarazy.web.rooms.publication.queries.hidden import Hidden
from tests.web.doors.api.sdmx.known import OF_INTERVAL, intervals

pytestmark = pytest.mark.usefixtures("published")
INDEX, FLOW = "kz/regional-development", "SCORES_KZ_REGIONAL-DEVELOPMENT"
DATA = f"/sdmx/2.1/data/{FLOW}"
TWO = f"{DATA}/A.KZ-47+KZ-71.index?startPeriod=2023&endPeriod=2024"


def content(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(client.get(address, HTTP_ACCEPT="text/csv")), newline="")))


def test_every_score_has_the_interval_that_was_estimated_and_no_other_has_one(client: Client) -> None:
    found = {}
    for row in rows(client, DATA):
        said = {id: float(row[id]) for id in OF_INTERVAL if row[id]}
        if said:
            found["A", row["UNIT"], row["NODE"], row["TIME_PERIOD"]] = said
    assert found == intervals(INDEX)
    assert len(found) > 1000
    [nobody] = rows(client, "/sdmx/2.1/data/SCORES_UN_HDI/A.KAZ.index?startPeriod=2021")
    assert nobody["OBS_VALUE"]
    assert {nobody[id] for id in OF_INTERVAL} == {""}


@pytest.mark.parametrize(
    "form", ["csvdata", "csvdata1", "jsondata", "jsondata1", "genericdata", "structurespecificdata", "xmldata"]
)
def test_intervals_stand_in_every_format(client: Client, form: str) -> None:
    said = content(client.get(f"{TWO}&format={form}"))
    [one] = intervals(INDEX, unit="KZ-71", node="index", period="2024").values()
    assert one["LEVEL_PERCENT"] == 90
    assert one.keys() == OF_INTERVAL.keys()
    for id, value in one.items():
        assert id in said
        assert repr(value) in said


def test_a_program_reads_data_and_structure_as_valid(site: str) -> None:
    """The figures beside the structure that describes them, by the standard's own schemas."""
    asking = RestService(
        f"{site}/sdmx/2.1",
        ApiVersion.V1_5_0,
        data_format=DataFormat.SDMX_ML_2_1_STR,
        structure_format=StructureFormat.SDMX_ML_2_1,
        timeout=60,
    )
    query = StructureQuery(StructureType.DATAFLOW, "TARAZY", FLOW, references=StructureReference.ALL)
    [structure] = read_sdmx(asking.structure(query).decode(), validate=True).get_data_structure_definitions()
    assert {str(one.id) for one in structure.components.attributes} >= OF_INTERVAL.keys()
    asked = asking.data(DataQuery(DataContext.DATAFLOW, "TARAZY", FLOW, "1.0", key="A.KZ-71.index"))
    [dataset] = read_sdmx(asked.decode(), validate=True).data
    told = {row["TIME_PERIOD"]: row for row in dataset.data.to_dict(orient="records")}
    for (*_key, period), one in intervals(INDEX, unit="KZ-71", node="index").items():
        assert {id: float(told[period][id]) for id in one} == one


def test_the_attributes_of_intervals_are_named_in_three_languages(client: Client) -> None:
    said = client.get("/sdmx/3.0/structure/conceptscheme/TARAZY/CONCEPTS?format=structurejson").json()
    [scheme] = said["data"]["conceptSchemes"]
    names = {one["id"]: one["names"] for one in scheme["concepts"]}
    for id in OF_INTERVAL:
        assert len({names[id][language] for language in ("kk", "ru", "en")}) == 3


def test_what_is_hidden_has_no_interval_and_gives_no_change_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Hidden(units=frozenset({"KZ-47"}), cells=frozenset({("KZ-71", "2023", "index")}))
    for module in ("hidden", "intervals", "tables"):
        monkeypatch.setattr(f"tarazy.web.rooms.publication.queries.{module}.hidden_in", lambda one: hidden)
    [row] = rows(client, TWO)
    assert (row["UNIT"], row["TIME_PERIOD"]) == ("KZ-71", "2024")
    assert row["SCORE_LOW"]
    assert {row[id] for id in ("CHANGE", "CHANGE_LOW", "CHANGE_HIGH", "P_RISE")} == {""}


def test_one_score_and_many_ask_the_same_of_intervals(client: Client) -> None:
    counts = []
    for key in ("A.KZ-47.index", "A..index", "A.."):
        with CaptureQueriesContext(connection) as captured:
            content(client.get(f"{DATA}/{key}"))
        counts.append(sum('FROM "results_interval"' in one["sql"] for one in captured))
    assert counts == [1, 1, 1]
