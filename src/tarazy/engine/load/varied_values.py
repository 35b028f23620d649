"""Of which variables an assumption speaks, and why it cannot speak of one that it names."""

from __future__ import annotations

from typing import Final

from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import check_repeats, methods_of
from tarazy.engine.load.varied import ALL, Refusal, kind_of, nothing, unknown
from tarazy.engine.model.formula import Formula
from tarazy.engine.words import msg

_REPORTED: Final = frozenset({"self-report", "verified"})
_NO_VARIABLE: Final = msg("An assumption names the variable «{name}», which variables.yaml does not declare.")


def variables_at(assumption: Part, draft: Draft, report: Report) -> tuple[str, ...]:
    """The variables of which an assumption speaks; report those that it names and of which it cannot."""
    named = assumption.get("variables")
    if draft.variables is None or named is None:
        return ()
    declared = {name: part for part in draft.variables_declared() if (name := part.get("variable"))}
    against = {name: _against(assumption, part, draft) for name, part in declared.items()}
    can = tuple(name for name, refusal in against.items() if refusal is None)
    if named == ALL:
        if declared and not can:
            nothing(assumption, "variables", report)
        return can
    check_repeats(assumption, "variables", report)
    for position, name in enumerate(named):
        if not isinstance(name, str):
            continue
        if name not in declared:
            unknown(assumption, "variables", position, declared, _NO_VARIABLE, report)
        elif refusal := against[name]:
            report.add(assumption.place("variables", position), *refusal, name=name)
    return tuple(name for name in named if name in can)


def _against(assumption: Part, variable: Part, draft: Draft) -> Refusal | None:
    """What stands against an assumption of a variable; None: it can speak of it."""
    if kind_of(assumption) == "error_rates" and not _is_reported(variable):
        return Refusal(
            msg("Reported figures are to be wrong, and nobody reports «{name}»."),
            msg("Error rates are found by re-verifying what bodies report: self-report or verified."),
            msg("Name a variable whose series hold self-report or verified; for others take «vary: revisions»."),
        )
    if _has_only_some_values(variable.get("variable"), draft):
        return Refusal(
            msg("«{name}» has only a few possible values, and its values are to be somewhat off."),
            msg("The method of its indicator takes no value between them, so most replicates would fail."),
            msg("Take it out of the list."),
        )
    return None


def _is_reported(variable: Part) -> bool:
    """Whether bodies report the variable, as far as its series could be read."""
    return "series" not in variable.values or bool(_REPORTED & set(variable.get("series")))


def _has_only_some_values(name: str, draft: Draft) -> bool:
    """Whether the variable is by itself the value of an indicator whose methods take a few values only, as 0 and 1."""
    for indicator in draft.readable_indicators:
        value = indicator.get("value")
        if isinstance(value, Formula) and value.text == name:
            return any(built(method).only_values() for _, method in methods_of(indicator) if method.whole)
    return False
