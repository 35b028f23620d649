"""Of which nodes and variables an assumption speaks, and why it cannot speak of one that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tarazy.engine import steps
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.forms import Level, methods_at
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import check_repeats
from tarazy.engine.load.totals import NO_TOTAL, aggregation_of
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.uncertainty import Experts
from tarazy.engine.words import msg

ALL: Final = "all"
_OF_EXPERTS: Final = "budget_allocation"
NAME_OTHER: Final = msg("Name another, or take it out of the list.")


class Refusal(NamedTuple):
    """Why an assumption cannot speak of something; the texts may name `{node}`, `{parent}` and `{method}`."""

    what: str
    why: str
    mend: str = NAME_OTHER


class Tree:
    """The nodes of a draft by id, as far as they could be read."""

    def __init__(self, draft: Draft) -> None:
        self.nodes: dict[str, Part] = {}
        if isinstance(draft.index, Part):
            self.nodes[INDEX] = draft.index
        for part in (*draft.dimensions, *draft.readable_indicators):
            if id := part.get("dimension") or part.get("indicator"):
                self.nodes.setdefault(id, part)
        # A node that could not be read is told elsewhere, and is not unknown here.
        self.known = {INDEX, *draft.node_ids, *self.nodes}
        self.parents = {child: id for id in self.nodes for child in self.children(id)}

    def children(self, id: str) -> tuple[str, ...]:
        return tuple(child for child in self.nodes[id].get("children", ()) if isinstance(child, str))

    def level(self, id: str) -> Level:
        return "index" if id == INDEX else "indicator" if "indicator" in self.nodes[id].values else "dimension"

    def method(self, id: str, step: str) -> str:
        """The name of the method that a node takes for a step of one method; empty where none could be read."""
        taken = self.nodes[id].get(step)
        return str(taken.struct.__struct_config__.tag) if isinstance(taken, Part) else ""

    def can_take(self, id: str, step: str, method: str) -> bool:
        """Whether the node is of the kind that takes the step, and the method is for nodes of that kind."""
        return method in methods_at(step, self.level(id)) and step in self.nodes[id].struct.__struct_fields__


# What stands against an assumption at one node; None: it can speak of it.
Against = Callable[[Part, str, Tree], Refusal | None]


def against_weights(assumption: Part, id: str, tree: Tree) -> Refusal | None:
    by = assumption.get("by")
    if tree.level(id) == "indicator":
        return Refusal(
            msg("«{node}» is an indicator, and weights are to vary there."),
            msg("An indicator has no children; the weights are those of the children of a dimension or of the index."),
        )
    if len(tree.children(id)) < 2:
        return Refusal(
            msg("«{node}» has one child only, and weights are to vary there."),
            msg("The weight of an only child is always 1."),
        )
    if aggregation_of(tree.nodes[id]) == NO_TOTAL:
        return Refusal(
            msg("«{node}» makes no total of its children, and weights are to vary there."),
            msg("Where nothing is added up, weights change nothing."),
        )
    return _against_experts(id, tree) if isinstance(by, Part) and by.struct is Experts else None


def _against_experts(id: str, tree: Tree) -> Refusal | None:
    method = tree.method(id, "weigh")
    if method and method != _OF_EXPERTS:
        return Refusal(
            msg("Experts are to disagree at «{node}», whose weights are by «{method}»."),
            msg("Only a budget allocation holds what each expert gave."),
            msg("Name dimensions with «method: budget_allocation», or let the weights vary by spread or dirichlet."),
        )
    if method and len(tree.nodes[id].get("weigh").get("experts", ())) == 1:
        return Refusal(
            msg("Experts are to disagree at «{node}», where only one gave points."),
            msg("Nobody disagrees with himself."),
            msg("Add what others gave, or let the weights vary by spread or dirichlet."),
        )
    return None


def against_goalposts(assumption: Part, id: str, tree: Tree) -> Refusal | None:
    if tree.level(id) != "indicator":
        return Refusal(
            msg("«{node}» is no indicator, and goalposts are to move there."),
            msg("Goalposts turn the value of an indicator into points."),
        )
    method = tree.method(id, "normalise")
    if method and not hasattr(steps.methods("normalise")[method], "moved"):
        return Refusal(
            msg("Goalposts are to move at «{node}», which has none."),
            msg("Its normalisation is «{method}»."),
            msg("Name an indicator whose normalisation has goalposts, or take it out of the list."),
        )
    return None


def against_imputation(assumption: Part, id: str, tree: Tree) -> Refusal | None:
    if tree.level(id) != "indicator":
        return Refusal(
            msg("«{node}» is no indicator, and imputed values are to vary there."),
            msg("Only values of indicators are imputed."),
        )
    method = tree.method(id, "missing")
    if method and not getattr(steps.methods("missing")[method], "FILLS", True):
        return Refusal(
            msg("Imputed values are to vary at «{node}», where none is ever imputed."),
            msg("Its rule for missing data is «{method}»."),
            msg("Name an indicator whose rule for missing data fills in, or take it out of the list."),
        )
    return None


def against_leaving_out(assumption: Part, id: str, tree: Tree) -> Refusal | None:
    if id == INDEX:
        return Refusal(
            msg("The index itself is to be left out."),
            msg("Without it nothing is left to be ranked."),
        )
    if id in tree.parents and len(tree.children(tree.parents[id])) < 2:
        return Refusal(
            msg("«{node}» is to be left out, and it is the only child of «{parent}»."),
            msg("Without it nothing is left of which «{parent}» could be made."),
        )
    return None


def against_choices(assumption: Part, id: str, tree: Tree) -> Refusal | None:
    said = list(_methods_of_choices(assumption))
    # Choices without any step are no choices, which is told of them, and not of each node.
    if not said or any(tree.can_take(id, step, method) for step, method in said):
        return None
    return Refusal(
        msg("No choice says anything that «{node}» could take."),
        msg("Indicators and dimensions take different steps, so nothing would vary there."),
    )


def _methods_of_choices(assumption: Part) -> Iterator[tuple[str, str]]:
    """Every step with every method that some choice names; of an empty list any method that there is."""
    for choice in assumption.get("choices", ()):
        for step in steps.ORDER:
            taken = choice.get(step) if isinstance(choice, Part) else None
            for one in taken if isinstance(taken, tuple) else (taken,):
                if isinstance(one, Part):
                    yield step, str(one.struct.__struct_config__.tag)
            if taken == ():
                yield from ((step, method) for method in steps.methods(step))


AGAINST: Final[Mapping[str, Against]] = {
    "weights": against_weights,
    "methods": against_choices,
    "goalposts": against_goalposts,
    "leave_out": against_leaving_out,
    "imputation": against_imputation,
}


def kind_of(assumption: Part) -> str:
    return str(assumption.struct.__struct_config__.tag)


def nodes_at(assumption: Part, tree: Tree, report: Report) -> tuple[str, ...]:
    """The nodes of which an assumption speaks; report those that it names and of which it cannot."""
    against, at = AGAINST[kind_of(assumption)], assumption.get("at")
    if at is None:
        return ()
    if not isinstance(at, tuple):
        of_kind = [id for id in tree.nodes if at in (ALL, f"{tree.level(id)}s")]
        found = tuple(id for id in of_kind if against(assumption, id, tree) is None)
        if not found:
            nothing(assumption, "at", report)
        return found
    check_repeats(assumption, "at", report)
    kept = []
    for position, id in enumerate(at):
        if not isinstance(id, str):
            continue
        if id not in tree.known:
            unknown(assumption, "at", position, tree.known, _NO_NODE, report)
        elif id in tree.nodes:
            refusal = against(assumption, id, tree)
            if refusal is None:
                kept.append(id)
            else:
                said = _said(assumption, id, tree)
                report.add(assumption.place("at", position), *refusal, **said)
    return tuple(kept)


def _said(assumption: Part, id: str, tree: Tree) -> dict[str, Any]:
    step = {"weights": "weigh", "goalposts": "normalise", "imputation": "missing"}.get(kind_of(assumption), "")
    return {"node": id, "parent": tree.parents.get(id, ""), "method": tree.method(id, step)}


_NO_NODE: Final = msg("An assumption names the node «{name}», which does not exist.")


def unknown(assumption: Part, key: str, position: int, known: Any, what: str, report: Report) -> None:
    name = assumption.get(key)[position]
    near = nearest(name, known)
    report.add(
        assumption.place(key, position),
        what,
        msg("Only what the methodology itself holds can vary."),
        msg("Did you mean «{near}»?") if near else NAME_OTHER,
        name=name,
        near=near,
    )


def nothing(assumption: Part, key: str, report: Report) -> None:
    report.add(
        assumption.place(key),
        msg("The assumption «{assumption}» is to hold wherever it can, and it can nowhere."),
        msg("Nothing in this methodology can vary in this way («vary: {kind}»)."),
        msg("Remove the assumption, or let something else vary."),
        assumption=assumption.get("assumption", ""),
        kind=kind_of(assumption),
    )
