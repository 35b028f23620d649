"""Observations as SDMX-ML: generic and structure-specific of 2.1; 3.0 has the structure-specific form alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from tarazy.exchange.sdmx.data import Data, KeyedSeries, Observed
from tarazy.exchange.sdmx.messages import Standard, attribute, document, element, header, namespaces, reference
from tarazy.exchange.sdmx.model import ALL_PARTS, TIME, VALUE, Attribute

TimeSeries = Literal["", "TimeSeries"]
_ID: Final = "S"  # of the structure, within a message
_XSI: Final = {"xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"}


def generic_xml(data: Data, kind: TimeSeries = "") -> Iterator[str]:
    """Generic data of SDMX-ML 2.1; `kind`: as a message of any data or of time series alone."""
    at = ALL_PARTS if data.is_flat else TIME
    usage = reference("com:StructureUsage", data.flow.ref, "2.1")
    named = element("mes:Structure", {"structureID": _ID, "dimensionAtObservation": at}, usage)
    return document(
        f"mes:Generic{kind}Data",
        namespaces("2.1", "mes", "com", "gen"),
        _generic(data, header(data.header, named)),
    )


def _generic(data: Data, head: str) -> Iterator[str]:
    yield head
    yield f'\n<mes:DataSet action="Information" structureRef="{_ID}">\n'
    parts = [part.id for part in data.structure.key_parts]
    of_series, of_observations = data.structure.of_series, data.structure.of_observations
    for series in data.series:
        key, attributes = _pairs(parts, series.key), _given(of_series, series.attributes)
        if data.is_flat:
            for seen in series.observations:
                time = f'<gen:Value id="{TIME}" value={attribute(seen.time)}/>'
                own = f"<gen:ObsKey>{key}{time}</gen:ObsKey>"
                yield _generic_observation(seen, own, attributes + _given(of_observations, seen.attributes))
            continue
        yield f"<gen:Series><gen:SeriesKey>{key}</gen:SeriesKey>"
        if attributes:
            yield f"<gen:Attributes>{attributes}</gen:Attributes>"
        for seen in series.observations:
            time = f"<gen:ObsDimension value={attribute(seen.time)}/>"
            yield _generic_observation(seen, time, _given(of_observations, seen.attributes))
        yield "</gen:Series>\n"
    yield "</mes:DataSet>\n"


def _generic_observation(seen: Observed, key: str, attributes: str) -> str:
    value = "" if seen.value is None else f'<gen:ObsValue value="{seen.value!r}"/>'
    said = f"<gen:Attributes>{attributes}</gen:Attributes>" if attributes else ""
    return f"<gen:Obs>{key}{value}{said}</gen:Obs>\n"


def _pairs(ids: Sequence[str], values: Sequence[str]) -> str:
    return "".join(
        f"<gen:Value id={attribute(id)} value={attribute(value)}/>" for id, value in zip(ids, values, strict=True)
    )


def _given(attributes: Sequence[Attribute], values: Sequence[str | None]) -> str:
    found = [(one.id, value) for one, value in zip(attributes, values, strict=True) if value is not None]
    return _pairs([id for id, _ in found], [value for _, value in found])


def structure_specific_xml(data: Data, standard: Standard = "2.1", kind: TimeSeries = "") -> Iterator[str]:
    """Structure-specific data: every column an attribute of XML."""
    at = ALL_PARTS if data.is_flat else TIME
    own = f"{data.flow.ref.urn}:ObsLevelDim:{at}"
    usage = reference("com:StructureUsage", data.flow.ref, standard)
    said = {"structureID": _ID, "namespace": own, "dimensionAtObservation": at}
    return document(
        f"mes:StructureSpecific{kind}Data",
        namespaces(standard, "mes", "com", "ss") | _XSI | {"xmlns:own": own},
        _structure_specific(data, header(data.header, element("mes:Structure", said, usage))),
    )


def _structure_specific(data: Data, head: str) -> Iterator[str]:
    yield head
    yield (
        f'\n<mes:DataSet ss:structureRef="{_ID}" ss:dataScope="DataStructure" ss:action="Information" '
        f'xsi:type="own:DataSetType">\n'
    )
    for series in data.series:
        key = _attributes([part.id for part in data.structure.key_parts], series.key)
        key += _attributes([one.id for one in data.structure.of_series], series.attributes)
        yield from _flat(data, series, key) if data.is_flat else _together(data, series, key)
    yield "</mes:DataSet>\n"


def _flat(data: Data, series: KeyedSeries, key: str) -> Iterator[str]:
    for seen in series.observations:
        yield f"<Obs{key}{_observation(data, seen)}/>\n"


def _together(data: Data, series: KeyedSeries, key: str) -> Iterator[str]:
    yield f"<Series{key}>\n"
    for seen in series.observations:
        yield f"<Obs{_observation(data, seen)}/>\n"
    yield "</Series>\n"


def _observation(data: Data, seen: Observed) -> str:
    value = None if seen.value is None else repr(seen.value)
    ids = [one.id for one in data.structure.of_observations]
    return _attributes([TIME, VALUE, *ids], [seen.time, value, *seen.attributes])


def _attributes(ids: Sequence[str], values: Sequence[str | None]) -> str:
    return "".join(f" {id}={attribute(value)}" for id, value in zip(ids, values, strict=True) if value is not None)
