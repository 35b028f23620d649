"""Keys that are filled cell by cell, and what can go wrong with a cell's place among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import nodes
from tarazy.engine.load.cells import cell
from tarazy.engine.load.nodes import Mapping, Node, Scalar
from tarazy.engine.load.report import Place, Report
from tarazy.engine.words import LANGUAGES, msg
from tarazy.exchange.methodologies.workbook_read import Row

_POSITION: Final = re.compile("#([0-9]+)")


@dataclass
class Group:
    """Keys that are still being filled, and where they stand."""

    place: Place
    entries: dict[str, Group | Node]
    keys: dict[str, Place]

    def node(self) -> Node:
        """A list where every key is a place in one, else keys."""
        inner = {key: one.node() if isinstance(one, Group) else one for key, one in self.entries.items()}
        if inner and all(_POSITION.fullmatch(key) for key in inner):
            return nodes.Sequence(self.place, [inner[key] for key in sorted(inner, key=lambda key: int(key[1:]))])
        return Mapping(self.place, False, {key: (cell(self.keys[key], key), value) for key, value in inner.items()})


class Filling:
    """Puts cells where their paths lead to, and notes in `report` those that cannot be there."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def group(self, place: Place) -> Group:
        return Group(place, {}, {})

    def add(self, group: Group, path: str, value: Node | Group, place: Place | None = None) -> None:
        """Put a value where a path leads to; a second one at the same place is refused."""
        *heads, last = path.split("/")
        for head in heads:
            inner = group.entries.get(head)
            if not isinstance(inner, Group):
                if inner is not None:
                    self.twice(path, value, inner.place)
                    return
                inner = self.group(value.place)
                group.entries[head], group.keys[head] = inner, value.place
            group = inner
        if last in group.entries:
            self.twice(path, value, group.entries[last].place)
        else:
            group.entries[last], group.keys[last] = value, place or value.place

    def twice(self, path: str, value: Node | Group, first: Place) -> None:
        self.report.add(
            value.place,
            msg("«{path}» is given a second time; the first is in {first}."),
            msg("Of two cells that say the same thing nobody knows which one counts."),
            msg("Keep one of them."),
            path=path,
            first=str(first),
        )

    def of_row(self, row: Row, without: Sequence[str] = ()) -> Group:
        group = self.group(row.place)
        for key, value in row.cells.items():
            if key not in without:
                self.add(group, key, value)
        return group

    @staticmethod
    def text(row: Row, key: str) -> str:
        found = row.cells.get(key)
        return found.text if found else ""

    def add_in_languages(self, group: Group, path: str, row: Row) -> None:
        """A value, or a text in the columns of its languages."""
        if "value" in row.cells:
            self.add(group, path, row.cells["value"], row.place)
        for lang in LANGUAGES:
            if lang in row.cells:
                self.add(group, f"{path}/{lang}", row.cells[lang])

    def lacks(self, row: Row, key: str) -> None:
        self.report.add(
            row.place,
            msg("The row has nothing in its column «{key}»."),
            msg("Without it nobody knows to what the row belongs."),
            msg("Fill in the cell, or empty the row."),
            key=key,
        )

    def strange(self, value: Scalar, key: str, known: Sequence[str]) -> None:
        near = nearest(value.text, known)
        self.report.add(
            value.place,
            msg("There is no «{found}» that «{key}» could name."),
            msg("The row would belong to nothing."),
            msg("Did you mean «{near}»?") if near else msg("Write one of those that there are: {known}."),
            found=value.text,
            key=key,
            near=near,
            known=", ".join(known[:20]) or "—",
        )
