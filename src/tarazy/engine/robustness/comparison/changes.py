"""The changes between two methodologies, each of which can be made without the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, Final

import msgspec

from tarazy.engine.load.folder import CHANGES as CHANGES_MD
from tarazy.engine.load.methodology import methodology_from_files
from tarazy.engine.load.write import files_of
from tarazy.engine.model.methodology import AssessedPeriods, Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods, each
from tarazy.engine.model.parameters import Dated, Parameters
from tarazy.engine.model.period import last_day
from tarazy.engine.robustness.comparison.worlds import Rule
from tarazy.engine.steps import ORDER, TITLES
from tarazy.engine.words import Message, ProblemsFound, msg

TREE, VALUES, POINTS, PERIOD, TEXT = "tree", "values", "points", "period", "text"
CHANGES: Final[Mapping[str, str]] = {
    TREE: msg("Indicators and tree"),
    VALUES: msg("Formulas and variables"),
    POINTS: msg("Points"),
    **{step: title for step, title in TITLES.items() if step != "denominate"},
    PERIOD: msg("Dated numbers"),
    TEXT: msg("Other parts of the text"),
}
MOST_CHANGES: Final = 8
# What cannot be made alone mostly shows when one or two changes are made, or left: those are checked before the rest,
# of which fewer remain when changes have been joined.
_NEAR: Final = 2
# What a text says beside its numbers: no score depends on it.
_WITHOUT_EFFECT: Final = frozenset({"source", "date", "reason", "title", "confirmed_by"})


@dataclass(frozen=True)
class Steps:
    """The way from one rule to another. `changes`: names of changes, several where they cannot be made alone; `rules`:
    the rule with those made whose bits are set, the first and the last being the two sides' own. `notes`: what could
    not be told apart, and why.
    """

    changes: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...]
    notes: tuple[Message, ...] = ()


def steps_between(first: Rule, second: Rule) -> Steps:
    """The changes from one rule to another, and every rule between them.

    Where a change makes no valid methodology without another, the two are one. Two rules that are the same have none;
    of those that differ too much the whole difference is one change.
    """
    changes = [name for name in CHANGES if _differs(name, first, second)]
    if not changes:
        # Of two texts that seem to say the same each is run by itself, so that nothing rests on what only seems so.
        is_one = first.methodology == second.methodology
        return Steps((), (first,)) if is_one else in_one(first, second, (TEXT,))
    if len(changes) > MOST_CHANGES:
        why = Message(
            msg("The two rules differ in {count} respects; the part of each is told for at most {most}."),
            {"count": len(changes), "most": MOST_CHANGES},
        )
        return in_one(first, second, tuple(changes), why)
    merged, notes = _merged(first, second, [(name,) for name in changes])
    rules = [_between(first, second, _made(merged, number)) for number in range(1 << len(merged))]
    return Steps(tuple(merged), (first, *rules[1:-1], second), tuple(notes))


def in_one(first: Rule, second: Rule, changes: tuple[str, ...], *notes: Message) -> Steps:
    """All changes as one."""
    return Steps((changes,), (first, second), notes)


def _made(changes: Sequence[tuple[str, ...]], number: int) -> frozenset[str]:
    return frozenset(name for bit, names in enumerate(changes) if number & 1 << bit for name in names)


def _merged(first: Rule, second: Rule, changes: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[Message]]:
    """Changes joined until everything between the two rules is a valid methodology."""

    @cache
    def is_refused(made: frozenset[str]) -> bool:
        return _is_refused(_between(first, second, made))

    for most in (_NEAR, MOST_CHANGES):
        while torn := [made for made in _unions(changes, most) if is_refused(made)]:
            pairs = list(combinations(range(len(changes)), 2))
            best = min(pairs, key=lambda pair: sum(_is_between(made, _joined(changes, *pair)) for made in torn))
            changes = _joined(changes, *best)
    return changes, [
        Message(
            msg("Taken as one change: {changes}. One without the other makes no valid methodology."),
            {"changes": ", ".join(names)},
        )
        for names in changes
        if len(names) > 1
    ]


def _unions(changes: Sequence[tuple[str, ...]], most: int) -> Iterator[frozenset[str]]:
    """What lies between the two rules with at most so many names made, or at most so many left."""
    count = sum(map(len, changes))
    for number in range(1, (1 << len(changes)) - 1):
        made = _made(changes, number)
        if min(len(made), count - len(made)) <= most:
            yield made


def _is_between(made: frozenset[str], changes: Sequence[tuple[str, ...]]) -> bool:
    """Whether these can be made with changes joined so."""
    return all(made.issuperset(names) or made.isdisjoint(names) for names in changes)


def _joined(changes: Sequence[tuple[str, ...]], one: int, other: int) -> list[tuple[str, ...]]:
    rest = [names for at, names in enumerate(changes) if at not in (one, other)]
    return [*rest[:one], changes[one] + changes[other], *rest[one:]]


def _is_refused(rule: Rule) -> bool:
    """Whether the rule is no valid methodology in its period."""
    only_then = AssessedPeriods(from_=rule.period, to=rule.period)
    scoring = msgspec.structs.replace(
        rule.methodology, assessed_periods=only_then, cases=(), checks=(), uncertainty=None, files={CHANGES_MD: b"-"}
    )
    try:
        methodology_from_files({path: text.encode() for path, text in files_of(scoring).items()})
    except ProblemsFound:
        return True
    return False


def _differs(name: str, first: Rule, second: Rule) -> bool:
    """Whether the change, made alone or left alone, changes anything that counts."""
    if name == PERIOD:
        return any(_is_dated_between(rule.methodology, first.period, second.period) for rule in (first, second))
    if name == TEXT or first.methodology is second.methodology:
        return False
    alone = _between(first, second, frozenset({name})).methodology
    left = _between(first, second, frozenset(CHANGES) - {name}).methodology
    return bool(_counted(alone) != _counted(first.methodology) or _counted(left) != _counted(second.methodology))


def _is_dated_between(methodology: Methodology, one: str, other: str) -> bool:
    """Whether other numbers are in force in the one period than in the other. Of a methodology that scores earlier
    periods, too, it is not asked which they are.
    """
    if one == other or methodology.scores_before:
        return one != other
    begin, end = sorted((last_day(one), last_day(other)))
    taken = [methodology.methods, *(node.methods for node in methodology.nodes.values())]
    return any(
        begin < row.from_ <= end for methods in taken for _, parameters in each(methods) for row in _rows(parameters)
    )


def _rows(parameters: Parameters) -> Iterator[Dated]:
    """Every list of dated numbers among the parameters."""
    for field in parameters.__struct_fields__:
        value = getattr(parameters, field)
        yield from (row for row in value if isinstance(row, Dated)) if isinstance(value, tuple) else ()


def _counted(methodology: Methodology) -> Any:
    """What scores depend on."""
    nodes = {
        id: (
            list(node.children) if isinstance(node, Dimension) else (" ".join(node.value.text.split()), node.better),
            _numbers(node.methods),
        )
        for id, node in methodology.nodes.items()
    }
    read = {read.variable for read in methodology.reads}
    variables = {
        name: (variable.observed, variable.series)
        for name, variable in methodology.variables_by_name.items()
        if name in read
    }
    scale = (methodology.points.low, methodology.points.high, methodology.better, methodology.assessed_kinds)
    return nodes, variables, scale, _numbers(methodology.methods)


def _numbers(methods: Methods) -> Any:
    return {step: _bare(taken) for step, taken in methods.items()}


def _bare(value: Any) -> Any:
    """Without what people read beside the numbers; keys of a mapping are names of children and stay."""
    if isinstance(value, msgspec.Struct):
        counted = [name for name in value.__struct_fields__ if name not in _WITHOUT_EFFECT]
        return type(value), [_bare(getattr(value, name)) for name in counted]
    if isinstance(value, Mapping):
        return {key: _bare(inner) for key, inner in value.items()}
    return [_bare(inner) for inner in value] if isinstance(value, list | tuple) else value


# --- the rules between -----------------------------------------------------------------------------------------------


def _between(first: Rule, second: Rule, made: frozenset[str]) -> Rule:
    """The first rule with some of the changes to the second made."""
    period = (second if PERIOD in made else first).period
    old, new = first.methodology, second.methodology
    if old is new:
        return Rule(old, period)
    tree, points = ((new if name in made else old) for name in (TREE, POINTS))
    nodes = {id: _node(old, new, id, made) for id in tree.nodes}
    variables = (new, old) if VALUES in made else (old, new)
    methodology = msgspec.structs.replace(
        tree,
        points=points.points,
        better=points.better,
        index=nodes["index"],
        dimensions=tuple(node for node in list(nodes.values())[1:] if isinstance(node, Dimension)),
        indicators=tuple(node for node in nodes.values() if isinstance(node, Indicator)),
        variables=_united("variable", *(one.variables for one in variables)),
        units_of_measure=_united("unit_of_measure", *(one.units_of_measure for one in variables)),
        methods=_methods(old.methods, new.methods, made),
        assessed_periods=_assessed(old, new),
        hash="",
    )
    return Rule(_without_unused(methodology), period)


def _without_unused(methodology: Methodology) -> Methodology:
    """Without what nothing reads any more, which a text must not declare."""
    read = {of.variable for of in methodology.reads}
    variables = tuple(variable for variable in methodology.variables if variable.variable in read)
    return msgspec.structs.replace(methodology, variables=variables)


def _assessed(old: Methodology, new: Methodology) -> AssessedPeriods:
    """The periods of both: a rule between the two stands in any of theirs."""
    one, other = old.assessed_periods, new.assessed_periods
    last = None if one.to is None or other.to is None else max(one.to, other.to)
    return AssessedPeriods(from_=min(one.from_, other.from_), to=last)


def _united(key: str, first: Sequence[Any], second: Sequence[Any]) -> tuple[Any, ...]:
    """All of the first, and of the second those that the first has not."""
    return tuple({getattr(one, key): one for one in (*second, *first)}.values())


def _node(old: Methodology, new: Methodology, id: str, made: frozenset[str]) -> Node:
    """A node of the tree that is taken, with its formula and its methods from the text that each is taken from."""
    before, after = old.nodes.get(id), new.nodes.get(id)
    if before is None or after is None or type(before) is not type(after):
        tree = (after if TREE in made else before) or before or after
        assert tree is not None
        return tree
    methods = _methods(before.methods, after.methods, made)
    if isinstance(before, Indicator) and isinstance(after, Indicator):
        return msgspec.structs.replace(after if VALUES in made else before, methods=methods)
    return msgspec.structs.replace(after if TREE in made else before, methods=methods)


def _methods(before: Methods, after: Methods, made: frozenset[str]) -> Methods:
    taken: dict[str, Parameters | tuple[Parameters, ...]] = {}
    for step in ORDER:
        of = after if (VALUES if step == "denominate" else step) in made else before
        if step in of:
            taken[step] = of[step]
    return taken
