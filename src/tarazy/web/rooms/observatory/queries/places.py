"""How the tables of a place's folder differ from what the observatory holds."""

from __future__ import annotations

from typing import Any, Final

from tarazy.exchange.place import Place
from tarazy.exchange.place_rows import (
    AggregationRow,
    BodyRow,
    BreakdownRow,
    BreakRow,
    ContextRow,
    DoubtRow,
    LicenceRow,
    SourceRow,
    SuppressionRow,
    TopicRow,
    UnitOfMeasureRow,
    VariableRow,
)
from tarazy.web.grammar.difference import Difference, difference
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.observatory.models import (
    Aggregation,
    Body,
    Break,
    BreakdownCode,
    Context,
    Doubt,
    Licence,
    Source,
    SuppressionRule,
    Topic,
    UnitOfMeasure,
    Variable,
)

# What a place may state of a variable in words.
STATED: Final = (
    "formula", "legal_basis", "collection", "limitations", "comparability", "national_goal", "plan",
)  # fmt: skip


def unregistered(place: Place) -> list[Difference[Any]]:
    """What is new or changed in each table, in an order in which it can be written."""
    topics = [Topic(id=row.topic, name=local_text(row.name)) for row in place.rows(TopicRow)]
    bodies = [Body(id=row.body, name=local_text(row.name)) for row in place.rows(BodyRow)]
    return [
        difference(Topic, topics, ["id"]),
        difference(UnitOfMeasure, [_unit_of_measure(row) for row in place.rows(UnitOfMeasureRow)], ["id"]),
        difference(Body, bodies, ["id"]),
        difference(Licence, [_licence(row) for row in place.rows(LicenceRow)], ["id"]),
        difference(Source, [_source(row) for row in place.rows(SourceRow)], ["id"]),
        difference(BreakdownCode, [_breakdown_code(row) for row in place.rows(BreakdownRow)], ["key", "code"]),
        difference(Variable, [_variable(*at, place.id) for at in enumerate(place.rows(VariableRow))], ["id"]),
        difference(Aggregation, [_aggregation(row) for row in place.rows(AggregationRow)], ["variable_id"]),
        difference(Context, [_context(row, place.id) for row in place.rows(ContextRow)], ["place", "kind_id"]),
        difference(Break, [_break(row) for row in place.rows(BreakRow)], ["unit_id", "variable_id", "period"]),
        difference(
            Doubt, [_doubt(row) for row in place.rows(DoubtRow)], ["unit_id", "variable_id", "period", "breakdown"]
        ),
        difference(SuppressionRule, _suppression_rules(place), ["variable_id"]),
    ]


def _unit_of_measure(row: UnitOfMeasureRow) -> UnitOfMeasure:
    return UnitOfMeasure(id=row.unit_of_measure, title=local_text(row.title), symbol=local_text(row.symbol))


def _licence(row: LicenceRow) -> Licence:
    return Licence(id=row.licence, stated=local_text(row.stated), url=row.url)


def _source(row: SourceRow) -> Source:
    return Source(
        id=row.source,
        published_by_id=row.published_by,
        title=local_text(row.title),
        through=row.through,
        licence_id=row.licence,
        date=row.date,
        url=row.url,
        note=None if row.note is None else local_text(row.note),
    )


def _breakdown_code(row: BreakdownRow) -> BreakdownCode:
    return BreakdownCode(key=row.key, code=row.code, key_name=local_text(row.key_name), name=local_text(row.name))


def _variable(position: int, row: VariableRow, place: str) -> Variable:
    return Variable(
        id=row.variable,
        place=place,
        position=position,
        title=local_text(row.title),
        definition=None if row.definition is None else local_text(row.definition),
        unit_of_measure_id=row.unit_of_measure,
        better=row.better,
        topic_id=row.topic,
        goals=[goal for goal in row.goal.split(";") if goal],
        reported_by_id=row.reported_by or None,
        official_table=row.official_table,
        owner_id=row.owner or None,
        periodicity=row.periodicity,
        **{name: local_text(text) for name in STATED if (text := getattr(row, name)) is not None},
    )


def _aggregation(row: AggregationRow) -> Aggregation:
    return Aggregation(variable_id=row.variable, way=row.aggregation, weighted_by_id=row.weighted_by or None)


def _context(row: ContextRow, place: str) -> Context:
    variables = [variable for variable in row.variables.split(";") if variable]
    return Context(place=place, kind_id=row.kind, neighbours=row.neighbours, variables=variables)


def _break(row: BreakRow) -> Break:
    return Break(unit_id=row.unit, variable_id=row.variable, period=row.period, note=local_text(row.note))


def _doubt(row: DoubtRow) -> Doubt:
    return Doubt(
        unit_id=row.unit,
        variable_id=row.variable,
        period=row.period,
        breakdown=row.breakdown,
        note=local_text(row.note),
    )


def _suppression_rules(place: Place) -> list[SuppressionRule]:
    """A rule a variable; the one without a variable holds for all that have none."""
    rows = {row.variable: row for row in place.rows(SuppressionRow)}
    listed = [row.variable for row in place.rows(VariableRow)]
    found = {variable: rows.get(variable, rows.get("")) for variable in dict.fromkeys([*filter(None, rows), *listed])}
    return [
        SuppressionRule(
            variable_id=variable,
            counted=row.counted,
            least=row.least,
            vulnerable=[key for key in row.vulnerable.split(";") if key],
            reason=local_text(row.reason),
        )
        for variable, row in found.items()
        if row is not None
    ]
