"""`tarazy methodology check`: says everything that is wrong with a methodology, and runs its worked examples."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli import methodology_diff, methodology_new, methodology_page, methodology_table
from tarazy.cli.language import spoken, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.engine.words import in_words, msg

if TYPE_CHECKING:
    from tarazy.engine.cases import Difference, Outcome
    from tarazy.engine.model.methodology import Methodology, Node

_EXAMPLE: Final = "tarazy methodology check un/hdi/2021"
_STANDINGS: Final = {
    "illustration": msg("An illustration, not an official assessment."),
    "official": msg("An official assessment."),
    "historical": msg("A historical assessment, recomputed."),
}
_DIFFERENCES: Final = {
    "value": msg("{unit}, {node}: the value is {came}, and the case expects {expected}."),
    "score": msg("{unit}, {node}: the score is {came}, and the case expects {expected}."),
    "rank": msg("{unit}, {node}: the rank is {came}, and the case expects {expected}."),
    "band": msg("{unit}, {node}: the band is {came}, and the case expects {expected}."),
    "reason": msg("{unit}, {node}: the reason is {came}, and the case expects {expected}."),
}


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `methodology` with its own commands."""
    about = told(msg("check, compare, read or begin a methodology"))
    parser = subparsers.add_parser("methodology", help=about, example=_EXAMPLE)
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    check = commands.add_parser(
        "check",
        help=told(msg("read a methodology, say everything that is wrong with it, and run its worked examples")),
        example=_EXAMPLE,
    )
    check.add_argument(
        "methodology",
        metavar=told(msg("METHODOLOGY")),
        help=told(msg("a folder, or place/name/version of a methodology that ships with Tarazy")),
    )
    check.set_defaults(run=run)
    methodology_new.register(commands)
    methodology_diff.register(commands)
    methodology_page.register(commands)
    methodology_table.register(commands)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 all is well, 1 the text was refused or a worked example came out differently."""
    from tarazy.engine.cases import run_cases
    from tarazy.engine.load import load_methodology

    methodology = load_methodology(chosen.methodology)
    outcomes = run_cases(methodology)
    for line in (*_summary(methodology), "", *_tree(methodology), "", *_cases(outcomes)):
        print(line)
    return DONE if all(outcome.passed for outcome in outcomes) else REFUSED


def _summary(methodology: Methodology) -> Iterator[str]:
    yield f"{methodology.title.in_language(spoken())} ({methodology.id})"
    yield told(_STANDINGS[methodology.standing])
    yield told(msg("SHA-256 of the text: {hash}"), hash=methodology.hash)
    yield told(
        msg("Dimensions: {dimensions}. Indicators: {indicators}. Variables: {variables}."),
        dimensions=len(methodology.dimensions),
        indicators=len(methodology.indicators),
        variables=len(methodology.variables),
    )


def _tree(methodology: Methodology) -> Iterator[str]:
    """Every node below its parent, with the methods by which its score is made."""
    for id, node in methodology.nodes.items():
        indent = "  " * (methodology.depths[id] - 1)
        yield f"{indent}{id}: {node.title.in_language(spoken())} ({'; '.join(_methods(node))})"


def _methods(node: Node) -> Iterator[str]:
    from tarazy.engine.steps import methods, taken

    for step, parameters in taken(node.methods):
        if step != "apply":
            yield told(methods(step)[parameters.method].TITLE)


def _cases(outcomes: tuple[Outcome, ...]) -> Iterator[str]:
    if not outcomes:
        yield told(
            msg("The methodology has no worked example. One in cases/ would prove that the text says what is meant.")
        )
    for outcome in outcomes:
        title = outcome.case.title.in_language(spoken())
        if outcome.passed:
            yield told(
                msg("Case {case} ({title}): as expected; compared: {compared}."),
                case=outcome.case.case,
                title=title,
                compared=outcome.compared,
            )
        else:
            yield told(
                msg("Case {case} ({title}): NOT as expected; compared: {compared}."),
                case=outcome.case.case,
                title=title,
                compared=outcome.compared,
            )
        for problem in outcome.problems:
            yield f"  {problem.in_language(spoken())}"
        for difference in outcome.differences:
            yield f"  {_difference(difference)}"


def _difference(difference: Difference) -> str:
    nothing = told(msg("none"))
    came = nothing if difference.came is None else in_words(difference.came, spoken())
    return told(
        _DIFFERENCES[difference.what],
        unit=difference.unit,
        node=difference.node,
        came=came,
        expected=difference.expected,
    )
