"""Structures as SDMX-JSON 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tarazy.engine.model.text import Text
from tarazy.exchange.sdmx.messages import Header, names
from tarazy.exchange.sdmx.model import (
    TIME,
    VALUE,
    VERSION,
    Attribute,
    Component,
    Constraint,
    Dataflow,
    DataStructure,
    Item,
    Items,
    Kind,
    Ref,
    Structure,
)

SCHEMA: Final = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/"
    "sdmx-json-structure-schema.json"
)
_LISTS: Final[dict[Kind, str]] = {
    "agencyscheme": "agencySchemes",
    "codelist": "codelists",
    "conceptscheme": "conceptSchemes",
    "datastructure": "dataStructures",
    "dataflow": "dataflows",
    "contentconstraint": "dataConstraints",
}
_ITEM_LISTS: Final[dict[Kind, str]] = {"agencyscheme": "agencies", "codelist": "codes", "conceptscheme": "concepts"}


def structures_json(head: Header, structures: Sequence[Structure]) -> dict[str, Any]:
    """A message with structures."""
    data: dict[str, list[Any]] = {}
    for one in structures:
        data.setdefault(_LISTS[one.kind], []).append(_structure(one))
    return {"meta": head.as_json(SCHEMA), "data": data}


def _structure(one: Structure) -> dict[str, Any]:
    begin = {"id": one.id, "agencyID": one.agency, "version": VERSION, **_named(one.name, one.description)}
    if one.is_stub:
        return begin
    if isinstance(one, Items):
        partial = {"isPartial": True} if one.is_partial else {}
        return begin | partial | {_ITEM_LISTS[one.kind]: [_item(item) for item in one.items]}
    if isinstance(one, DataStructure):
        return begin | {"dataStructureComponents": _components(one)}
    if isinstance(one, Constraint):
        return begin | _constraint(one)
    assert isinstance(one, Dataflow)
    return begin | {"structure": Ref("datastructure", one.agency, one.structure).urn}


def _named(name: Text, description: Text | None) -> dict[str, Any]:
    """The best match for programs that read one language, and all of them."""
    said: dict[str, Any] = {"name": name.en, "names": names(name)}
    return said | ({"description": description.en, "descriptions": names(description)} if description else {})


def _item(item: Item) -> dict[str, Any]:
    return {"id": item.id, **_named(item.name, item.description), **({"parent": item.parent} if item.parent else {})}


def _components(one: DataStructure) -> dict[str, Any]:
    parts = [{**_component(part, one), "position": at} for at, part in enumerate(one.key_parts)]
    time = _component(Component(TIME, type="ObservationalTimePeriod"), one)
    return {
        "dimensionList": {"id": "DimensionDescriptor", "dimensions": parts, "timeDimension": time},
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [_attribute(each, one) for each in one.attributes],
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [{**_component(Component(VALUE, type="Double"), one), "usage": "optional"}],
        },
    }


def _component(one: Component, of: DataStructure) -> dict[str, Any]:
    scheme = Ref("conceptscheme", of.agency, of.concepts).urn.replace("ConceptScheme=", "Concept=")
    coded = {"enumeration": Ref("codelist", of.agency, one.codelist).urn}
    allowed: dict[str, Any] = coded if one.codelist else {"format": {"dataType": one.type}}
    return {"id": one.id, "conceptIdentity": f"{scheme}.{one.id}", "localRepresentation": allowed}


def _attribute(one: Attribute, of: DataStructure) -> dict[str, Any]:
    relation: dict[str, Any] = {"dimensions": list(one.of)} if one.of else {"observation": {}}
    return {**_component(one, of), "usage": "optional", "attributeRelationship": relation}


def _constraint(one: Constraint) -> dict[str, Any]:
    keys: list[dict[str, Any]] = [
        {"id": id, "values": [{"value": code} for code in codes]} for id, codes in one.occurring.items() if codes
    ]
    if one.periods is not None:
        start, end = ({"period": period, "isInclusive": True} for period in one.periods)
        keys.append({"id": TIME, "timeRange": {"startPeriod": start, "endPeriod": end}})
    counts = {"obs_count": one.observations, "series_count": one.series}
    return {
        "annotations": [{"id": id, "title": str(count), "type": "sdmx_metrics"} for id, count in counts.items()],
        "role": "Actual",
        "constraintAttachment": {"dataflows": [Ref("dataflow", one.agency, one.flow).urn]},
        "cubeRegions": [{"include": True, "keyValues": keys}],
    }
