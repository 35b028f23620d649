"""The first state of a methodology: small, valid, and plain about what its author has still to enter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tarazy.engine import steps
from tarazy.engine.load import formula
from tarazy.engine.load.folder import CHANGES
from tarazy.engine.model import methodology as model
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.period import earlier, last_day, length_of
from tarazy.engine.model.text import Text
from tarazy.engine.model.worked_example import Case, CaseObservation, CaseUnit, Expected
from tarazy.engine.words import LANGUAGES, SOURCE_LANGUAGE, msg, say

UNIT = "A-1"
PEER_GROUP = "all"
ANY = "any"


@dataclass(frozen=True)
class Asked:
    """What the author was asked. `first`: the first period assessed, whose length is that of all periods."""

    name: str
    title: Text
    first: str
    kinds: Sequence[str]
    indicators: Sequence[str]

    @property
    def day(self) -> datetime.date:
        """The first day of the first period."""
        return last_day(earlier(self.first, 1)) + datetime.timedelta(days=1)


@dataclass(frozen=True)
class Inside:
    """What a methodology consists of. `index`: the steps of the index by name; `changes`: lines of CHANGES.md."""

    children: Sequence[str]
    index: Mapping[str, Parameters]
    indicators: Iterable[model.Indicator]
    variables: Iterable[model.Variable]
    units_of_measure: Iterable[model.UnitOfMeasure]
    dimensions: Iterable[model.Dimension] = ()
    cases: Iterable[Case] = ()
    changes: Sequence[str] = field(default=("The first version.",))


def skeleton(asked: Asked) -> model.Methodology:
    """The methodology of an author who knows its indicators: each is a percentage, and 50 percent earn 50."""
    percent = said(msg("percent"))
    symbol = Text(**dict.fromkeys(LANGUAGES, "%"))
    return begun(
        asked,
        Inside(
            children=asked.indicators,
            index=steps_of_index(asked) | {"weigh": method("weigh", "equal")},
            indicators=[_indicator(id, asked) for id in asked.indicators],
            variables=[_variable(id) for id in asked.indicators],
            units_of_measure=[
                model.UnitOfMeasure(unit_of_measure="percent", title=percent, symbol=symbol, equals="0.01")
            ],
            cases=[_case(asked)],
        ),
    )


def begun(asked: Asked, inside: Inside) -> model.Methodology:
    """The methodology as a whole. Its text is still to be written, so that it has no hash yet."""
    version, source = f"{asked.first[:4]}.1", the_source()
    changes = "".join(f"{line}\n" for line in ("# Changes", "", f"## {version}", *inside.changes))
    return model.Methodology(
        methodology=asked.name,
        version=version,
        standing="illustration",
        title=asked.title,
        description=said(msg("To be entered: what is assessed, and why so")),
        source=source,
        in_force=model.InForce(from_=asked.day),
        assessed_kinds="any" if tuple(asked.kinds) == (ANY,) else tuple(asked.kinds),
        period=length_of(asked.first),  # type: ignore[arg-type]
        assessed_periods=model.AssessedPeriods(from_=asked.first),
        points=model.Points(low=0.0, high=100.0, decimals=1, source=source, date=asked.day),
        better="higher",
        index=model.Dimension(
            dimension=model.INDEX, title=asked.title, children=tuple(inside.children), methods=inside.index
        ),
        dimensions=tuple(inside.dimensions),
        indicators=tuple(inside.indicators),
        variables=tuple(inside.variables),
        units_of_measure=tuple(inside.units_of_measure),
        cases=tuple(inside.cases),
        methods={"rank": method("rank", "competition", order="highest_first")},
        files={CHANGES: changes.encode()},
        hash="",
    )


def steps_of_index(asked: Asked) -> dict[str, Parameters]:
    """All but the weights, which are given before the aggregation."""
    return {
        "missing": method("missing", "leave"),
        "aggregate": method("aggregate", "arithmetic"),
        "round": method("round", "half_up", decimals=1, source=the_source(), date=asked.day),
    }


def method(step: str, name: str, **parameters: Any) -> Parameters:
    made: Parameters = steps.methods(step)[name].Parameters(**parameters)
    return made


def said(text: str, id: str = "") -> Text:
    return Text(**{lang: say(text, lang, {"id": id}) for lang in LANGUAGES})


def the_source() -> str:
    return say(msg("To be entered: the act or the paper that the methodology follows"), SOURCE_LANGUAGE)


def formula_of(text: str) -> Formula:
    tree = formula.parse(text).tree
    assert tree is not None
    return Formula(text=text, tree=tree)


def _variable(indicator: str) -> model.Variable:
    return model.Variable(
        variable=f"{indicator}_observed",
        title=said(msg("To be entered: what is observed for the indicator {id}"), indicator),
        definition=said(msg("To be entered: how it is counted")),
        unit_of_measure="percent",
        observed=model.Observed(variable=f"{indicator}_observed", breakdown=""),
        series=("statistics",),
        range=model.Range(low=0.0, high=100.0),
        reported_by=said(msg("To be entered: who reports it")),
    )


def _indicator(id: str, asked: Asked) -> model.Indicator:
    from tarazy.engine.steps.normalise.goalposts import Fixed

    source = say(msg("To be entered: who says that 0 is the worst and 100 the best"), SOURCE_LANGUAGE)
    fixed = Fixed(low=0.0, high=100.0, source=source, date=asked.day)
    return model.Indicator(
        indicator=id,
        title=said(msg("To be entered: the title of the indicator {id}"), id),
        unit_of_measure="percent",
        better="higher",
        value=formula_of(f"{id}_observed"),
        methods={
            "missing": method("missing", "leave"),
            "normalise": method("normalise", "goalposts", scale="linear", outside="cap", fixed=fixed),
        },
    )


def _case(asked: Asked) -> Case:
    kind = PEER_GROUP if asked.kinds[0] == ANY else asked.kinds[0]
    observed = [
        CaseObservation(unit=UNIT, period=asked.first, variable=f"{id}_observed", value=50.0) for id in asked.indicators
    ]
    expected = [Expected(unit=UNIT, node=id, score=50.0, decimals=1) for id in asked.indicators]
    of_index = Expected(unit=UNIT, node=model.INDEX, score=50.0, decimals=1, rank=1.0)
    return Case(
        case="first",
        title=said(msg("To be entered: a worked example of your own")),
        source="By hand: 100 * (50 - 0) / (100 - 0) = 50; the mean of equal scores is the same",
        period=asked.first,
        units=(CaseUnit(unit=UNIT, kind=kind, peer_group=PEER_GROUP),),
        observations=tuple(observed),
        expect=(*expected, of_index),
    )
