"""A methodology while it is read: what was understood of each file, before anybody knows whether the whole is valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tarazy.engine.checks.look_alikes import in_latin
from tarazy.engine.load.nodes import Scalar, Sequence
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Place


@dataclass(frozen=True)
class Draft:
    """Parts by path. None: a file that could not be read at all; what follows from its absence is not reported."""

    methodology: Part | None
    variables: Part | None
    indicators: Mapping[str, Part | None] = field(default_factory=dict)
    cases: Mapping[str, Part | None] = field(default_factory=dict)

    @property
    def index(self) -> Part | None:
        return self.methodology and self.methodology.get("index")

    @property
    def dimensions(self) -> tuple[Part, ...]:
        found = self.methodology.get("dimensions", ()) if self.methodology else ()
        return tuple(part for part in found if isinstance(part, Part))

    @property
    def knows_its_nodes(self) -> bool:
        """Whether every dimension could be read so far that it has an id; else a strange id may be one of those."""
        written = self.methodology.node.get("dimensions") if self.methodology else None
        return isinstance(written, Sequence) and len(written.items) == len(self.dimensions)

    @property
    def readable_indicators(self) -> Iterator[Part]:
        return (part for part in self.indicators.values() if part is not None)

    @property
    def node_ids(self) -> dict[str, Place]:
        """Every node's id with its place.

        A file that could not be read counts by its name, a refused id by the letters it was meant to have.
        """
        found: dict[str, Place] = {}
        for dimension in self.dimensions:
            written = dimension.node.get("dimension")
            if isinstance(written, Scalar):
                found.setdefault(in_latin(written.text), written.place)
        for path, part in self.indicators.items():
            if part and (id := part.get("indicator")):
                found.setdefault(id, part.place("indicator"))
            found.setdefault(PurePosixPath(path).stem, Place(path))
        return found

    def variables_declared(self) -> tuple[Part, ...]:
        found = self.variables.get("variables", ()) if self.variables else ()
        return tuple(part for part in found if isinstance(part, Part))

    def units_of_measure(self) -> tuple[Part, ...]:
        found = self.variables.get("units_of_measure", ()) if self.variables else ()
        return tuple(part for part in found if isinstance(part, Part))

    def stated_checks(self) -> tuple[Part, ...]:
        found = self.variables.get("checks", ()) if self.variables else ()
        return tuple(part for part in found if isinstance(part, Part))
