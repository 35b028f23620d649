"""A small table with everything that may stand in one: gaps, spans of years, signs that XML and CSV must escape."""

from __future__ import annotations

import datetime

from tarazy.engine.model.text import Text
from tarazy.exchange.sdmx.data import Data, KeyedSeries, Observed
from tarazy.exchange.sdmx.messages import Header
from tarazy.exchange.sdmx.model import (
    AgencyScheme,
    Attribute,
    Codelist,
    Component,
    ConceptScheme,
    Constraint,
    Dataflow,
    DataStructure,
    Item,
    Structure,
)

NASTY = 'a "quoted" <tag> & a\x0bcontrol, Ә'


def text(english: str) -> Text:
    return Text(kk=f"{english} kk", ru=f"{english} ru", en=english)


HEADER = Header("M1", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC), "AG", text("Agency"))
STRUCTURE = DataStructure(
    agency="AG",
    id="TABLE",
    name=text("Table"),
    key_parts=(Component("FREQ", "CL_FREQ"), Component("UNIT", "CL_UNIT")),
    attributes=(
        Attribute("UNIT_MEASURE", of=("UNIT",)),
        Attribute("OBS_STATUS", "CL_OBS_STATUS"),
        Attribute("REASON"),
    ),
    concepts="CONCEPTS",
)
FLOW = Dataflow(
    agency="AG", id="TABLE", name=text("Table"), description=text(NASTY.replace("\x0b", "")), structure="TABLE"
)
SERIES = (
    KeyedSeries(
        ("A", "KZ"),
        ("percent",),
        (
            Observed("2020", 1.5, ("A", None)),
            Observed("2021", None, ("O", NASTY)),
            Observed("2022", -1e-7, ("A", None)),
        ),
    ),
    KeyedSeries(("A3", "KZ-10"), (None,), (Observed("2022-01-01/P3Y", 0.0, ("A", None)),)),
)
NAMES = {"CL_UNIT": {"KZ": text("Kazakhstan")}, "": {"UNIT": text("Unit")}}


def data(*, is_flat: bool = False, series: tuple[KeyedSeries, ...] = SERIES) -> Data:
    return Data(HEADER, FLOW, STRUCTURE, series, is_flat, NAMES)


def items(*ids: str, parent: str = "") -> tuple[Item, ...]:
    return tuple(Item(id=id, name=text(id), parent=parent if id != parent else "") for id in ids)


STRUCTURES: tuple[Structure, ...] = (
    AgencyScheme(agency="SDMX", id="AGENCIES", name=text("Agencies"), items=items("AG"), is_partial=True),
    Codelist(agency="AG", id="CL_FREQ", name=text("Frequency"), items=items("A", "A3")),
    Codelist(agency="AG", id="CL_UNIT", name=text("Units"), items=items("KZ", "KZ-10", parent="KZ")),
    Codelist(agency="AG", id="CL_OBS_STATUS", name=text("Status"), items=items("A", "O")),
    ConceptScheme(
        agency="AG",
        id="CONCEPTS",
        name=text("Concepts"),
        items=items("FREQ", "UNIT", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "REASON"),
    ),
    STRUCTURE,
    FLOW,
    Constraint(
        agency="AG",
        id="CONTENT_TABLE",
        name=text("Content"),
        flow="TABLE",
        occurring={"FREQ": ["A", "A3"], "UNIT": ["KZ", "KZ-10"]},
        periods=("2020", "2022-01-01/P3Y"),
        series=2,
        observations=4,
    ),
)
