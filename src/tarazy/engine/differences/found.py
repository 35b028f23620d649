"""What two methodologies do not say alike: which parts changed, from what to what, since when and for whom."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import msgspec

from tarazy.engine.model.methodology import INDEX, Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.parameters import Dated, Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import Choice, Stated, Uncertainty

Of = Literal["methodology", "node", "variable", "unit_of_measure", "check", "case"]

# Fields on which no score depends: people read them, or they say which periods are scored at all.
_WITHOUT_EFFECT: Final = frozenset(
    {"title", "description", "definition", "source", "date", "standing", "code", "goals", "symbol", "within_year"}
    | {"reported_by", "why", "collected", "evidence"}
    | {"reason", "in_force", "assessed_periods", "uncertainty", "verification", "criterion", "version", "methodology"}
)
_OF_METHODOLOGY: Final = (
    "methodology", "version", "standing", "title", "description", "source", "in_force", "assessed_kinds", "period",
    "assessed_periods", "points", "better", "verification",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that is said otherwise. `path` leads to it within the node, variable or other thing with the id; an
    empty path is the thing itself. None before: it is new; None after: it is gone.

    `since`: the day from which the changed numbers hold, where they have one. `counts`: scores may change by it.
    """

    of: Of
    id: str
    path: tuple[str, ...]
    before: Any
    after: Any
    since: datetime.date | None = None
    counts: bool = True


def differences(old: Methodology, new: Methodology) -> tuple[Change, ...]:
    """Every difference between two methodologies, those of the whole first, then node by node, variable by variable.

    The order of files, of siblings and of keys, and remarks in the text, are no differences.

    >>> from tarazy.engine.load import load_methodology
    >>> hdi = load_methodology("un/hdi/2021")
    >>> differences(hdi, hdi)
    ()
    """
    return (
        *_of_methodology(old, new),
        *_of_nodes(old, new),
        *_of_listed("variable", old.variables, new.variables),
        *_of_listed("unit_of_measure", old.units_of_measure, new.units_of_measure),
        *_of_listed("check", old.checks, new.checks),
        *_of_listed("case", old.cases, new.cases),
    )


def _of_methodology(old: Methodology, new: Methodology) -> Iterator[Change]:
    start = Change("methodology", "", (), None, None)
    for field in _OF_METHODOLOGY:
        for change in _between(start, field, getattr(old, field), getattr(new, field)):
            # The decimals of the points are only for the eye, unlike those of a rounding.
            shown_only = change.path == ("points", "decimals")
            yield replace(change, counts=change.counts and not shown_only)
    yield from _of_uncertainty(start, old.uncertainty, new.uncertainty)
    yield from _of_methods(start, old.methods, new.methods)


def _of_uncertainty(start: Change, old: Uncertainty | None, new: Uncertainty | None) -> Iterator[Change]:
    """Part by part, also where the whole section is new or gone."""
    if old is not None and new is not None:
        yield from _between(start, "uncertainty", old, new)
        return
    at = replace(start, path=("uncertainty",), counts=False)
    for key in ("replicates", "level_percent"):
        yield from _between(at, key, getattr(old, key, None), getattr(new, key, None))
    yield from _between(at, "assumptions", getattr(old, "assumptions", ()), getattr(new, "assumptions", ()))


def _of_nodes(old: Methodology, new: Methodology) -> Iterator[Change]:
    for id, node in old.nodes.items():
        if id not in new.nodes:
            yield Change("node", id, (), node, None)
    for id, node in new.nodes.items():
        if id not in old.nodes:
            yield Change("node", id, (), None, node)
        else:
            yield from _of_node(old, new, old.nodes[id], node)


def _of_node(old: Methodology, new: Methodology, before: Node, after: Node) -> Iterator[Change]:
    start = Change("node", before.id, (), None, None)
    if before.id != INDEX and old.parents[before.id] != new.parents[before.id]:
        yield replace(start, path=("parent",), before=old.parents[before.id], after=new.parents[before.id])
    if type(before) is not type(after):
        yield replace(start, path=("node",), before=_sort_of(before), after=_sort_of(after))
    for field in ("title", "definition", "code", "goals", "unit_of_measure", "better"):
        # The title of the index is that of the methodology.
        if (before.id, field) != (INDEX, "title"):
            yield from _between(start, field, getattr(before, field, None), getattr(after, field, None))
    yield from _between(start, "criterion", getattr(before, "criterion", False), getattr(after, "criterion", False))
    yield from _between(start, "value", _formula(before), _formula(after))
    yield from _of_methods(start, before.methods, after.methods)


def _sort_of(node: Node) -> str:
    return "indicator" if isinstance(node, Indicator) else "dimension"


def _formula(node: Node) -> str | None:
    """The formula on one line: where its lines break says nothing."""
    return " ".join(node.value.text.split()) if isinstance(node, Indicator) else None


