"""The choices of an assumption: each must be another way to do it, and one that can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tarazy.engine import steps
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import check_taken
from tarazy.engine.load.totals import NO_TOTAL
from tarazy.engine.load.varied import Tree
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.words import msg

_SUM: Final = 1e-9  # how far shares that were written with a few digits may be from 1 together


def check_choices(assumption: Part, nodes: Sequence[str], tree: Tree, draft: Draft, report: Report) -> None:
    """Report choices that nothing takes, that cannot stand, or that are not choices at all. `nodes`: where they are."""
    choices = assumption.get("choices", ())
    if "choices" in assumption.values and len(choices) < 2:
        report.add(
            assumption.place("choices"),
            msg("The assumption «{assumption}» has one choice only."),
            msg("What has no other way to be done does not vary."),
            msg("Add another; a choice without any step is what the methodology itself says."),
            assumption=assumption.get("assumption", ""),
        )
    readable = [choice for choice in choices if isinstance(choice, Part)]
    _check_ids(readable, report)
    _check_shares(assumption, readable, report)
    for choice in readable:
        for step, method in methods_in(choice):
            _check_method(choice, step, method, nodes, tree, draft, report)
        _check_steps(choice, nodes, tree, report)
    parts = [*readable, *(tree.nodes[id] for id in nodes)]
    if nodes and all(part.whole for part in parts) and len(readable) == len(choices):
        _check_alike(readable, nodes, tree, report)
        if all(part.whole for part in tree.nodes.values()):
            stated = {read for id in tree.nodes for read in _reads(tree.nodes[id], tree.nodes[id].values)}
            for choice in readable:
                _check_is_read(choice, nodes, tree, stated, report)


def methods_in(choice: Part) -> Iterator[tuple[str, Part]]:
    """Every method that a choice names, with its step."""
    for step in steps.ORDER:
        taken = choice.get(step)
        for one in taken if isinstance(taken, tuple) else (taken,):
            if isinstance(one, Part):
                yield step, one


def steps_taken(choice: Part, id: str, tree: Tree) -> dict[str, Any]:
    """What takes the place of the node's own methods, by step."""
    found: dict[str, Any] = {}
    for step in steps.ORDER:
        if step not in choice.values or step not in tree.nodes[id].struct.__struct_fields__:
            continue
        taken = choice.get(step)
        named = [one for one in (taken if isinstance(taken, tuple) else (taken,)) if isinstance(one, Part)]
        if all(tree.can_take(id, step, _name_of(one)) for one in named):
            found[step] = taken
    return found


def _name_of(method: Part) -> str:
    return str(method.struct.__struct_config__.tag)


def _check_ids(choices: Sequence[Part], report: Report) -> None:
    seen: dict[str, str] = {}
    for choice in choices:
        id = choice.get("choice")
        if id in seen:
            report.add(
                choice.place("choice"),
                msg("The choice «{id}» is stated a second time; the first is in {first}."),
                msg("Which of them a replicate took could not be told."),
                msg("Give one of them another id."),
                id=id,
                first=seen[id],
            )
        elif id:
            seen[id] = str(choice.place("choice"))


def _check_shares(assumption: Part, choices: Sequence[Part], report: Report) -> None:
    given = [choice for choice in choices if choice.node.get("share") is not None]
    shares = [choice.get("share") for choice in given]
    if given and len(given) < len(assumption.get("choices")):
        without = next((choice for choice in choices if choice not in given), choices[0])
        report.add(
            without.place(),
            msg("Some choices of «{assumption}» have a share, and others have none."),
            msg("How likely a choice without a share is, nobody could say."),
            msg("Give every choice its share, or none: then all are equally likely."),
            assumption=assumption.get("assumption", ""),
        )
    elif given and None not in shares and abs(sum(shares) - 1) > _SUM:
        report.add(
            given[0].place("share"),
            msg("The shares of the choices of «{assumption}» sum to {total}."),
            msg("One of the choices always holds, so their shares sum to 1."),
            msg("Correct the shares, or leave them out: then all are equally likely."),
            assumption=assumption.get("assumption", ""),
            total=round(sum(shares), 9),
        )


def _check_steps(choice: Part, nodes: Sequence[str], tree: Tree, report: Report) -> None:
    """Each step must be one that a node takes where the choices are."""
    taken = {step for id in nodes for step in steps_taken(choice, id, tree)}
    for step in steps.ORDER:
        if nodes and step in choice.values and step not in taken:
            report.add(
                choice.place(step),
                msg("The choice «{choice}» says «{step}», which no node of its assumption takes in this way."),
                msg("Indicators and dimensions take different steps, so it would change nothing."),
                msg("Remove the step, or name in «at» nodes that take it."),
                choice=choice.get("choice", ""),
                step=step,
            )


