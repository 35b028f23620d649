"""Structures as SDMX-ML, 2.1 and 3.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.exchange.sdmx.messages import (
    Header,
    Standard,
    document,
    element,
    header,
    in_languages,
    namespaces,
    plain,
    reference,
)
from tarazy.exchange.sdmx.model import (
    TIME,
    VALUE,
    VERSION,
    AgencyScheme,
    Attribute,
    Codelist,
    Component,
    ConceptScheme,
    Constraint,
    Dataflow,
    DataStructure,
    Item,
    Items,
    Ref,
    Structure,
)

_ITEM_TAGS: Final = {"agencyscheme": "Agency", "codelist": "Code", "conceptscheme": "Concept"}


def structures_xml(head: Header, structures: Sequence[Structure], standard: Standard = "2.1") -> Iterator[str]:
    """A message with structures, piece by piece."""
    writer = _Writer(standard)
    return document(
        "mes:Structure",
        namespaces(standard, "mes", "com", "str"),
        iter((header(head), element("mes:Structures", {}, *writer.grouped(structures)))),
    )


@dataclass(frozen=True)
class _Writer:
    standard: Standard

    def grouped(self, structures: Sequence[Structure]) -> Iterator[str]:
        """Each sort within its own element, in the order in which the schema wants them."""
        constraints = "Constraints" if self.standard == "2.1" else "DataConstraints"
        sorts: list[tuple[str, type[Structure]]] = [
            ("Codelists", Codelist),
            ("Concepts" if self.standard == "2.1" else "ConceptSchemes", ConceptScheme),
        ]
        if self.standard == "2.1":
            sorts = [("OrganisationSchemes", AgencyScheme), ("Dataflows", Dataflow), *sorts]
            sorts += [("DataStructures", DataStructure), (constraints, Constraint)]
        else:
            sorts = [("AgencySchemes", AgencyScheme), *sorts, (constraints, Constraint)]
            sorts += [("Dataflows", Dataflow), ("DataStructures", DataStructure)]
        for tag, sort in sorts:
            found = [self.structure(one) for one in structures if isinstance(one, sort)]
            if found:
                yield element(f"str:{tag}", {}, *found)

    def structure(self, one: Structure) -> str:
        if isinstance(one, Items):
            return self.items(one)
        if isinstance(one, DataStructure):
            return self.maintained("DataStructure", one, self.components(one))
        if isinstance(one, Constraint):
            return self.constraint(one)
        assert isinstance(one, Dataflow)
        ref = Ref("datastructure", one.agency, one.structure)
        return self.maintained("Dataflow", one, reference("str:Structure", ref, self.standard))

    def maintained(self, tag: str, one: Structure, content: str, *, notes: str = "", **more: str) -> str:
        """What all structures begin with; of a stub nothing else."""
        attributes = {"id": one.id, "agencyID": one.agency, "version": VERSION, **more}
        if self.standard == "2.1":
            attributes["isFinal"] = "false"
        elif isinstance(one, AgencyScheme):
            del attributes["version"]  # 3.0 has one agency scheme of each agency, without versions
        named = in_languages("com:Name", one.name)
        described = in_languages("com:Description", one.description) if one.description else ""
        return element(f"str:{tag}", attributes, notes, named, described, "" if one.is_stub else content)

    def items(self, one: Items) -> str:
        content = "".join(self.item(_ITEM_TAGS[one.kind], item) for item in one.items)
        tag = {"agencyscheme": "AgencyScheme", "codelist": "Codelist", "conceptscheme": "ConceptScheme"}[one.kind]
        return self.maintained(tag, one, content, **({"isPartial": "true"} if one.is_partial else {}))

    def item(self, tag: str, item: Item) -> str:
        described = in_languages("com:Description", item.description) if item.description else ""
        parent = ""
        if item.parent:
            inner = element("Ref", {"id": item.parent}) if self.standard == "2.1" else plain(item.parent)
            parent = element("str:Parent", {}, inner)
        return element(f"str:{tag}", {"id": item.id}, in_languages("com:Name", item.name), described, parent)

    def components(self, one: DataStructure) -> str:
        """The lists of columns."""
        parts = "".join(
            self.component("Dimension", part, one, {"position": str(at)}) for at, part in enumerate(one.key_parts, 1)
        )
        time = {"position": str(len(one.key_parts) + 1)} if self.standard == "2.1" else {}
        parts += self.component("TimeDimension", Component(TIME, type="ObservationalTimePeriod"), one, time)
        attributes = "".join(self.attribute(attribute, one) for attribute in one.attributes)
        is_old = self.standard == "2.1"
        value = self.component("PrimaryMeasure" if is_old else "Measure", Component(VALUE, type="Double"), one, {})
        return element(
            "str:DataStructureComponents",
            {},
            element("str:DimensionList", {"id": "DimensionDescriptor"}, parts),
            element("str:AttributeList", {"id": "AttributeDescriptor"}, attributes),
            element("str:MeasureList", {"id": "MeasureDescriptor"}, value),
        )

    def component(self, tag: str, one: Component, of: DataStructure, more: dict[str, str], *inner: str) -> str:
        concept = reference("str:ConceptIdentity", Ref("conceptscheme", of.agency, of.concepts), self.standard, one.id)
        coded = reference("str:Enumeration", Ref("codelist", of.agency, one.codelist), self.standard)
        allowed = coded if one.codelist else element("str:TextFormat", {"textType": one.type})
        return element(
            f"str:{tag}", {"id": one.id, **more}, concept, element("str:LocalRepresentation", {}, allowed), *inner
        )

    def attribute(self, one: Attribute, of: DataStructure) -> str:
        if self.standard == "2.1":
            parts = [element("str:Dimension", {}, element("Ref", {"id": id})) for id in one.of]
            whole = element("str:PrimaryMeasure", {}, element("Ref", {"id": VALUE}))
            usage = {"assignmentStatus": "Conditional"}
        else:
            parts, whole = [element("str:Dimension", {}, id) for id in one.of], element("str:Observation")
            usage = {"usage": "optional"}
        relation = element("str:AttributeRelationship", {}, *(parts or [whole]))
        return self.component("Attribute", one, of, usage, relation)

    def constraint(self, one: Constraint) -> str:
        """The actual content of a flow; how much it is stands in notes, for which the standard has no place."""
        flow = reference("str:Dataflow", Ref("dataflow", one.agency, one.flow), self.standard)
        space = "com" if self.standard == "2.1" else "str"
        values = [_values(space, id, codes) for id, codes in one.occurring.items()]
        if one.periods is not None:
            start, end = (
                element(f"{space}:{name}Period", {"isInclusive": "true"}, period)
                for name, period in zip(("Start", "End"), one.periods, strict=True)
            )
            values.append(element(f"{space}:KeyValue", {"id": TIME}, element(f"{space}:TimeRange", {}, start, end)))
        content = element("str:ConstraintAttachment", {}, flow)
        content += element("str:CubeRegion", {"include": "true"}, *values)
        counts = element(
            "com:Annotations", {}, _count("obs_count", one.observations), _count("series_count", one.series)
        )
        is_old = self.standard == "2.1"
        tag, role = ("ContentConstraint", {"type": "Actual"}) if is_old else ("DataConstraint", {"role": "Actual"})
        return self.maintained(tag, one, content, notes=counts, **role)


def _values(space: str, id: str, codes: Sequence[str]) -> str:
    values = (element(f"{space}:Value", {}, plain(code)) for code in codes)
    return element(f"{space}:KeyValue", {"id": id}, *values)


def _count(id: str, count: int) -> str:
    title = element("com:AnnotationTitle", {}, str(count))
    return element("com:Annotation", {"id": id}, title, element("com:AnnotationType", {}, "sdmx_metrics"))
