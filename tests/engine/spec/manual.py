"""The pages of the manual on methods, made from the specs: `python -m tests.engine.spec.manual` writes them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tarazy.engine.steps import methods
from tests.engine.spec.calls import STEPS, take
from tests.engine.spec.worked import Cell, Example, Spec
from tests.engine.spec.written import parameters

PAGES = Path(__file__).parents[3] / "docs" / "manual" / "methods"
CONTENTS = PAGES.with_suffix(".md")


def specs() -> dict[str, Spec]:
    """The spec of every method, by method."""
    return {
        method: importlib.import_module(f"tests.engine.spec.{step}.test_{method}").SPEC
        for step in STEPS
        for method in methods(step)
    }


def page(spec: Spec) -> str:
    """One page, in Markdown."""
    title = methods(spec.step)[spec.method].TITLE
    rows = [f"| `{name}` | {meaning} |" for name, meaning in spec.parameters.items()]
    about = ["| parameter | meaning |", "|---|---|", *rows] if rows else ["This method takes no parameters."]
    parts = [
        f"# {title}",
        (
            f"*Step `{spec.step}`, method `{spec.method}`. This page is made from "
            f"`tests/engine/spec/{spec.step}/test_{spec.method}.py`, which also tests it.*"
        ),
        flowing(spec.what),
        "## Formula",
        flowing(spec.formula),
        "## Parameters",
        "\n".join(about),
        "## In a methodology",
        f"```yaml\n{spec.yaml.strip()}\n```",
        "## Worked numbers",
        *(shown(spec, example) for example in spec.examples),
        "## Source",
        flowing(spec.source),
    ]
    return "\n\n".join(parts) + "\n"


def shown(spec: Spec, example: Example) -> str:
    parts = [f"**{example.title}.** {_scene(spec, example)}".strip()]
    if example.instead:
        parts.append(f"```yaml\n{example.instead.strip()}\n```")
    # Where the rows of what comes out are children, those of what goes in are units: two tables.
    apart = "child" in example.gives
    tables = [example.given, example.gives] if apart else [{**example.given, **example.gives}]
    parts += [table(columns) for columns in tables if columns]
    if example.refused is not None:
        units = ", ".join(str(position + 1) for position in example.at)
        parts.append(f"Refused: “{example.refused}”" + (f" Rows at fault: {units}." if units else ""))
    parts.append(flowing(example.by_hand))
    if example.says:
        said = take(spec.step, spec.method, parameters(spec.step, example.instead or spec.yaml), example).said("en")
        parts.append("`tarazy explain` says of the first row:\n\n" + "\n".join(f"* {sentence}" for sentence in said))
    return "\n\n".join(parts)


def _scene(spec: Spec, example: Example) -> str:
    said = []
    if spec.step == "normalise":
        said.append("Points from 0 to 100.")
    if example.better == "lower":
        said.append("A lower value earns more.")
    if example.period != "2024":
        said.append(f"Period {example.period}.")
    return " ".join(said)


def flowing(text: str) -> str:
    """A text without the line ends that only the width of a source file asks for."""
    return " ".join(text.split())


def table(columns: Mapping[str, Sequence[Cell]]) -> str:
    rows = zip(*columns.values(), strict=True)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)])


def _cell(cell: Cell) -> str:
    if cell is None:
        return "—"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def contents() -> str:
    """The page that lists the methods by step."""
    rows = [
        f"| `{step}` | [`{method}`](methods/{method}.md) | {module.TITLE} |"
        for step in STEPS
        for method, module in methods(step).items()
    ]
    about = (
        "The steps in their order, and the methods of each. This page is made from `tests/engine/spec`, as theirs are."
    )
    return "\n".join(["# Methods", "", about, "", "| step | method | what it does |", "|---|---|---|", *rows]) + "\n"


def write() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    CONTENTS.write_text(contents(), encoding="utf-8")
    for method, spec in specs().items():
        (PAGES / f"{method}.md").write_text(page(spec), encoding="utf-8")


if __name__ == "__main__":
    write()
