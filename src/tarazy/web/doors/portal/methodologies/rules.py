"""The rules of a node in words: each step's method, its parameters, their sources and dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.steps import TITLES, methods, taken, unconfirmed
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.words import SHARES, exact, exact_percent
from tarazy.web.rooms.units.models import Kind
from tarazy.web.ui.parameters import parameter_in_words, word_of
from tarazy.web.ui.parts import Column, Fact
from tarazy.web.ui.written import in_language, language, long_date

BANDS = "bands"  # shown with their colours, elsewhere
WEIGHTS = "weights"
GROUPS = "groups"  # weights of every peer group
VARIABLES = ("variable", "target")  # parameters that name a variable
NODES = ("node", "results", "survey", "child", "over", "others")  # and those that name a node, or several
ORIGIN = ("source", "date")  # who says so, and since when

Kinds = Mapping[str, Kind]


@dataclass(frozen=True)
class Cell:
    """A cell of a table of numbers; `numeric` stands to the right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Dated numbers of a method: what changes with time, a row each."""

    columns: list[Column]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Rule:
    """One step of a node: what is done, with which numbers, and who says so."""

    step: str
    method: str
    facts: list[Fact] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def rules_of(methodology: Methodology, given: Methods, kinds: Kinds, node: Node | None = None) -> list[Rule]:
    """The steps that are taken, in the order in which they are taken. `node`: whose they are; None: of every score."""
    return [rule_of(methodology, step, parameters, kinds, node) for step, parameters in taken(given)]


def rule_of(methodology: Methodology, step: str, parameters: Parameters, kinds: Kinds, node: Node | None) -> Rule:
    rule = Rule(say(TITLES[step], language()), title_of(step, parameters))
    method = f"{step}.{parameters.method}"
    for one in msgspec.structs.fields(parameters):
        value = getattr(parameters, one.name)
        if value is None or value == () or one.name in (BANDS, *ORIGIN):
            continue
        rows = rows_of(value)
        if rows:
            rule.tables.append(table_of(methodology, method, rows, node))
        else:
            said = named(methodology, one.name, value) or value_in_words(one.name, value, kinds, method)
            rule.facts.append(Fact(parameter_in_words(one.name, method), said))
    if origin := origin_of(parameters):
        rule.facts.append(Fact(_("Source"), origin))
    if caution := unconfirmed(step, parameters):
        rule.facts.append(Fact(_("Unconfirmed"), say(caution, language())))
    return rule


def origin_of(numbers: msgspec.Struct) -> str:
    """Who says so, and since when."""
    return ", ".join(value_in_words(name, getattr(numbers, name), {}, "") for name in ORIGIN if hasattr(numbers, name))


def title_of(step: str, parameters: Parameters) -> str:
    """The method's own title in the language of the page."""
    return say(methods(step)[parameters.method].TITLE, language())


def rows_of(value: object) -> list[msgspec.Struct]:
    """The dated rows that a parameter holds, or the one that holds for ever."""
    if isinstance(value, msgspec.Struct) and not isinstance(value, Text):
        return [value]
    if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        return list(value)
    return []


def table_of(methodology: Methodology, method: str, rows: Sequence[msgspec.Struct], node: Node | None) -> Table:
    """Rows as a table, a line for each of their inmost numbers."""
    lines = [(row, line) for row in rows for line in lines_of(row)]
    if not lines:
        return Table([], [])
    names = sorted(lines[0][1], key=lambda name: name == "source")
    columns = [
        Column(
            parameter_in_words(name, method),
            numeric=is_number(lines[0][1][name]),
            note=earned(methodology, node, name),
        )
        for name in names
    ]
    cells: list[list[Cell]] = []
    for row, line in lines:
        said = {name: named(methodology, name, of) or value_in_words(name, of, {}, method) for name, of in line.items()}
        said |= {"source": origin_of(row)} if "source" in line else {}
        cells.append([Cell(said[name], is_number(line[name])) for name in names])
    return Table(columns, cells)


def is_number(value: object) -> bool:
    return isinstance(value, int | float)


def lines_of(row: msgspec.Struct) -> list[dict[str, object]]:
    """A row as one line, or as one for each child, peer group, letter or step that it holds."""
    lines: list[dict[str, object]] = [{}]
    for one in msgspec.structs.fields(row):
        if one.name != "date":
            lines = [{**line, **part} for line in lines for part in parts_of(one.name, getattr(row, one.name))]
    return lines


def parts_of(name: str, value: object) -> list[dict[str, object]]:
    if inner := rows_of(value):
        return [line for row in inner for line in lines_of(row)]
    if not isinstance(value, Mapping):
        return [{name: value}]
    if name == GROUPS:
        return [{"peer_group": group, **part} for group, given in value.items() for part in parts_of(WEIGHTS, given)]
    return [{"child": child, name: number} for child, number in value.items()]


def named(methodology: Methodology, name: str, value: object) -> str:
    """The title of the variable or of the node that a parameter names."""
    if name in VARIABLES:
        return in_language(methodology.variables_by_name[str(value)].title)
    if name not in NODES:
        return ""
    ids = value if isinstance(value, tuple) else (value,)
    return ", ".join(in_language(methodology.nodes[str(id)].title) for id in ids)


def earned(methodology: Methodology, node: Node | None, name: str) -> str:
    """The points that a value at a goalpost earns."""
    if not isinstance(node, Indicator) or name not in ("low", "high"):
        return ""
    points = methodology.points
    rising = node.better == methodology.better
    best = points.high if (name == "high") == rising else points.low
    return _("score %(points)s") % {"points": exact(best)}


def value_in_words(name: str, value: object, kinds: Kinds, method: str) -> str:
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, datetime.date):
        return long_date(value)
    if isinstance(value, tuple):
        return ", ".join(in_language(kinds[one].plural) if one in kinds else str(one) for one in value)
    if name in SHARES and isinstance(value, int | float):
        return exact_percent(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value) if name == "source" else word_of(str(value), name, method)
    return exact(value)
