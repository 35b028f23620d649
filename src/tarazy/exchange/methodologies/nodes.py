"""The rows of a workbook -> the nodes that the files of a methodology would have, each at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from tarazy.engine import steps
from tarazy.engine.load import nodes
from tarazy.engine.load.folder import CHANGES, METHODOLOGY, README, VARIABLES
from tarazy.engine.load.forms import LISTS, STEPS
from tarazy.engine.load.nodes import Node, Scalar
from tarazy.engine.load.plain import case_path, indicator_path
from tarazy.engine.load.report import Place, Report
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import msg
from tarazy.exchange.methodologies import layout
from tarazy.exchange.methodologies.groups import Filling, Group
from tarazy.exchange.methodologies.workbook_read import Book, Row

_OF_WHICH_METHOD: Final = frozenset({"node", "step", "number", "method", "parameter", "value", "list", "row"})
_BREAKDOWN: Final = "observed/breakdown"
_SUM_OF: Final = "observed/sum_of"


def nodes_of(book: Book, report: Report) -> dict[str, Node]:
    """By the path that each file would have."""
    return _Reader(book, report).files()


def texts_of(book: Book, report: Report) -> dict[str, bytes]:
    """The files that are no YAML: what changed, and what else their readers should know."""
    lines: dict[str, list[str]] = {}
    for row in book.rows.get(layout.TEXTS, []):
        file = row.cells.get("file")
        if file is None or file.text not in (CHANGES, README):
            report.add(
                row.place,
                msg("The row does not say to which file it belongs."),
                msg("The sheet holds the lines of CHANGES.md and of README.md."),
                msg("Write CHANGES.md or README.md into the column «file»."),
            )
        else:
            text = row.cells.get("text")
            lines.setdefault(file.text, []).append(text.text if text else "")
    if CHANGES not in lines and layout.TEXTS in book.rows:
        report.add(
            book.place(layout.TEXTS),
            msg("There is no line of CHANGES.md."),
            msg("Every methodology says what changed against the version before."),
            msg("Add a row with CHANGES.md and what changed, or that this is the first version."),
        )
    return {file: "\n".join([*those, ""]).encode() for file, those in lines.items()}


class _Reader(Filling):
    def __init__(self, book: Book, report: Report) -> None:
        super().__init__(report)
        self.book = book
        self.methods: dict[str, Group] = {}

    def rows(self, sheet: str) -> list[Row]:
        return self.book.rows.get(sheet, [])

    def files(self) -> dict[str, Node]:
        general, tree = self.general(), self.rows(layout.TREE)
        known = self.known_nodes()
        self.read_methods(known)
        parents = self.parents(tree, known)
        index = self.group(next((row.place for row in tree if self.id(row) == INDEX), self.book.place(layout.TREE)))
        self.add(general, INDEX, self.with_children(index, INDEX, parents))
        for step in STEPS["methodology"]:
            if step in index.entries:
                self.add(general, step, index.entries.pop(step))
        dimensions = [self.dimension(row, parents) for row in tree if self.text(row, "kind") == "dimension"]
        self.add(general, "dimensions", nodes.Sequence(self.book.place(layout.TREE), dimensions))
        return {
            METHODOLOGY: general.node(),
            VARIABLES: self.variables().node(),
            **dict(self.indicators(parents)),
            **dict(self.cases()),
        }

    def id(self, row: Row) -> str:
        return self.text(row, "node")

    # --- the whole --------------------------------------------------------------------------------------------------

    def general(self) -> Group:
        group = self.group(self.book.place(layout.GENERAL))
        for row in self.rows(layout.GENERAL):
            key = self.text(row, "key")
            if not key:
                self.lacks(row, "key")
            else:
                self.add_in_languages(group, key, row)
        for row in self.rows(layout.UNCERTAINTY):
            if key := self.text(row, "key"):
                self.add_in_languages(group, f"{layout.UNCERTAINTY}/{key}", row)
            else:
                self.lacks(row, "key")
        return group

    # --- the tree ---------------------------------------------------------------------------------------------------

    def known_nodes(self) -> list[str]:
        of_tree = (self.id(row) for row in self.rows(layout.TREE))
        of_indicators = (self.text(row, "indicator") for row in self.rows(layout.INDICATORS))
        return [id for id in dict.fromkeys((INDEX, *of_tree, *of_indicators)) if id]

    def parents(self, tree: list[Row], known: list[str]) -> dict[str, list[Scalar]]:
        """The children of every parent, in the order of their rows."""
        children: dict[str, list[Scalar]] = {}
        for row in tree:
            kind = self.text(row, "kind")
            if "node" not in row.cells:
                self.lacks(row, "node")
                continue
            if kind not in layout.KINDS:
                self.unknown_kind(row)
            if kind == "indicator":
                self.check_leaf(row)
            if self.id(row) == INDEX:
                continue
            if "parent" not in row.cells:
                self.lacks(row, "parent")
            elif self.text(row, "parent") not in known:
                self.strange(row.cells["parent"], "parent", known)
            else:
                children.setdefault(self.text(row, "parent"), []).append(row.cells["node"])
        return children

    def unknown_kind(self, row: Row) -> None:
        self.report.add(
            row.cells["kind"].place if "kind" in row.cells else row.place,
            msg("The row does not say what kind of node it is."),
            msg("A dimension has children; an indicator has a row in the sheet «indicators»."),
            msg("Write one of these into the column «kind»: {kinds}."),
            kinds=", ".join(layout.KINDS),
        )

    def check_leaf(self, row: Row) -> None:
        for key, value in row.cells.items():
            if key not in ("node", "kind", "parent") and "#" not in key:
                self.report.add(
                    value.place,
                    msg("«{key}» of an indicator stands in the sheet «tree»."),
                    msg("What is said of an indicator stands in one place, the sheet «indicators»."),
                    msg("Move it there."),
                    key=key,
                )

    def with_children(self, group: Group, id: str, parents: dict[str, list[Scalar]]) -> Group:
        for key, value in self.methods.get(id, self.group(group.place)).entries.items():
            self.add(group, key, value)
        self.add(group, "children", nodes.Sequence(group.place, list(parents.get(id, []))))
        return group

    def dimension(self, row: Row, parents: dict[str, list[Scalar]]) -> Node:
        group = self.group(row.place)
        for key, value in row.cells.items():
            if key not in ("kind", "parent") and "#" not in key:
                self.add(group, "dimension" if key == "node" else key, value)
        return self.with_children(group, self.id(row), parents).node()

    def indicators(self, parents: dict[str, list[Scalar]]) -> Iterator[tuple[str, Node]]:
        parent_of = {child.text: parent for parent, children in parents.items() for child in children}
        seen: dict[str, Place] = {}
        for row in self.rows(layout.INDICATORS):
            id = self.text(row, "indicator")
            if not id:
                self.lacks(row, "indicator")
                continue
            if id in seen:
                self.twice(id, row.cells["indicator"], seen[id])
                continue
            seen[id] = row.place
            group = self.of_row(row)
            for key, value in self.methods.get(id, self.group(row.place)).entries.items():
                self.add(group, key, value)
            yield indicator_path(id, parent_of.get(id, INDEX)), group.node()

    # --- methods ----------------------------------------------------------------------------------------------------

    def read_methods(self, known: list[str]) -> None:
        for sheet in (layout.METHODS, layout.NUMBERS):
            for row in self.rows(sheet):
                if (method := self.method_of(row, known)) is not None:
                    self.read_method(row, method)
        for row in self.rows(layout.TREE):
            for key, value in row.cells.items():
                if "#" in key and (parent := self.text(row, "parent")):
                    weigh = self.step_of(parent, "weigh", "", value.place)
                    self.add(weigh, f"{key}/{self.id(row)}", value)

    def method_of(self, row: Row, known: list[str]) -> Group | None:
        for key in ("node", "step"):
            if key not in row.cells:
                self.lacks(row, key)
                return None
        for key, those in (("node", known), ("step", list(steps.ORDER))):
            if row.cells[key].text not in those:
                self.strange(row.cells[key], key, those)
                return None
        return self.step_of(self.id(row), self.text(row, "step"), self.text(row, "number"), row.place)

    def step_of(self, node: str, step: str, number: str, place: Place) -> Group:
        """The keys of a method; where a step takes several, `number` says which."""
        group = self.methods.setdefault(node, self.group(place))
        for key in (step, f"#{number or 1}") if step in LISTS else (step,):
            if key not in group.entries:
                group.entries[key], group.keys[key] = self.group(place), place
            inner = group.entries[key]
            assert isinstance(inner, Group)
            group = inner
        return group

    def read_method(self, row: Row, method: Group) -> None:
        if (name := row.cells.get("method")) is not None:
            first = method.entries.get("method")
            if first is None:
                self.add(method, "method", name)
            elif isinstance(first, Scalar) and first.text != name.text:
                self.twice("method", name, first.place)
        if (parameter := row.cells.get("parameter")) is not None:
            self.add_in_languages(method, parameter.text, row)
        if "list" in row.cells:
            head = f"{self.text(row, 'list')}/#{self.text(row, 'row') or 1}"
            for key, value in row.cells.items():
                if key not in _OF_WHICH_METHOD:
                    self.add(method, f"{head}/{key}", value)

    # --- variables and cases ----------------------------------------------------------------------------------------

    def variables(self) -> Group:
        group = self.group(self.book.place(layout.VARIABLES))
        for sheet in (layout.UNITS_OF_MEASURE, layout.VARIABLES):
            rows = [self.of_row(_with_breakdown(row)).node() for row in self.rows(sheet)]
            if sheet in self.book.rows:
                self.add(group, sheet, nodes.Sequence(self.book.place(sheet), rows))
        if checks := [self.of_row(row).node() for row in self.rows(layout.CHECKS)]:
            self.add(group, layout.CHECKS, nodes.Sequence(self.book.place(layout.CHECKS), checks))
        return group

    def cases(self) -> Iterator[tuple[str, Node]]:
        groups: dict[str, Group] = {}
        for row in self.rows(layout.CASES):
            id = self.text(row, "case")
            if not id:
                self.lacks(row, "case")
            elif id in groups:
                self.twice(id, row.cells["case"], groups[id].place)
            else:
                groups[id] = self.of_row(row)
        for key, sheet in layout.CASE_LISTS.items():
            listed: dict[str, list[Node]] = {id: [] for id in groups}
            for row in self.rows(sheet):
                id = self.text(row, "case")
                if id in listed:
                    listed[id].append(self.of_row(row, without=("case",)).node())
                elif id:
                    self.strange(row.cells["case"], "case", list(groups))
                else:
                    self.lacks(row, "case")
            for id, group in groups.items():
                self.add(group, key, nodes.Sequence(group.place, listed[id]))
        for id, group in groups.items():
            yield case_path(id), group.node()


def _with_breakdown(row: Row) -> Row:
    """An empty cell is the total, where no sum stands beside it; the text writes it as an empty text."""
    named: Any = row.cells.get("observed/variable")
    if named is None or {_BREAKDOWN, _SUM_OF} & row.cells.keys():
        return row
    return Row(row.place, {**row.cells, _BREAKDOWN: replace(named, text="", style='"')})
