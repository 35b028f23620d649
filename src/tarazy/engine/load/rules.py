"""What must hold between the numbers and dates of a methodology, and between the parameters of each method."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from tarazy.engine import steps
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Report
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.parameters import Dated
from tarazy.engine.model.period import is_period, last_day, length_of
from tarazy.engine.words import msg

_NOT_OF_LENGTH: Final = {
    "year": msg("«{period}» is not a year."),
    "quarter": msg("«{period}» is not a quarter."),
    "month": msg("«{period}» is not a month."),
}


def check_rules(draft: Draft, report: Report) -> None:
    """Report numbers, dates and parameters that cannot stand together."""
    if draft.methodology is not None:
        _check_points(draft.methodology, report)
        _check_in_force(draft.methodology, report)
        _check_periods(draft.methodology, report)
        check_repeats(draft.methodology, "assessed_kinds", report)
    for variable in draft.variables_declared():
        _check_range(variable, report)
        check_repeats(variable, "series", report)
    for node in nodes_of(draft):
        for step, parameters in methods_of(node):
            check_taken(step, parameters, node.get("children", ()), draft, report)


def check_taken(step: str, parameters: Part, children: Sequence[Any], draft: Draft, report: Report) -> None:
    """Report what cannot stand in the parameters of a method. `children`: of the node that takes it."""
    points = _points(draft)
    _check_days(parameters, _first_day(draft), report)
    if points is not None and parameters.whole:
        _check_method(step, children, parameters, points, report)
    if parameters.whole and draft.methodology is not None:
        _check_confirmed(step, parameters, draft.methodology.get("standing"), report)


def nodes_of(draft: Draft) -> Iterator[Part]:
    """The methodology itself, its index, its dimensions, its indicators, as far as they could be read."""
    if draft.methodology is not None:
        yield draft.methodology
    if isinstance(draft.index, Part):
        yield draft.index
    yield from draft.dimensions
    yield from draft.readable_indicators


def methods_of(node: Part) -> Iterator[tuple[str, Part]]:
    """Every method that could be read of a node, with its step; those of a list in their order."""
    for step in steps.ORDER:
        taken = node.get(step)
        for parameters in taken if isinstance(taken, tuple) else (taken,):
            if isinstance(parameters, Part):
                yield step, parameters


def _points(draft: Draft) -> Points | None:
    part = draft.methodology.get("points") if draft.methodology else None
    if not isinstance(part, Part) or not part.whole:
        return None
    points: Points = built(part)
    return points if points.low < points.high else None


def _check_points(methodology: Part, report: Report) -> None:
    points = methodology.get("points")
    if not isinstance(points, Part):
        return
    low, high, decimals = points.get("low"), points.get("high"), points.get("decimals")
    if low is not None and high is not None and low >= high:
        report.add(
            points.place("low"),
            msg("The scale of points begins at {low} and ends at {high}."),
            msg("The lowest score must be less than the highest."),
            msg("Write «low: {least}» and «high: {greatest}» if the two were exchanged.")
            if low > high
            else msg("Correct low or high."),
            low=low,
            high=high,
            least=f"{high:g}",
            greatest=f"{low:g}",
        )
    if decimals is not None and not 0 <= decimals <= 12:
        report.add(
            points.place("decimals"),
            msg("The number of decimals is {decimals}."),
            msg("Scores are shown with 0 to 12 decimals."),
            msg("Write a whole number from 0 to 12."),
            decimals=decimals,
        )


def _check_in_force(methodology: Part, report: Report) -> None:
    in_force = methodology.get("in_force")
    if isinstance(in_force, Part):
        first, last = in_force.get("from"), in_force.get("to")
        if first and last and last < first:
            report.add(
                in_force.place("to"),
                msg("The methodology is in force from {first} to {last}."),
                msg("The last day lies before the first."),
                msg("Exchange the two, or correct one of them."),
                first=first.isoformat(),
                last=last.isoformat(),
            )


def _check_periods(methodology: Part, report: Report) -> None:
    assessed, wanted = methodology.get("assessed_periods"), methodology.get("period")
    if not isinstance(assessed, Part):
        return
    fitting = []
    for key in ("from", "to"):
        period = assessed.get(key)
        if period is None:
            continue
        if wanted and (not is_period(period) or length_of(period) != wanted):
            report.add(
                assessed.place(key),
                _NOT_OF_LENGTH[wanted],
                msg("All assessed periods have the length that «period» names."),
                msg("Write 2023 for a year, 2023-Q1 for a quarter, 2023-07 for a month."),
                period=period,
            )
        else:
            fitting.append(period)
    if len(fitting) == 2 and fitting[1] < fitting[0]:
        report.add(
            assessed.place("to"),
            msg("The assessed periods run from {first} to {last}."),
            msg("The last period lies before the first."),
            msg("Exchange the two, or correct one of them."),
            first=fitting[0],
            last=fitting[1],
        )


def _check_range(variable: Part, report: Report) -> None:
    span = variable.get("range")
    if not isinstance(span, Part):
        return
    low, high = span.get("low"), span.get("high")
    if low is not None and high is not None and low >= high:
        report.add(
            span.place("low"),
            msg("The range of possible values begins at {low} and ends at {high}."),
            msg("No value would be possible, or only one."),
            msg("Write «low: {least}» and «high: {greatest}» if the two were exchanged.")
            if low > high
            else msg("Correct low or high."),
            low=low,
            high=high,
            least=f"{high:g}",
            greatest=f"{low:g}",
        )


def check_repeats(part: Part, key: str, report: Report) -> None:
    """Report what a list names twice."""
    items = part.get(key)
    for position, item in enumerate(items if isinstance(items, tuple) else ()):
        if isinstance(item, str) and item in items[:position]:
            report.add(
                part.place(key, position),
                msg("«{key}» names «{found}» twice."),
                msg("The second mention says nothing; another word may have been meant."),
                msg("Remove it, or write the word that was meant."),
                key=key,
                found=item,
            )


def _first_day(draft: Draft) -> datetime.date | None:
    """The day on which numbers must be in force for the first assessed period."""
    assessed = draft.methodology.get("assessed_periods") if draft.methodology else None
    period = assessed.get("from") if isinstance(assessed, Part) else None
    return last_day(period) if period and is_period(period) else None


def _check_days(parameters: Part, first_day: datetime.date | None, report: Report) -> None:
    """Dated rows stand in the order of their days, and the first is in force in the first assessed period."""
    for key, rows in parameters.values.items():
        if not isinstance(rows, tuple):
            continue
        days = [
            (parameters.place(key, position, "from"), row.get("from"))
            for position, row in enumerate(rows)
            if isinstance(row, Part) and issubclass(row.struct, Dated) and row.get("from")
        ]
        for (_, before), (place, day) in pairwise(days):
            if day < before:
                report.add(
                    place,
                    msg("The row of {day} stands after the row of {before}."),
                    msg("Rows that begin on different days stand in the order of their days."),
                    msg("Put the rows into order, or correct the day."),
                    day=day.isoformat(),
                    before=before.isoformat(),
                )
        if days and first_day and min(day for _, day in days) > first_day:
            report.add(
                days[0][0],
                msg("The first row begins on {day}, after the first assessed period has ended ({end})."),
                msg("Nothing would be in force in that period, so it could not be scored."),
                msg("Add a row that begins earlier, or assess later periods only."),
                day=days[0][1].isoformat(),
                end=first_day.isoformat(),
            )


def _check_method(step: str, children: Sequence[Any], parameters: Part, points: Points, report: Report) -> None:
    """Ask the method itself what cannot stand between its parameters."""
    module = next(
        module for module in steps.methods(step).values() if getattr(module, "Parameters", None) is parameters.struct
    )
    read = built(parameters)
    flaws = list(module.check(read, points)) if hasattr(module, "check") else []
    if hasattr(module, "check_children") and children and all(isinstance(child, str) for child in children):
        flaws += module.check_children(read, children)
    for flaw in flaws:
        report.add_messages(parameters.place(*flaw.at), flaw.what, flaw.why, flaw.mend)


def _check_confirmed(step: str, parameters: Part, standing: str | None, report: Report) -> None:
    """Nobody is assessed officially by a rule of which the act is not known."""
    read = built(parameters)
    caution = steps.unconfirmed(step, read)
    if caution is not None and standing == "official":
        report.add(
            parameters.place(),
            msg("The rule «{method}» is unconfirmed, and the methodology is in force (standing: official)."),
            caution,
            msg(
                "Enter the act and the point that confirm it as «confirmed_by», or let the methodology be an "
                "illustration (standing: illustration)."
            ),
            method=read.method,
        )