def _check_method(
    choice: Part, step: str, method: Part, nodes: Sequence[str], tree: Tree, draft: Draft, report: Report
) -> None:
    """What the method itself says of its parameters, at every node that would take it; each thing once."""
    told = Report()
    takers = [id for id in nodes if step in steps_taken(choice, id, tree)]
    for children in {tree.children(id) for id in takers} or {()}:
        check_taken(step, method, children, draft, told)
    for place, problem in {str(one): (place, one) for place, one in told.found}.values():
        report.add_messages(place, problem.what, problem.why, problem.mend)
    if step == "aggregate" and _name_of(method) == NO_TOTAL:
        report.add(
            method.place(),
            msg("The choice «{choice}» makes no total."),
            msg("Without a score no unit could be ranked."),
            msg("Choose another aggregation."),
            choice=choice.get("choice", ""),
        )
    if method.whole:
        _check_reads(method, takers, tree, draft, report)


def _check_reads(method: Part, takers: Sequence[str], tree: Tree, draft: Draft, report: Report) -> None:
    """What the method reads must be there, and must not be the indicator itself."""
    parameters = built(method)
    variables = {name for part in draft.variables_declared() if (name := part.get("variable"))}
    wanted = [(name, variables, draft.variables is not None) for name in parameters.variables()]
    wanted += [(name, tree.known, True) for name in (*parameters.indicators(), *parameters.nodes())]
    for name, known, is_known in wanted:
        if is_known and name not in known:
            near = nearest(name, known)
            report.add(
                method.place(),
                msg("A method of a choice names «{name}», which does not exist."),
                msg("A method can read only what the methodology itself holds."),
                msg("Did you mean «{near}»?") if near else msg("Declare it, or name another."),
                name=name,
                near=near,
            )
    for name in parameters.indicators():
        if name in takers:
            report.add(
                method.place(),
                msg("A method of the indicator «{name}» names «{name}» itself as another."),
                msg("Where its value is missing, nothing can be told from it."),
                msg("Name another indicator."),
                name=name,
            )


def _check_alike(choices: Sequence[Part], nodes: Sequence[str], tree: Tree, report: Report) -> None:
    """Two choices by which every node does the same are one."""
    seen: list[tuple[Mapping[str, Mapping[str, Any]], Part]] = []
    touched: set[str] = {step for choice in choices for step in steps.ORDER if step in choice.values}
    for choice in choices:
        done = {id: _done(choice, id, touched, tree) for id in nodes}
        for other, first in seen:
            if done == other:
                report.add(
                    choice.place(),
                    msg("The choices «{first}» and «{choice}» come to the same."),
                    msg("What is stated twice is twice as likely, without anybody seeing it."),
                    msg("Remove one of them; give the other a greater share if it is more likely."),
                    first=first.get("choice", ""),
                    choice=choice.get("choice", ""),
                )
                break
        seen.append((done, choice))


def _done(choice: Part, id: str, touched: set[str], tree: Tree) -> dict[str, Any]:
    """What the node does by a choice at the steps that some choice changes."""
    own = {step: tree.nodes[id].get(step) for step in touched if step in tree.nodes[id].struct.__struct_fields__}
    done = {**own, **steps_taken(choice, id, tree)}
    return {step: built(taken) or () for step, taken in done.items()}


def _reads(node: Part, taken: Mapping[str, Any]) -> Iterator[Lagged]:
    """What a node reads of the data by the methods that it takes, by step."""
    methods: list[Parameters] = []
    for step in steps.ORDER:
        one = built(taken[step]) if step in taken else ()
        methods += one if isinstance(one, tuple) else (one,)
    value = node.get("value")
    named = [Lagged(name) for method in methods for name in method.variables()]
    for lag in (0, *(lag for method in methods for lag in method.lags())):
        for read in (*(value.inputs() if isinstance(value, Formula) else ()), *named):
            yield Lagged(read.variable, read.lag + lag)


def _check_is_read(choice: Part, nodes: Sequence[str], tree: Tree, stated: set[Lagged], report: Report) -> None:
    """A run takes up what the methodology reads, and nothing for the sake of a choice alone."""
    for id in nodes:
        node = tree.nodes[id]
        for read in _reads(node, {**node.values, **steps_taken(choice, id, tree)}):
            if read not in stated:
                report.add(
                    choice.place(),
                    msg("By the choice «{choice}» the node «{node}» reads «{name}» {lag} periods before."),
                    msg("The methodology itself does not read it, so a run takes it up for nobody and finds gaps."),
                    msg("Take a method that reads nothing else, or let the methodology itself read it."),
                    choice=choice.get("choice", ""),
                    node=id,
                    name=read.variable,
                    lag=read.lag,
                )
                return
