"""What a variable stands for: one breakdown, or a sum of several that do not overlap."""

from __future__ import annotations

from itertools import combinations

from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import check_repeats
from tarazy.engine.words import msg


def check_breakdowns(draft: Draft, report: Report) -> None:
    """Report variables of no breakdown, and sums that cannot stand."""
    for variable in draft.variables_declared():
        observed = variable.get("observed")
        if not isinstance(observed, Part) or not observed.whole:
            continue
        if ("breakdown" in observed.values) == ("sum_of" in observed.values):
            report.add(
                observed.place(),
                msg("«observed» names one breakdown and a sum of several.")
                if "sum_of" in observed.values
                else msg("«observed» names no breakdown."),
                msg("A variable stands for one breakdown, or for the sum of several."),
                msg('Write either «breakdown» ("" is the total) or «sum_of» with a list.'),
            )
            continue
        if "sum_of" in observed.values:
            _check_sum(variable, observed, report)
        _check_order(observed, report)


def _check_order(observed: Part, report: Report) -> None:
    """A breakdown is written in one way, in data too: with its keys in the order of the alphabet."""
    at = ("breakdown",) if "breakdown" in observed.values else ("sum_of",)
    for position, text in enumerate((observed.get("breakdown"),) if at == ("breakdown",) else observed.get("sum_of")):
        in_order = ";".join(sorted(text.split(";")))
        if text != in_order:
            report.add(
                observed.place(*at, *([position] if at == ("sum_of",) else [])),
                msg("The keys of the breakdown «{text}» are not in the order of the alphabet."),
                msg("Data write a breakdown in this one way, so that another spelling would never be found."),
                msg('Write "{in_order}".'),
                text=text,
                in_order=in_order,
            )


def _check_sum(variable: Part, observed: Part, report: Report) -> None:
    parts: tuple[str, ...] = observed.get("sum_of")
    if len(parts) < 2:
        report.add(
            observed.place("sum_of"),
            msg("The sum has only one part."),
            msg("A sum of one breakdown is that breakdown."),
            msg("Name the other parts, or write «breakdown» in place of «sum_of»."),
        )
    check_repeats(observed, "sum_of", report)
    for first, second in combinations(dict.fromkeys(parts), 2):
        if not _are_apart(first, second):
            report.add(
                observed.place("sum_of", parts.index(second)),
                msg("The parts «{first}» and «{second}» of the sum may overlap."),
                msg("No key has one code in the one and another in the other, so somebody may be counted twice."),
                msg("Name parts that differ in a key that both have, such as sex=f and sex=m."),
                first=first,
                second=second,
            )
    if "range" in variable.values:
        report.add(
            variable.place("range"),
            msg("A range is stated for a sum of breakdowns."),
            msg("A range is compared with each observation, and a sum is not observed."),
            msg("Remove the range."),
        )


def _are_apart(first: str, second: str) -> bool:
    """Whether nobody is in both: a key that both have has another code in each.

    >>> _are_apart("age=15-24;sex=f", "age=15-24;sex=m"), _are_apart("age=15-24", "sex=m"), _are_apart("", "sex=m")
    (True, False, False)
    """
    ours, theirs = _codes(first), _codes(second)
    return any(ours[key] != theirs[key] for key in ours.keys() & theirs.keys())


def _codes(breakdown: str) -> dict[str, str]:
    return {key: code for key, _, code in (one.partition("=") for one in breakdown.split(";")) if key}
