"""A worked example may name only what the methodology and the example itself have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Report
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import msg

_NAMED_AT_MOST: Final = 10


def check_cases(draft: Draft, report: Report) -> None:
    """Report cases that name unknown nodes, variables, units or bands, or expect nothing."""
    nodes = {INDEX, *draft.node_ids}
    observed = {
        part.get("observed").get("variable")
        for part in draft.variables_declared()
        if isinstance(part.get("observed"), Part)
    } - {None}
    bands = _bands(draft)
    for path, case in draft.cases.items():
        if case is None:
            continue
        _check_file_name(path, case, report)
        units = _units(case, report)
        for observation in _parts(case, "observations"):
            _check_known(observation, "unit", units, report)
            if draft.variables is not None:
                _check_known(observation, "variable", observed, report)
        for expected in _parts(case, "expect"):
            _check_known(expected, "unit", units, report)
            if draft.knows_its_nodes:
                _check_known(expected, "node", nodes, report)
            if bands is not None:
                _check_known(expected, "band", bands, report)
            _check_expects(expected, report)


def _parts(part: Part, key: str) -> list[Part]:
    return [inner for inner in part.get(key, ()) if isinstance(inner, Part)]


def _bands(draft: Draft) -> set[str] | None:
    """The bands of the methodology; None if what it says of them could not be read."""
    if draft.methodology is None or "band" not in draft.methodology.node.entries:
        return None if draft.methodology is None else set()
    band = draft.methodology.get("band")
    if not isinstance(band, Part) or "bands" not in band.values:
        return None
    return {row.get("band") for row in _parts(band, "bands")} - {None}


def _units(case: Part, report: Report) -> set[str]:
    units: set[str] = set()
    for part in _parts(case, "units"):
        unit = part.get("unit")
        if unit in units:
            report.add(
                part.place("unit"),
                msg("The case names the unit «{unit}» twice."),
                msg("A unit is of one kind and stands in one peer group."),
                msg("Remove one of the two, or correct the name."),
                unit=unit,
            )
        if unit is not None:
            units.add(unit)
    return units


def _check_file_name(path: str, case: Part, report: Report) -> None:
    name, file = case.get("case"), PurePosixPath(path)
    if name and name != file.stem:
        report.add(
            case.place("case"),
            msg("The case is called «{id}» and its file «{file}»."),
            msg("A file bears the id of its case, so that everybody finds it."),
            msg("Rename the file to {id}.yaml, or correct the id."),
            id=name,
            file=file.name,
        )


def _check_known(part: Part, key: str, known: Iterable[str], report: Report) -> None:
    name = part.get(key)
    names = set(known)
    if name is None or name in names:
        return
    near = nearest(name, names)
    report.add(
        part.place(key),
        msg("The case names «{name}» under «{key}», and there is none of that name."),
        msg("A case may use only what the methodology and the case itself declare."),
        msg("Did you mean «{near}»?") if near else msg("Write one of these: {known}; or declare it."),
        name=name,
        key=key,
        near=near,
        known=", ".join(sorted(names)[:_NAMED_AT_MOST]) or "—",
    )


def _check_expects(expected: Part, report: Report) -> None:
    compared = {"value", "score", "rank", "band", "reason"}
    if not compared & set(expected.node.entries):
        report.add(
            expected.place(),
            msg("This line of the case expects nothing."),
            msg("A case that compares nothing can never fail."),
            msg("Add value, score, rank, band or reason."),
        )
    elif {"value", "score"} & set(expected.values) and "decimals" not in expected.node.entries:
        report.add(
            expected.place(),
            msg("The case does not say to how many decimals the number must agree."),
            msg("Nothing is assumed that the text does not say."),
            msg("Add «decimals: 3», or as many as the published number has."),
        )
