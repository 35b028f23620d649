"""The clients of pysdmx, as it is installed, read everything; what they read is held to the database row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from pysdmx.api.dc.rest import SdmxConnector
from pysdmx.api.qb import (
    ApiVersion,
    DataContext,
    DataFormat,
    DataQuery,
    RestService,
    StructureDetail,
    StructureFormat,
    StructureQuery,
    StructureReference,
    StructureType,
)
from pysdmx.errors import Invalid, NotFound
from pysdmx.io import read_sdmx
from pysdmx.io.reader import get_datasets

from tests.web.doors.api.sdmx.known import PARTS, Row, Rows, observations

pytestmark = pytest.mark.usefixtures("published")
FLOW = "TARAZY:OBSERVATIONS_KZ(1.0)"
SECONDS = 60


def rows_of(records: Iterable[Mapping[str, Any]]) -> Rows:
    found: Rows = {}
    for one in records:
        value = None if one["OBS_VALUE"] in ("", None) else float(one["OBS_VALUE"])
        found[tuple(str(one[part]) for part in PARTS)] = Row(
            value, one["OBS_STATUS"], one["UNIT_MEASURE"], str(one["REVISION"]), one["SOURCE"]
        )
    return found


@pytest.fixture
def connector(site: str) -> SdmxConnector:
    return SdmxConnector(f"{site}/sdmx/3.0", timeout=SECONDS)


def service(site: str, version: ApiVersion, form: DataFormat) -> RestService:
    address = f"{site}/sdmx/{'2.1' if version < ApiVersion.V2_0_0 else '3.0'}"
    return RestService(address, version, data_format=form, timeout=SECONDS)


def test_all_observations_of_kazakhstan(connector: SdmxConnector) -> None:
    found = rows_of(connector.data(FLOW))
    assert len(found) == 13_453
    assert found == observations()


def test_one_key(connector: SdmxConnector) -> None:
    asked = "UNIT = 'KZ-47' AND VARIABLE = 'unemployment_rate' AND BREAKDOWN = 'sex@f'"
    found = rows_of(connector.data(FLOW, asked))
    assert found == observations(unit="KZ-47", variable="unemployment_rate", breakdown="sex=f")
    assert found


def test_several_codes_others_left_out_and_a_range_of_periods(connector: SdmxConnector) -> None:
    several = rows_of(connector.data(FLOW, "UNIT IN ('KZ-47', 'KZ-43') AND VARIABLE = 'unemployment_rate'"))
    assert several == observations(unit__in=("KZ-47", "KZ-43"), variable="unemployment_rate")
    others = rows_of(connector.data(FLOW, "UNIT = 'KZ' AND BREAKDOWN <> '_T'"))
    assert others == {key: row for key, row in observations(unit="KZ").items() if key[3] != "_T"}
    ranged = rows_of(connector.data(FLOW, "UNIT = 'KZ' AND TIME_PERIOD >= '2015' AND TIME_PERIOD <= '2017'"))
    assert ranged == observations(unit="KZ", period__in=("2015", "2016", "2017"))


def test_flows_are_found_and_described(connector: SdmxConnector) -> None:
    flows = connector.dataflows()
    assert "OBSERVATIONS_KZ" in [flow.id for flow in flows]
    assert [flow.id for flow in connector.dataflows("regional development")] == ["SCORES_KZ_REGIONAL-DEVELOPMENT"]
    flow = connector.dataflow(FLOW)
    assert flow.obs_count == 13_453
    known = observations()
    assert flow.series_count == len({key[:-1] for key in known})
    components = flow.structure.components
    assert [part.id for part in components.dimensions] == list(PARTS)
    assert {code.id for code in components["UNIT"].enumeration} >= {key[1] for key in known}
    assert components["UNIT_MEASURE"].attachment_level == "VARIABLE"
    narrowed = connector.dataflow(FLOW, "VARIABLE = 'neet_rate'")
    assert narrowed.obs_count == len(observations(variable="neet_rate"))


@pytest.mark.parametrize(
    ("version", "form"),
    [
        (ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_GEN),
        (ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_GENTS),
        (ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_STR),
        (ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_STRTS),
        (ApiVersion.V1_5_0, DataFormat.SDMX_CSV_1_0_0),
        (ApiVersion.V2_0_0, DataFormat.SDMX_CSV_2_0_0),
        (ApiVersion.V2_0_0, DataFormat.SDMX_ML_3_0),
    ],
)
@pytest.mark.parametrize("at", ["TIME_PERIOD", "AllDimensions"])
def test_every_format_that_it_reads_says_the_same(site: str, version: ApiVersion, form: DataFormat, at: str) -> None:
    key = "A.KZ-47..." if version < ApiVersion.V2_0_0 else "A.KZ-47.*.*.*"
    query = DataQuery(DataContext.DATAFLOW, "TARAZY", "OBSERVATIONS_KZ", "1.0", key=key, obs_dimension=at)
    content = service(site, version, form).data(query)
    [dataset] = read_sdmx(content.decode(), validate=form.name.startswith("SDMX_ML")).data
    records = dataset.data.fillna("").to_dict(orient="records")
    assert rows_of(records) == observations(unit="KZ-47")


def test_structures_and_data_fit_together(site: str) -> None:
    """pysdmx puts data beside the structure that describes them, and refuses what does not fit."""
    old = service(site, ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_STR)
    structure = RestService(
        f"{site}/sdmx/2.1", ApiVersion.V1_5_0, structure_format=StructureFormat.SDMX_ML_2_1, timeout=SECONDS
    ).structure(
        StructureQuery(StructureType.DATAFLOW, "TARAZY", "OBSERVATIONS_KZ", references=StructureReference.DESCENDANTS)
    )
    data = old.data(DataQuery(DataContext.DATAFLOW, "TARAZY", "OBSERVATIONS_KZ", "1.0", key="A.KZ..."))
    [dataset] = get_datasets(data.decode(), structure.decode())
    assert dataset.structure.id == "OBSERVATIONS_KZ"
    assert len(dataset.data) == len(observations(unit="KZ"))


@pytest.mark.parametrize(
    ("version", "form"),
    [
        (ApiVersion.V1_5_0, StructureFormat.SDMX_ML_2_1),
        (ApiVersion.V2_0_0, StructureFormat.SDMX_ML_3_0),
        (ApiVersion.V2_0_0, StructureFormat.SDMX_JSON_2_0_0),
    ],
)
def test_structures_are_valid_in_every_format(site: str, version: ApiVersion, form: StructureFormat) -> None:
    address = f"{site}/sdmx/{'2.1' if version < ApiVersion.V2_0_0 else '3.0'}"
    asking = RestService(address, version, structure_format=form, timeout=SECONDS)
    query = StructureQuery(StructureType.DATAFLOW, "TARAZY", "OBSERVATIONS_KZ", references=StructureReference.ALL)
    is_xml = form != StructureFormat.SDMX_JSON_2_0_0  # JSON is held to its schema in tests/exchange/sdmx
    message = read_sdmx(asking.structure(query).decode(), validate=is_xml)
    [structure] = message.get_data_structure_definitions()
    assert [part.id for part in structure.components.dimensions] == list(PARTS)
    [units] = [one for one in message.get_codelists() if one.id == "CL_UNIT_KZ"]
    assert {key[1] for key in observations()} <= {code.id for code in units}
    stubs = StructureQuery(StructureType.CODELIST, detail=StructureDetail.ALL_STUBS)
    assert not any(one.items for one in read_sdmx(asking.structure(stubs).decode(), validate=is_xml).get_codelists())


def test_refusals_are_its_own(connector: SdmxConnector, site: str) -> None:
    with pytest.raises(NotFound):
        list(connector.data(FLOW, "UNIT = 'KZ-99'"))
    with pytest.raises(NotFound):
        connector.dataflow("TARAZY:NOTHING(1.0)")
    with pytest.raises(Invalid):
        list(connector.data(FLOW, "TIME_PERIOD >= 'yesterday'"))
