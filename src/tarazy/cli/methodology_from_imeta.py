"""COINr's iMeta -> the first state of a methodology; what iMeta does not say is still to be entered."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from tarazy.cli.methodology_skeleton import (
    Asked,
    Inside,
    begun,
    formula_of,
    method,
    said,
    steps_of_index,
)
from tarazy.engine.model import methodology as model
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.words import SOURCE_LANGUAGE, msg, say
from tarazy.exchange.methodologies.imeta import AGGREGATE, DENOMINATOR, INDICATOR, Entry, IMeta, id_of

_TO_BE_ENTERED = "to_be_entered"
_CHANGES = (
    "The first version, begun from an iMeta of COINr: its tree, weights, directions, units and denominators.",
    "Still to be decided, since iMeta does not say it: formulas, missing data, treatment, normalisation, aggregation,",
    "rounding, ranking, from which day weights hold, and by whose decision.",
)


def asked_of(imeta: IMeta, name: str, first: str) -> Asked:
    """The title is that of the index; iMeta has it in one language."""
    top = imeta.entries[imeta.top]
    return Asked(name, _titled(top.name), first, ("any",), ())


def methodology_of(imeta: IMeta, asked: Asked) -> model.Methodology:
    index = imeta.entries[imeta.top]
    return begun(
        asked,
        Inside(
            children=[child.id for child in imeta.children[index.code]],
            index=steps_of_index(asked) | {"weigh": _weights(index, imeta, asked)},
            dimensions=[
                _dimension(entry, imeta, asked) for entry in imeta.of_type(AGGREGATE) if entry.code != imeta.top
            ],
            indicators=[_indicator(entry, imeta, asked) for entry in imeta.of_type(INDICATOR)],
            variables=[_variable(entry) for entry in _with_variables(imeta)],
            units_of_measure=_units_of_measure(imeta),
            changes=_CHANGES,
        ),
    )


def _titled(name: str) -> Text:
    """A name in one language; in the other two it says that it is still to be translated."""
    translated = said(msg("To be translated: {id}"), name)
    return Text(kk=translated.kk, ru=translated.ru, en=name)


def _dimension(entry: Entry, imeta: IMeta, asked: Asked) -> model.Dimension:
    return model.Dimension(
        dimension=entry.id,
        title=_titled(entry.name),
        children=tuple(child.id for child in imeta.children[entry.code]),
        methods={
            "missing": method("missing", "leave"),
            "weigh": _weights(entry, imeta, asked),
            "aggregate": method("aggregate", "arithmetic"),
        },
    )


def _weights(entry: Entry, imeta: IMeta, asked: Asked) -> Parameters:
    """Shares of their sum, as COINr takes them."""
    from tarazy.engine.steps.weigh.given import Weights

    children = imeta.children[entry.code]
    if len({child.weight for child in children}) == 1:
        return method("weigh", "equal")
    total = math.fsum(child.weight for child in children)
    shares = {child.id: child.weight / total for child in children}
    source = say(msg("To be entered: who decided on the weights of the iMeta"), SOURCE_LANGUAGE)
    return method("weigh", "given", dated=(Weights(from_=asked.day, source=source, weights=shares),))


def _indicator(entry: Entry, imeta: IMeta, asked: Asked) -> model.Indicator:
    methods = {
        "missing": method("missing", "leave"),
        "normalise": method("normalise", "min_max", within="period"),
    }
    if entry.denominator:
        per = imeta.entries[entry.denominator].id
        source = say(msg("To be entered: per how many, and by whose decision"), SOURCE_LANGUAGE)
        methods["denominate"] = method("denominate", "per", variable=per, factor=1.0, source=source, date=asked.day)
    return model.Indicator(
        indicator=entry.id,
        title=_titled(entry.name),
        unit_of_measure=_unit_of(entry, imeta),
        better=entry.better,
        value=formula_of(_variable_of(entry)),
        definition=said(msg("To be decided: what happens where data are missing, and how values become points")),
        methods=methods,
    )


def _variable_of(entry: Entry) -> str:
    """A denominator is a variable by its own name; an indicator is another thing than what is observed for it."""
    return entry.id if entry.type == DENOMINATOR else f"{entry.id}_observed"


def _with_variables(imeta: IMeta) -> list[Entry]:
    used = {entry.denominator for entry in imeta.of_type(INDICATOR)}
    return imeta.of_type(INDICATOR) + [one for one in imeta.of_type(DENOMINATOR) if one.code in used]


def _variable(entry: Entry) -> model.Variable:
    variable = _variable_of(entry)
    return model.Variable(
        variable=variable,
        title=_titled(entry.name),
        definition=said(msg("To be entered: how it is counted")),
        unit_of_measure=_own_unit(entry),
        observed=model.Observed(variable=entry.id, breakdown=""),
        series=("statistics",),
        reported_by=said(msg("To be entered: who reports it")),
    )


def _own_unit(entry: Entry) -> str:
    return id_of(entry.unit) if entry.unit else _TO_BE_ENTERED


def _unit_of(entry: Entry, imeta: IMeta) -> str:
    own = _own_unit(entry)
    return f"{own}_per_{imeta.entries[entry.denominator].id}" if entry.denominator else own


def _units_of_measure(imeta: IMeta) -> list[model.UnitOfMeasure]:
    """Those of the variables, and of indicators that are divided by a denominator."""
    entries = _with_variables(imeta)
    titles: dict[str, Text] = dict(_named(entries, imeta))
    equals = {
        _unit_of(entry, imeta): f"{_own_unit(entry)} / {_own_unit(imeta.entries[entry.denominator])}"
        for entry in entries
        if entry.denominator
    }
    return [
        model.UnitOfMeasure(unit_of_measure=id, title=title, symbol=title, equals=equals.get(id))
        for id, title in titles.items()
    ]


def _named(entries: list[Entry], imeta: IMeta) -> Iterator[tuple[str, Text]]:
    for entry in entries:
        if entry.unit:
            yield _own_unit(entry), _titled(entry.unit)
        else:
            yield _TO_BE_ENTERED, said(msg("To be entered: the unit of measure"))
        if entry.denominator:
            per: Mapping[str, Entry] = imeta.entries
            yield _unit_of(entry, imeta), _titled(f"{entry.unit or entry.name} / {per[entry.denominator].name}")
