"""The worked examples of a version: what each expects and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed_version

from django.utils.translation import gettext as _

from tarazy.engine.cases import Outcome, run_cases
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.worked_example import Case, Expected
from tarazy.web.doors.portal.methodologies.words import COMPARED, exact
from tarazy.web.rooms.methodologies.models import CaseOutcome, Version
from tarazy.web.rooms.methodologies.queries import outcomes_of
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.written import in_language, language, long_date, number
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class Line:
    """One number or word that an example states."""

    unit: str
    node: str
    what: str
    expected: str
    came: str
    agrees: bool


@dataclass(frozen=True)
class Came:
    """What came of an example. `otherwise`: what came where it was not what the example states; `problems`: why it
    could not be run."""

    passed: bool
    otherwise: Mapping[tuple[str, str, str], float | str | None]
    problems: list[str]
    engine: str
    ran_on: str = ""


@dataclass(frozen=True)
class CaseText:
    """One example with its lines. `came` None: it has not run yet."""

    id: str
    title: str
    source: str
    period: str
    lines: list[Line]
    came: Came | None


def cases_of(version: Version, methodology: Methodology) -> list[CaseText]:
    """Every example of the text, with what came of it when it last ran."""
    outcomes = {outcome.case: outcome for outcome in outcomes_of(version)}
    ids = {unit.unit for case in methodology.cases for unit in case.units}
    names = {id: str(unit.name) for id, unit in units_by_id(ids).items()}
    return [
        case_text(methodology, case, recorded(outcomes[case.case]) if case.case in outcomes else None, names)
        for case in methodology.cases
    ]


def cases_run_now(methodology: Methodology) -> list[CaseText]:
    """Every example of the text, run by this engine."""
    return [case_text(methodology, outcome.case, run_now(outcome), {}) for outcome in run_cases(methodology)]


def recorded(outcome: CaseOutcome) -> Came:
    return Came(
        passed=outcome.passed,
        otherwise={(row["unit"], row["node"], row["what"]): row["came"] for row in outcome.differences},
        problems=[in_language(problem) for problem in outcome.problems],
        engine=outcome.engine_version,
        ran_on=long_date(outcome.ran_at),
    )


def run_now(outcome: Outcome) -> Came:
    return Came(
        passed=outcome.passed,
        otherwise={(one.unit, one.node, one.what): one.came for one in outcome.differences},
        problems=[problem.in_language(language()) for problem in outcome.problems],
        engine=installed_version("tarazy"),
    )


def case_text(methodology: Methodology, case: Case, came: Came | None, names: Mapping[str, str]) -> CaseText:
    otherwise = came.otherwise if came and not came.problems else None
    return CaseText(
        id=case.case,
        title=in_language(case.title),
        source=case.source,
        period=period_text(case.period),
        lines=[line for expected in case.expect for line in lines_of(methodology, expected, names, otherwise)],
        came=came,
    )


def lines_of(
    methodology: Methodology,
    expected: Expected,
    names: Mapping[str, str],
    differing: Mapping[tuple[str, str, str], float | str | None] | None,
) -> Iterator[Line]:
    """What an example states of one node. `differing`: what came otherwise; None where nothing came."""
    for what, label in COMPARED.items():
        wanted = getattr(expected, what)
        if wanted is None:
            continue
        key = (expected.unit, expected.node, what)
        agrees = differing is not None and key not in differing
        other = (differing or {}).get(key)
        yield Line(
            unit=names.get(expected.unit, expected.unit),
            node=in_language(methodology.title if expected.node == "index" else methodology.nodes[expected.node].title),
            what=str(label),
            expected=written(methodology, what, wanted, expected.decimals),
            came=_("the same") if agrees else written(methodology, what, other, None) or _("nothing"),
            agrees=agrees,
        )


def written(methodology: Methodology, what: str, wanted: float | str | None, decimals: int | None) -> str:
    """A stated or computed number or word as the page writes it."""
    if wanted is None:
        return ""
    if isinstance(wanted, str):
        return band_titles(methodology).get(wanted, wanted) if what == "band" else reason_in_words(wanted, language())
    return number(wanted, decimals) if decimals is not None else exact(wanted)
