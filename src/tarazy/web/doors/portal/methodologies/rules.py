"""The rules of a node in words: each step's method, its parameters, their sources and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Indicator, Methodology, Methods, Node, each
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.steps import ORDER, methods
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.words import SHARES, STEPS, exact, exact_percent, parameter_in_words, word_of
from tarazy.web.rooms.units.models import Kind
from tarazy.web.ui.parts import Column, Fact
from tarazy.web.ui.written import in_language, language, long_date

BANDS = "bands"  # shown with their colours, elsewhere
WEIGHTS = "weights"
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
    taken = sorted(each(given), key=lambda one: ORDER.index(one[0]))
    return [rule_of(methodology, step, parameters, kinds, node) for step, parameters in taken]


def rule_of(methodology: Methodology, step: str, parameters: Parameters, kinds: Kinds, node: Node | None) -> Rule:
    rule = Rule(str(STEPS[step]), title_of(step, parameters))
    for one in msgspec.structs.fields(parameters):
        value = getattr(parameters, one.name)
        if value is None or value == () or one.name in (BANDS, *ORIGIN):
            continue
        rows = rows_of(value)
        if rows:
            rule.tables.append(table_of(methodology, rows, node))
        else:
            rule.facts.append(Fact(parameter_in_words(one.name), value_in_words(one.name, value, kinds)))
    if origin := origin_of(parameters):
        rule.facts.append(Fact(_("Source"), origin))
    return rule


def origin_of(numbers: msgspec.Struct) -> str:
    """Who says so, and since when."""
    return ", ".join(value_in_words(name, getattr(numbers, name), {}) for name in ORIGIN if hasattr(numbers, name))


def title_of(step: str, parameters: Parameters) -> str:
    """The method's own title in the language of the page."""
    return say(methods(step)[str(parameters.__struct_config__.tag)].TITLE, language())


def rows_of(value: object) -> list[msgspec.Struct]:
    """The dated rows that a parameter holds, or the one that holds for ever."""
    if isinstance(value, msgspec.Struct) and not isinstance(value, Text):
        return [value]
    if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        return list(value)
    return []


def table_of(methodology: Methodology, rows: Sequence[msgspec.Struct], node: Node | None) -> Table:
    """Rows as a table; a row of weights becomes one line a child."""
    names = [one.name for one in msgspec.structs.fields(rows[0]) if one.name != "date"]
    names.sort(key=lambda name: name == "source")
    columns: list[Column] = []
    for name in names:
        if name == WEIGHTS:
            columns.append(Column(_("Part of the index")))
        columns.append(
            Column(
                parameter_in_words(name),
                numeric=is_number(getattr(rows[0], name)),
                note=earned(methodology, node, name),
            )
        )
    return Table(columns, [line for row in rows for line in lines_of(methodology, row, names)])


def is_number(value: object) -> bool:
    return isinstance(value, int | float | Mapping)


def lines_of(methodology: Methodology, row: msgspec.Struct, names: Sequence[str]) -> Iterator[list[Cell]]:
    weights: Mapping[str, float] = getattr(row, WEIGHTS, {})
    for child in weights or [""]:
        line: list[Cell] = []
        for name in names:
            value = weights[child] if name == WEIGHTS else getattr(row, name)
            if name == WEIGHTS:
                line.append(Cell(in_language(methodology.nodes[child].title)))
            said = origin_of(row) if name == "source" else value_in_words(name, value, {})
            line.append(Cell(said, is_number(value)))
        yield line


def earned(methodology: Methodology, node: Node | None, name: str) -> str:
    """The points that a value at a goalpost earns."""
    if not isinstance(node, Indicator) or name not in ("low", "high"):
        return ""
    points = methodology.points
    rising = node.better == methodology.better
    best = points.high if (name == "high") == rising else points.low
    return _("score %(points)s") % {"points": exact(best)}


def value_in_words(name: str, value: object, kinds: Kinds) -> str:
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, datetime.date):
        return long_date(value)
    if isinstance(value, tuple):
        return ", ".join(in_language(kinds[one].plural) if one in kinds else word_of(str(one)) for one in value)
    if name in SHARES and isinstance(value, int | float):
        return exact_percent(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value) if name == "source" else word_of(str(value))
    return exact(value)
