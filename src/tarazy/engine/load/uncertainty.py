"""The section `uncertainty`: what a methodology says may vary must be there, must be able to vary, and varies once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tarazy.engine import steps
from tarazy.engine.load.choices import check_choices, steps_taken
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Place, Report
from tarazy.engine.load.totals import NO_TOTAL, aggregation_of
from tarazy.engine.load.varied import AGAINST, Tree, kind_of, nodes_at
from tarazy.engine.load.varied_values import variables_at
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.uncertainty import Assumption, Choice, ChoiceOfMethods, Uncertainty
from tarazy.engine.words import msg

_KEY: Final = "uncertainty"
# The step of its nodes that an assumption of a kind changes.
_CHANGES: Final = {"weights": "weigh", "goalposts": "normalise", "imputation": "missing"}


def check_uncertainty(draft: Draft, report: Report) -> None:
    """Report assumptions that speak of nothing, that cannot hold, or that contradict one another."""
    section = draft.methodology.get(_KEY) if draft.methodology else None
    if not isinstance(section, Part):
        return
    _check_interval(section, report)
    _check_is_ranked(section, draft, report)
    tree = Tree(draft)
    first_ids: dict[str, Place] = {}
    changed: dict[tuple[str, str], str] = {}
    for assumption in section.get("assumptions", ()):
        if not isinstance(assumption, Part):
            continue
        _check_id(assumption, first_ids, report)
        if kind_of(assumption) in AGAINST:
            nodes = nodes_at(assumption, tree, report)
            if kind_of(assumption) == "methods":
                check_choices(assumption, nodes, tree, draft, report)
            _check_once(assumption, "at", _changes(assumption, nodes, tree), changed, report)
        else:
            variables = variables_at(assumption, draft, report)
            said = ((name, kind_of(assumption)) for name in variables)
            _check_once(assumption, "variables", said, changed, report)


def _check_interval(section: Part, report: Report) -> None:
    replicates, level = section.get("replicates"), section.get("level_percent")
    if replicates is None or level is None:
        return
    beyond = replicates * (100 - level) / 200
    if round(beyond, 9) < 1:
        report.add(
            section.place("level_percent"),
            msg("Of {replicates} replicates fewer than one lies beyond each end of an interval of {level} percent."),
            msg("Such an interval would hold every replicate, and its ends would be the two oddest of them."),
            msg("Write «replicates: {enough}» or more, or a lower level."),
            replicates=replicates,
            level=level,
            enough=-int(-200 // round(100 - level, 9)),
        )


def _check_is_ranked(section: Part, draft: Draft, report: Report) -> None:
    if isinstance(draft.index, Part) and aggregation_of(draft.index) == NO_TOTAL:
        report.add(
            section.place(),
            msg("The index makes no total, and its uncertainty is stated."),
            msg("Without a score of the index nothing is ranked, so there is nothing that could be uncertain."),
            msg("Remove «uncertainty», or choose an aggregation for the index."),
        )


def _check_id(assumption: Part, first: dict[str, Place], report: Report) -> None:
    id = assumption.get("assumption")
    if id in first:
        report.add(
            assumption.place("assumption"),
            msg("The assumption «{id}» is stated a second time; the first is in {first}."),
            msg("What the score hangs on is told by the ids of the assumptions."),
            msg("Give one of them another id."),
            id=id,
            first=str(first[id]),
        )
    elif id:
        first[id] = assumption.place("assumption")


def _changes(assumption: Part, nodes: Sequence[str], tree: Tree) -> Iterator[tuple[str, str]]:
    """Each node with the step that varies there."""
    for id in nodes:
        if kind_of(assumption) == "methods":
            choices = [one for one in assumption.get("choices", ()) if isinstance(one, Part)]
            yield from (
                (id, step) for step in dict.fromkeys(step for one in choices for step in steps_taken(one, id, tree))
            )
        elif kind_of(assumption) == "leave_out":
            yield tree.parents.get(id, id), "children"
        else:
            yield id, _CHANGES[kind_of(assumption)]


def _check_once(
    assumption: Part, key: str, changes: Iterator[tuple[str, str]], changed: dict[tuple[str, str], str], report: Report
) -> None:
    """Of two assumptions that change the same nobody could say which holds."""
    id = str(assumption.get("assumption", ""))
    told = set()
    for what in tuple(dict.fromkeys(changes)):
        first = changed.setdefault(what, id)
        if first != id and first not in told:
            told.add(first)
            report.add(
                assumption.place(key),
                msg("«{id}» and «{first}» both change «{step}» of «{name}»."),
                msg("Which of the two holds in a replicate, nobody could say."),
                msg("Let each speak of other nodes or variables, or make them choices of one assumption."),
                id=id,
                first=first,
                name=what[0],
                step=what[1],
            )


def built_uncertainty(section: Part) -> Uncertainty:
    """The section that was read without a problem: the step keys of each choice gathered as its methods."""
    values = {key: built(value) for key, value in section.values.items() if key != "assumptions"}
    assumptions = tuple(_assumption(part) for part in section.values["assumptions"])
    return Uncertainty(assumptions=assumptions, **values)


def _assumption(part: Part) -> Assumption:
    if "choices" not in part.values:
        assumption: Assumption = built(part)
        return assumption
    values = {key: built(value) for key, value in part.values.items() if key != "choices"}
    return ChoiceOfMethods(choices=tuple(_choice(one) for one in part.values["choices"]), **values)


def _choice(part: Part) -> Choice:
    values = {key: built(value) for key, value in part.values.items()}
    methods: Methods = {step: values.pop(step) for step in steps.ORDER if step in values}
    return Choice(methods=methods, **values)
