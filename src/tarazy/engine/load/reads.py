"""What methods read besides their column must be there: variables, other indicators, nodes below."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import methods_of, nodes_of
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.words import msg


def variables_read(draft: Draft) -> set[str]:
    """The variables that methods name; of a method with a fault every word, since one of them may be a variable."""
    faulty = [method for node in nodes_of(draft) for _, method in methods_of(node) if not method.whole]
    return {
        *(name for _, _, parameters in _readable(draft) for name in parameters.variables()),
        *(word for method in faulty for word in _words(method)),
    }


def check_reads(draft: Draft, report: Report) -> None:
    """Report what a method names and what is not there."""
    variables = {name for part in draft.variables_declared() if (name := part.get("variable"))}
    indicators = {id for part in draft.readable_indicators if (id := part.get("indicator"))}
    for node, method, parameters in _readable(draft):
        if draft.variables is not None:
            _check(method, parameters.variables(), variables, _NO_VARIABLE, report)
        if None not in draft.indicators.values():
            _check(method, parameters.indicators(), indicators, _NO_INDICATOR, report)
            _check(method, parameters.nodes(), _below(node, draft), _NO_NODE, report)
        _check_is_another(node, method, parameters, report)


_NO_VARIABLE = msg("A method names the variable «{name}», which variables.yaml does not declare.")
_NO_INDICATOR = msg("A method names the indicator «{name}», which does not exist.")
_NO_NODE = msg("A method names the node «{name}», which does not lie below.")


def _readable(draft: Draft) -> Iterator[tuple[Part, Part, Parameters]]:
    for node in nodes_of(draft):
        for _, method in methods_of(node):
            if method.whole:
                yield node, method, built(method)


def _words(said: Any) -> Iterator[str]:
    inner = said.values.values() if isinstance(said, Part) else said if isinstance(said, tuple) else ()
    for value in inner:
        if isinstance(value, str):
            yield value
        yield from _words(value)


def _check(method: Part, names: Collection[str], known: Collection[str], what: str, report: Report) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            report.add(
                method.place(),
                what,
                msg("A method can read only what the methodology itself holds."),
                msg("Did you mean «{near}»?") if near else msg("Declare it, or name another."),
                name=name,
                near=near,
            )


def _check_is_another(node: Part, method: Part, parameters: Parameters, report: Report) -> None:
    own = node.get("indicator")
    if own is not None and own in parameters.indicators():
        report.add(
            method.place(),
            msg("A method of the indicator «{name}» names «{name}» itself as another."),
            msg("Where its value is missing, nothing can be told from it."),
            msg("Name another indicator."),
            name=own,
        )


def _below(node: Part, draft: Draft) -> set[str]:
    """The ids of the nodes below a dimension or the index."""
    children_of = {part.get("dimension"): part.get("children", ()) for part in draft.dimensions}
    found: set[str] = set()
    waiting = [child for child in node.get("children", ()) if isinstance(child, str)]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += [child for child in children_of.get(id, ()) if isinstance(child, str)]
    return found
