"""A folder -> a methodology, valid as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tarazy.engine import steps
from tarazy.engine.load import (
    breakdowns,
    consequences,
    examples,
    folder,
    names,
    reads,
    rules,
    stated_checks,
    totals,
    tree,
    units_of_measure,
)
from tarazy.engine.load.characters import characters
from tarazy.engine.load.digest import methodology_hash
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.forms import Form, forms
from tarazy.engine.load.nodes import Node, compose
from tarazy.engine.load.read import Part, built, read_struct
from tarazy.engine.load.report import Report
from tarazy.engine.load.uncertainty import built_uncertainty, check_uncertainty
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology
from tarazy.engine.words import msg


def load_methodology(where: str | Path) -> Methodology:
    """Read and check a methodology.

    Parameters: where, a folder, or `place/name/version` of a methodology that ships with Tarazy.
    Returns: the methodology, with its text byte for byte and its hash.
    Raises: ProblemsFound with every problem of every file, each with file and line.

    >>> hdi = load_methodology("un/hdi/2021")
    >>> hdi.title.en, list(hdi.nodes)[:3]
    ('Human Development Index, 2021', ['index', 'life_expectancy', 'education'])
    """
    report = Report()
    path, shipped_name = folder.find(where, report)
    report.stop_if_any()
    assert path is not None
    files = folder.read_files(path, report)
    folder.check_is_methodology(path, files, report)
    report.stop_if_any()
    return _from_files(files, shipped_name, report)


def methodology_from_files(files: Mapping[str, bytes]) -> Methodology:
    """Read and check a methodology whose text is already at hand, by path within its folder.

    Raises: ProblemsFound with every problem of every file, each with file and line.
    """
    return _from_files(dict(files), "", Report())


def methodology_from_nodes(nodes: Mapping[str, Node], report: Report) -> Methodology:
    """Read and check a methodology whose parts come from elsewhere than YAML; nodes by the path that each would have.

    Raises: ProblemsFound with every problem, each at the place that its node names.
    """
    return _checked(_draft(nodes, report), {}, "", report)


def _from_files(files: dict[str, bytes], shipped_name: str, report: Report) -> Methodology:
    folder.check_files(files, report)
    if folder.CHANGES in files:
        characters(folder.CHANGES, files[folder.CHANGES], report)
    nodes = {path: _composed(path, files[path], report) for path in files if path.endswith(".yaml")}
    return _checked(_draft(nodes, report), files, shipped_name, report)


def _checked(draft: Draft, files: Mapping[str, bytes], shipped_name: str, report: Report) -> Methodology:
    tree.check_tree(draft, report)
    names.check_names(draft, report)
    rules.check_rules(draft, report)
    breakdowns.check_breakdowns(draft, report)
    units_of_measure.check_units_of_measure(draft, report)
    reads.check_reads(draft, report)
    totals.check_totals(draft, report)
    stated_checks.check_stated_checks(draft, report)
    consequences.check_consequences(draft, report)
    check_uncertainty(draft, report)
    examples.check_cases(draft, report)
    if shipped_name and draft.methodology is not None:
        _check_place(draft.methodology, shipped_name, report)
    report.stop_if_any()
    return _built(draft, files)


def _draft(nodes: Mapping[str, Node | None], report: Report) -> Draft:
    form = forms()

    def read(path: str, struct: Form, key: str) -> Part | None:
        return read_struct(nodes.get(path), struct, key, report)

    return Draft(
        methodology=read(folder.METHODOLOGY, form.methodology, "methodology.yaml"),
        variables=read(folder.VARIABLES, form.variables, "variables.yaml"),
        indicators={path: read(path, form.indicator, "indicator") for path in nodes if folder.is_indicator(path)},
        cases={path: read(path, form.case, "case") for path in nodes if folder.is_case(path)},
    )


def _composed(path: str, content: bytes, report: Report) -> Node | None:
    text = characters(path, content, report)
    return None if text is None else compose(path, text, report)


def _check_place(methodology: Part, shipped_name: str, report: Report) -> None:
    place_and_name, _, version = shipped_name.rpartition("/")
    for key, wanted in (("methodology", place_and_name), ("version", version)):
        found = methodology.get(key)
        if found is not None and found != wanted:
            report.add(
                methodology.place(key),
                msg("«{key}» is «{found}», and the folder says «{wanted}»."),
                msg("A methodology that ships is found by its folder: place/name/version."),
                msg("Rename the folder, or correct the key."),
                key=key,
                found=found,
                wanted=wanted,
            )


def _built(draft: Draft, files: Mapping[str, bytes]) -> Methodology:
    assert draft.methodology is not None
    assert draft.variables is not None
    top = _values(draft.methodology)
    index = top.pop("index")
    return Methodology(
        **top,
        index=Dimension(dimension=INDEX, title=top["title"], **index),
        dimensions=tuple(Dimension(**_values(part)) for part in draft.dimensions),
        indicators=tuple(Indicator(**_values(part)) for part in draft.readable_indicators),
        cases=tuple(built(part) for part in draft.cases.values()),
        **_values(draft.variables),
        files=files,
        hash=methodology_hash(files),
    )


def _values(part: Part) -> dict[str, Any]:
    """The fields of the model's struct: what the part says, its steps gathered as `methods`."""
    values: dict[str, Any] = {}
    methods: dict[str, Any] = {}
    for key, value in part.values.items():
        if key in steps.ORDER:
            methods[key] = built(value)
        elif key == "index":
            values[key] = _values(value)
        elif key == "uncertainty":
            values[key] = built_uncertainty(value)
        elif key != "dimensions":
            values[key] = built(value)
    return values if "variables" in values else {**values, "methods": methods}
