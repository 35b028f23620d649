"""A methodology -> the rows of its workbook: every fact in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tarazy.engine import steps
from tarazy.engine.load.cells import in_one_cell
from tarazy.engine.load.folder import CHANGES, METHODOLOGY, README, VARIABLES, is_case, is_indicator
from tarazy.engine.load.plain import Leaf, Plain, plain_files
from tarazy.engine.load.write import spelled
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.methodologies import layout

Row = dict[str, Leaf]
# A row of a list of a step's method: the list, the place in it, and a key without further ones below it.
_OF_A_LIST: Final = re.compile(rf"([a-z_]+)/#([0-9]+)/([a-z_]+(?:/(?:{'|'.join(LANGUAGES)}))?)")
_NOT_GENERAL: Final = frozenset({INDEX, "dimensions", layout.UNCERTAINTY, *steps.ORDER})
_NOT_OF_A_NODE: Final = frozenset({"dimension", "children", *steps.ORDER})


@dataclass(frozen=True)
class Sheet:
    """`columns`: their keys, in order; a row holds what is given of them."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


def sheets_of(methodology: Methodology, lang: str) -> list[Sheet]:
    """The sheets that are read back. `lang`: of the columns that are only for people."""
    files = plain_files(methodology)
    general, variables = files[METHODOLOGY], files[VARIABLES]
    indicators = {str(one["indicator"].value): one for path, one in files.items() if is_indicator(path)}
    cases = [one for path, one in files.items() if is_case(path)]
    nodes = {INDEX: general | general[INDEX]} | _by_id(general["dimensions"], "dimension") | indicators
    nodes = {id: nodes[id] for id in methodology.nodes}
    methods = _Methods(nodes)
    rows = {
        layout.GENERAL: list(_by_key(_without(general, _NOT_GENERAL))),
        layout.TREE: list(_tree(methodology, nodes, methods, lang)),
        layout.INDICATORS: [dict(_flat(_without(indicators[id], steps.ORDER))) for id in nodes if id in indicators],
        layout.METHODS: methods.rows,
        layout.NUMBERS: methods.listed,
        layout.VARIABLES: [dict(_flat(one)) for one in variables["variables"]],
        layout.UNITS_OF_MEASURE: [dict(_flat(one)) for one in variables["units_of_measure"]],
        layout.CHECKS: [dict(_flat(one)) for one in variables.get("checks", [])],
        layout.UNCERTAINTY: list(_by_key(general.get(layout.UNCERTAINTY, {}))),
        layout.CASES: [dict(_flat(_without(case, layout.CASE_LISTS))) for case in cases],
        layout.TEXTS: list(_texts(methodology)),
    }
    for key, sheet in layout.CASE_LISTS.items():
        rows[sheet] = [{"case": case["case"], **dict(_flat(one))} for case in cases for one in case[key]]
    return [Sheet(name, _columns(name, rows[name]), rows[name]) for name in layout.columns()]


def _columns(name: str, rows: Iterable[Row]) -> tuple[str, ...]:
    fixed = [column.key for column in layout.columns()[name]]
    return tuple(dict.fromkeys((*fixed, *(key for row in rows for key in row))))


def _by_id(listed: Iterable[Mapping[str, Any]], key: str) -> dict[str, Any]:
    return {str(one[key].value): one for one in listed}


def _without(keys: Mapping[str, Any], left_out: Iterable[str]) -> dict[str, Any]:
    return {key: inner for key, inner in keys.items() if key not in frozenset(left_out)}


