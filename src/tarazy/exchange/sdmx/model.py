"""What SDMX calls structures, as far as we have them: lists of codes, concepts, data structures, flows, constraints.

A *key part* is what SDMX calls a dimension: in Tarazy that word means a node of an index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal

from tarazy.engine.model.text import Text

Kind = Literal["agencyscheme", "codelist", "conceptscheme", "datastructure", "dataflow", "contentconstraint"]
TextType = Literal["String", "Double", "Integer", "ObservationalTimePeriod"]

VERSION: Final = "1.0"
TIME: Final = "TIME_PERIOD"
VALUE: Final = "OBS_VALUE"
ALL_PARTS: Final = "AllDimensions"  # every part of the key at the observation, none at a series

URN_CLASSES: Final[Mapping[Kind, str]] = {
    "agencyscheme": "base.AgencyScheme",
    "codelist": "codelist.Codelist",
    "conceptscheme": "conceptscheme.ConceptScheme",
    "datastructure": "datastructure.DataStructure",
    "dataflow": "datastructure.Dataflow",
    "contentconstraint": "registry.ContentConstraint",
}


@dataclass(frozen=True)
class Ref:
    """Names a structure: whose, what sort, which."""

    kind: Kind
    agency: str
    id: str

    @property
    def urn(self) -> str:
        """
        >>> Ref("codelist", "TARAZY", "CL_FREQ").urn
        'urn:sdmx:org.sdmx.infomodel.codelist.Codelist=TARAZY:CL_FREQ(1.0)'
        """
        return f"urn:sdmx:org.sdmx.infomodel.{URN_CLASSES[self.kind]}={self.agency}:{self.id}({VERSION})"

    @property
    def short(self) -> str:
        return f"{self.agency}:{self.id}({VERSION})"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A code, a concept or an agency."""

    id: str
    name: Text
    description: Text | None = None
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Structure:
    """What every structure has. `is_stub`: its content is left out."""

    kind: ClassVar[Kind]
    agency: str
    id: str
    name: Text
    description: Text | None = None
    is_stub: bool = False

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.agency, self.id)

    @property
    def refers_to(self) -> tuple[Ref, ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class Items(Structure):
    """A list of codes, concepts or agencies. `is_partial`: some of them are left out."""

    items: tuple[Item, ...]
    is_partial: bool = False

    def only(self, ids: Sequence[str]) -> Items:
        """The list with these items alone."""
        return replace(self, items=tuple(item for item in self.items if item.id in ids), is_partial=True)


@dataclass(frozen=True, kw_only=True)
class AgencyScheme(Items):
    kind = "agencyscheme"


@dataclass(frozen=True, kw_only=True)
class Codelist(Items):
    kind = "codelist"


@dataclass(frozen=True, kw_only=True)
class ConceptScheme(Items):
    kind = "conceptscheme"


@dataclass(frozen=True)
class Component:
    """One column: an id, which is its concept's too, and what may stand in it: codes of a list, or values of a type."""

    id: str
    codelist: str = ""
    type: TextType = "String"


@dataclass(frozen=True)
class Attribute(Component):
    """`of`: the parts of the key on which it depends; empty: on the whole key, time included."""

    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataStructure(Structure):
    """The columns of a table: parts of the key, then TIME_PERIOD, then OBS_VALUE, then attributes."""

    kind = "datastructure"
    key_parts: tuple[Component, ...]
    attributes: tuple[Attribute, ...]
    concepts: str

    @property
    def of_series(self) -> tuple[Attribute, ...]:
        return tuple(one for one in self.attributes if one.of)

    @property
    def of_observations(self) -> tuple[Attribute, ...]:
        return tuple(one for one in self.attributes if not one.of)

    @property
    def refers_to(self) -> tuple[Ref, ...]:
        lists = dict.fromkeys(one.codelist for one in (*self.key_parts, *self.attributes) if one.codelist)
        scheme = Ref("conceptscheme", self.agency, self.concepts)
        return (*(Ref("codelist", self.agency, id) for id in lists), scheme)


@dataclass(frozen=True, kw_only=True)
class Dataflow(Structure):
    kind = "dataflow"
    structure: str

    @property
    def refers_to(self) -> tuple[Ref, ...]:
        return (Ref("datastructure", self.agency, self.structure),)


@dataclass(frozen=True, kw_only=True)
class Constraint(Structure):
    """What there is of a flow: the codes that occur in each part of the key, first and last time period, how much.

    It is never a stub: readers refuse the actual content of something that does not say what it is.
    """

    kind = "contentconstraint"
    flow: str
    occurring: Mapping[str, Sequence[str]]
    periods: tuple[str, str] | None
    series: int
    observations: int

    @property
    def refers_to(self) -> tuple[Ref, ...]:
        return (Ref("dataflow", self.agency, self.flow),)
