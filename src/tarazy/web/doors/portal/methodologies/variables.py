"""What the formulas of a methodology read."""

from __future__ import annotations

from dataclasses import dataclass

from tarazy.engine.model.methodology import Methodology, Variable
from tarazy.web.doors.portal.methodologies.addresses import variable_href
from tarazy.web.doors.portal.methodologies.words import COLLECTED, WITHIN_YEAR, exact, series_in_words, unit_in_words
from tarazy.web.ui.written import in_language


@dataclass(frozen=True)
class VariableText:
    """A name that formulas use: what it stands for, in what it is counted, whose word is taken."""

    name: str
    title: str
    definition: str
    href: str
    observed: str
    unit_of_measure: str
    symbol: str
    series: str
    range: str
    reported_by: str
    why: str
    collected: str
    within_year: str
    document: str
    document_source: str


def variables_of(methodology: Methodology) -> list[VariableText]:
    return [variable_text(methodology, variable) for variable in methodology.variables]


def variable_text(methodology: Methodology, variable: Variable) -> VariableText:
    unit = methodology.units_of_measure_by_id[variable.unit_of_measure]
    observed = variable.observed
    breakdowns = " + ".join(observed.breakdowns)
    return VariableText(
        name=variable.variable,
        title=in_language(variable.title),
        definition=in_language(variable.definition),
        href=variable_href(observed.variable),
        observed=f"{observed.variable} ({breakdowns})" if breakdowns else observed.variable,
        unit_of_measure=unit_in_words(unit),
        symbol=in_language(unit.symbol),
        series=series_in_words(variable.series),
        range=f"{exact(variable.range.low)}–{exact(variable.range.high)}" if variable.range else "",
        reported_by=in_language(variable.reported_by),
        why=in_language(variable.why) if variable.why else "",
        collected=str(COLLECTED[variable.collected]) if variable.collected else "",
        within_year=str(WITHIN_YEAR[variable.within_year]) if variable.within_year else "",
        document=in_language(variable.evidence.document) if variable.evidence else "",
        document_source=variable.evidence.source if variable.evidence else "",
    )