def _flat(node: Plain, at: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every value with the path to it; a list of values is one, as one cell holds it."""
    if isinstance(node, Leaf):
        yield at, node
    elif isinstance(node, list) and all(isinstance(item, Leaf) for item in node):
        yield at, Leaf(in_one_cell([str(item.value) for item in node]))
    else:
        inside = node.items() if isinstance(node, dict) else ((f"#{n}", one) for n, one in enumerate(node, start=1))
        for key, inner in inside:
            yield from _flat(inner, f"{at}/{key}" if at else key)


def _by_language(flat: Iterable[tuple[str, Leaf]]) -> dict[str, Row]:
    """What belongs to a path: one value, or one in each language."""
    rows: dict[str, Row] = {}
    for path, leaf in flat:
        head, _, last = path.rpartition("/")
        if last in LANGUAGES and leaf.quoted:
            rows.setdefault(head, {})[last] = leaf
        else:
            rows[path] = {"value": leaf}
    return rows


def _by_key(keys: dict[str, Any]) -> Iterator[Row]:
    """A row for each key, or for each path to one."""
    for path, row in _by_language(_flat(keys)).items():
        yield {"key": Leaf(path), **row}


def _tree(methodology: Methodology, nodes: Mapping[str, Any], methods: _Methods, lang: str) -> Iterator[Row]:
    for id, node in methodology.nodes.items():
        kind = INDEX if id == INDEX else "dimension" if "dimension" in nodes[id] else "indicator"
        row = {"node": Leaf(id), "kind": Leaf(kind)}
        if id != INDEX:
            row["parent"] = Leaf(methodology.parents[id])
        row["# title"] = Leaf(node.title.in_language(lang), quoted=True)
        if kind == "dimension":
            row |= dict(_flat(_without(nodes[id], _NOT_OF_A_NODE)))
        yield row | methods.weights.get(id, {})


class _Methods:
    """The methods of every step of every node. `rows`: what each is told; `listed`: the rows of its lists; `weights`:
    by node, what the parent's weights say of it.
    """

    def __init__(self, nodes: Mapping[str, Any]) -> None:
        self.rows: list[Row] = []
        self.listed: list[Row] = []
        self.weights: dict[str, Row] = {}
        for id, node in nodes.items():
            for step in steps.ORDER:
                taken = node.get(step, [])
                for number, method in enumerate(taken if isinstance(taken, list) else [taken], start=1):
                    place = {"node": Leaf(id), "step": Leaf(step)}
                    if isinstance(taken, list):
                        place["number"] = Leaf(number)
                    children = [str(child.value) for child in node.get("children", [])] if step == "weigh" else []
                    self._take(place, method, children)

    def _take(self, place: Row, method: dict[str, Any], children: list[str]) -> None:
        place_in_full = {**place, "method": method["method"]}
        others = [pair for pair in _flat(_without(method, {"method"})) if not self._put(place, *pair, children)]
        rows = _by_language(others)
        for path, row in rows.items():
            self.rows.append({**place_in_full, "parameter": Leaf(path), **row})
        if not rows:
            self.rows.append(place_in_full)

    def _put(self, place: Row, path: str, leaf: Leaf, children: list[str]) -> bool:
        """Whether the value belongs to another sheet than that of the methods."""
        head, _, child = path.rpartition("/")
        if child in children and "#" in head:
            self.weights.setdefault(child, {})[head] = leaf
            return True
        of_a_list = _OF_A_LIST.fullmatch(path)
        if of_a_list is None:
            return False
        row = {**place, "list": Leaf(of_a_list[1]), "row": Leaf(int(of_a_list[2]))}
        if not self.listed or not row.items() <= self.listed[-1].items():
            self.listed.append(row)
        self.listed[-1][of_a_list[3]] = leaf
        return True


def _texts(methodology: Methodology) -> Iterator[Row]:
    for file in (CHANGES, README):
        for line in (
            methodology.files.get(file, b"").decode().rstrip("\n").split("\n") if file in methodology.files else ()
        ):
            yield {"file": Leaf(file), "text": Leaf(line, quoted=True)} if line else {"file": Leaf(file)}


def shown(leaf: Leaf) -> str:
    """What a cell says, as a text."""
    return str(leaf.value) if isinstance(leaf.value, str) else spelled(leaf)