def _of_listed(of: Of, old: Sequence[msgspec.Struct], new: Sequence[msgspec.Struct]) -> Iterator[Change]:
    """Changes of things that have an id in the field that is called as they are."""
    before, after = ({_id_of(of, one): one for one in listed} for listed in (old, new))
    for id in dict.fromkeys((*before, *after)):
        start = Change(of, id, (), before.get(id), after.get(id), counts=of == "variable")
        if start.before is None or start.after is None or of == "case":
            if start.before != start.after:
                # A variable that nothing reads, or that is read by what is new itself, changes no score by itself.
                yield replace(start, counts=False)
        else:
            for change in _inside(start, before[id], after[id]):
                yield replace(change, counts=change.counts and of == "variable")


def _id_of(of: Of, thing: Any) -> str:
    """A check has no id of its own: it is known by what it is about."""
    return str(thing.id if of == "check" else getattr(thing, of))


def _of_methods(start: Change, old: Methods, new: Methods) -> Iterator[Change]:
    for step in dict.fromkeys((*old, *new)):
        before, after = old.get(step), new.get(step)
        here = replace(start, path=(*start.path, step))
        if isinstance(before, tuple) or isinstance(after, tuple):
            yield from _of_method_list(here, before, after)
        else:
            yield from _of_method(here, before, after)


def _in_order(methods: Parameters | tuple[Parameters, ...] | None) -> dict[str, Parameters]:
    """The methods of a list by name, a second one of the same name as `log 2`."""
    found: dict[str, Parameters] = {}
    met: Counter[str] = Counter()
    for parameters in methods if isinstance(methods, tuple) else () if methods is None else (methods,):
        name = parameters.method
        met[name] += 1
        found[name if met[name] == 1 else f"{name} {met[name]}"] = parameters
    return found


_Taken = Parameters | tuple[Parameters, ...] | None


def _of_method_list(at: Change, before: _Taken, after: _Taken) -> Iterator[Change]:
    if not before and not after and before != after:
        # In a choice an empty list says that no method is taken, which is not to say nothing.
        yield replace(at, before=before, after=after)
    old, new = _in_order(before), _in_order(after)
    for name in dict.fromkeys((*old, *new)):
        yield from _of_method(replace(at, path=(*at.path, name)), old.get(name), new.get(name))
    kept_before, kept_after = [name for name in old if name in new], [name for name in new if name in old]
    if kept_before != kept_after:
        yield replace(at, path=(*at.path, "order"), before=tuple(kept_before), after=tuple(kept_after))


def _of_method(at: Change, before: Parameters | None, after: Parameters | None) -> Iterator[Change]:
    if before is None or after is None or type(before) is not type(after):
        if before is not after:
            yield replace(at, before=before, after=after)
        return
    yield from _inside(at, before, after)


def _inside(at: Change, before: msgspec.Struct, after: msgspec.Struct) -> Iterator[Change]:
    for field in msgspec.structs.fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if isinstance(before, Choice) and field.name == "methods":
            yield from _of_methods(at, old, new)
        else:
            yield from _between(at, field.encode_name, old, new)


def _between(at: Change, key: str, before: Any, after: Any) -> Iterator[Change]:
    """What differs below a key; rows and mappings are compared row by row, everything else as a whole."""
    if _given(before) == _given(after):
        return
    here = replace(at, path=(*at.path, key), counts=at.counts and key not in _WITHOUT_EFFECT)
    if _is_opened(before) and _is_opened(after) and type(before) is type(after):
        yield from _inside(replace(here, since=_since(after) or here.since), before, after)
    elif (rows := _rows(before, after)) is not None:
        old, new = rows
        for name in sorted({*old, *new}) if _are_dated(before, after) else dict.fromkeys((*old, *new)):
            yield from _of_row(here, name, old.get(name), new.get(name))
    else:
        is_read_only = isinstance(before, Text) or isinstance(after, Text)
        yield replace(here, before=_given(before), after=_given(after), counts=here.counts and not is_read_only)


def _of_row(at: Change, name: str, before: Any, after: Any) -> Iterator[Change]:
    row = replace(at, path=(*at.path, name), since=_since(after) or _since(before) or at.since)
    if isinstance(before, msgspec.Struct) and type(before) is type(after):
        yield from _inside(row, before, after)
    elif before != after:
        yield replace(row, before=before, after=after)


def _given(value: Any) -> Any:
    """None for what the text does not give."""
    return None if value == () else value


def _is_opened(value: Any) -> bool:
    return isinstance(value, msgspec.Struct) and not isinstance(value, Text)


def _rows(before: Any, after: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """Both by the names of their rows; None where they are no rows."""
    old, new = _by_name(before), _by_name(after)
    return None if old is None or new is None else (old, new)


def _by_name(value: Any) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, tuple) and all(_is_opened(one) for one in value):
        return {_row_name(row, position): row for position, row in enumerate(value, start=1)}
    return None


def _row_name(row: Any, position: int) -> str:
    """The day from which the row holds, the id of a band or an assumption; else its place in the list."""
    if isinstance(row, Dated):
        return row.from_.isoformat()
    if isinstance(row, Stated):
        return row.assumption
    first = msgspec.structs.fields(row)[0]
    is_named = first.encode_name == type(row).__name__.lower()
    return str(getattr(row, first.name)) if is_named else str(position)


def _are_dated(*lists: Any) -> bool:
    return all(isinstance(row, Dated) for rows in lists for row in rows)


def _since(row: Any) -> datetime.date | None:
    return row.from_ if isinstance(row, Dated) else None
