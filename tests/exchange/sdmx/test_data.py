"""Every format of data is valid by the standard's own schemas and says the same."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from pysdmx.io import read_sdmx

from tarazy.exchange.sdmx.data import KeyedSeries, first_and_last, in_detail
from tarazy.exchange.sdmx.data_csv import data_csv
from tarazy.exchange.sdmx.data_json import Version, data_json
from tarazy.exchange.sdmx.data_xml import generic_xml, structure_specific_xml
from tests.exchange.sdmx.samples import NASTY, SERIES, data
from tests.exchange.sdmx.test_structures import schema

READ_BACK = NASTY.replace("\x0b", "")
EXPECTED = [
    ("A", "KZ", "2020", 1.5, "percent", "A", None),
    ("A", "KZ", "2021", None, "percent", "O", READ_BACK),
    ("A", "KZ", "2022", -1e-7, "percent", "A", None),
    ("A3", "KZ-10", "2022-01-01/P3Y", 0.0, None, "A", None),
]
COLUMNS = ("FREQ", "UNIT", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "REASON")


def rows_of_text(records: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    found = []
    for record in records:
        said = {name: record.get(name) or None for name in COLUMNS}
        value = record.get("OBS_VALUE")
        said["OBS_VALUE"] = None if value in (None, "") else float(value)
        found.append(tuple(said.values()))
    return found


# A message of time series is never flat.
@pytest.mark.parametrize(
    ("form", "is_flat"),
    [("generic", False), ("generic", True), ("generic series", False), ("2.1", False), ("2.1", True),
     ("2.1 series", False), ("3.0", False), ("3.0", True)],
)  # fmt: skip
def test_xml(form: str, is_flat: bool) -> None:
    message = data(is_flat=is_flat)
    kind = "TimeSeries" if "series" in form else ""
    pieces = generic_xml(message, kind) if form.startswith("generic") else structure_specific_xml(
        message, "3.0" if form == "3.0" else "2.1", kind
    )  # fmt: skip
    [dataset] = read_sdmx("".join(pieces), validate=True).data
    assert rows_of_text(dataset.data.fillna("").to_dict(orient="records")) == EXPECTED


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_csv(version: Any) -> None:
    written = "".join(data_csv(data(), version))
    begin = {"DATAFLOW": "AG:TABLE(1.0)"} if version == "1.0" else {
        "STRUCTURE": "dataflow", "STRUCTURE_ID": "AG:TABLE(1.0)", "ACTION": "I"
    }  # fmt: skip
    records = list(csv.DictReader(io.StringIO(written, newline="")))
    assert all(record.items() >= begin.items() for record in records)
    assert rows_of_text(records) == [(*row[:6], NASTY if row[6] else None) for row in EXPECTED]


def rows_of_json(written: dict[str, Any], version: Version, *, is_flat: bool) -> list[tuple[Any, ...]]:
    """A reader by the standard's text, made for this test."""
    said = written["data"]["structures"][0] if version == "2.0" else written["data"]["structure"]
    [dataset] = written["data"]["dataSets"]

    def values(level: str, kind: str, positions: list[Any]) -> dict[str, Any]:
        columns = said[kind][level]
        return {
            column["id"]: (one := column["values"][at]).get("id", one.get("value", one.get("name")))
            for column, at in zip(columns, positions, strict=False)
            if at is not None
        }

    found = []
    series = {"": {"observations": dataset["observations"]}} if is_flat else dataset["series"]
    for key, one in series.items():
        begin = values("series", "dimensions", [int(at) for at in key.split(":")] if key else [])
        begin |= values("series", "attributes", one.get("attributes", []))
        for own, (value, *positions) in one["observations"].items():
            said_here = values("observation", "dimensions", [int(at) for at in own.split(":")])
            said_here |= values("observation", "attributes", positions)
            found.append({**begin, **said_here, "OBS_VALUE": value})
    return rows_of_text(found)


@pytest.mark.parametrize("is_flat", [False, True])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_json(version: Version, is_flat: bool) -> None:
    written = json.loads("".join(data_json(data(is_flat=is_flat), version)))
    named = f"sdmx{version.replace('.', '')}/sdmx-json-data-schema.json"
    faults = [str(fault.message) for fault in schema(named).iter_errors(written)]
    # The first edition has no way to write a span of years: its ids hold no stroke.
    assert [fault for fault in faults if version == "2.0" or "P3Y" not in fault] == []
    expected = [(*row[:6], NASTY if row[6] else None) for row in EXPECTED]
    assert rows_of_json(written, version, is_flat=is_flat) == expected
    said = written["data"]["structures"][0] if version == "2.0" else written["data"]["structure"]
    units = next(part for level in said["dimensions"].values() for part in level if part["id"] == "UNIT")
    assert units["name"] == "Unit"
    assert units["values"][0]["names"] == {"kk": "Kazakhstan kk", "ru": "Kazakhstan ru", "en": "Kazakhstan"}


def test_less_is_said_where_less_is_asked_for() -> None:
    bare = list(in_detail(SERIES, "dataonly"))
    assert [seen.value for seen in bare[0].observations] == [1.5, None, -1e-7]
    assert {seen.attributes for one in bare for seen in one.observations} == {(None, None)}
    assert list(in_detail(SERIES, "serieskeysonly")) == [
        KeyedSeries(("A", "KZ"), (None,), ()), KeyedSeries(("A3", "KZ-10"), (None,), ())
    ]  # fmt: skip
    assert [one.attributes for one in in_detail(SERIES, "nodata")] == [("percent",), (None,)]
    assert list(in_detail(SERIES, "full")) == list(SERIES)


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (None, None, "2020 2021 2022"),
        (1, None, "2020"),
        (None, 2, "2021 2022"),
        (1, 1, "2020 2022"),
        (9, 9, "2020 2021 2022"),
    ],
)
def test_the_first_and_the_last_of_a_series(first: int | None, last: int | None, kept: str) -> None:
    found = next(first_and_last(SERIES, first, last))
    assert [seen.time for seen in found.observations] == kept.split()


def test_keys_alone_are_valid_too() -> None:
    keys = tuple(in_detail(SERIES, "serieskeysonly"))
    for pieces in (generic_xml(data(series=keys)), structure_specific_xml(data(series=keys))):
        [dataset] = read_sdmx("".join(pieces), validate=True).data
        assert [row["UNIT"] for row in dataset.data.to_dict(orient="records")] == ["KZ", "KZ-10"]
    rows = list(csv.DictReader(io.StringIO("".join(data_csv(data(series=keys), "2.0")), newline="")))
    assert [(row["UNIT"], row["TIME_PERIOD"]) for row in rows] == [("KZ", ""), ("KZ-10", "")]
