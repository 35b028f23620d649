"""Observations: the last revision of every key that everybody may read."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.api.operation import (
    INTEGER,
    MOMENT,
    NUMBER,
    STRING,
    Asked,
    Field,
    Operation,
    Page,
)
from tarazy.web.doors.api.parameters import breakdowns, moment, period, periods, search, texts
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.queries.pages import KEY, NOT_HERE, Chosen, columns_of, observations_page

FIELDS: Final = (
    Field("unit", _("Who: id of the unit."), STRING),
    Field("variable", _("What: id of the variable."), STRING),
    Field("period", _("When: 2023, 2023-Q1, 2023-07 or 2022/2024."), STRING),
    Field("breakdown", _("For whom: empty for the total, else such as age=15-24;sex=f."), STRING),
    Field("series", _("Who says so."), STRING),
    Field("revision", _("Number of the revision: 1, 2, ..."), INTEGER),
    Field("value", _("The value in the variable’s unit of measure; null where the status says why."), NUMBER),
    Field("se", _("Standard error."), NUMBER),
    Field("n", _("Number of cases."), {"type": ["integer", "null"]}),
    Field("status", _("Status by SDMX’s list; empty for a normal value."), STRING),
    Field("source", _("Id of the source, or the source in words."), STRING),
    Field("reason", _("Why the value was revised."), STRING),
    Field("recorded_at", _("When the revision was recorded."), MOMENT),
)
PARAMETERS: Final = (
    texts("variable", _("Ids of variables.")),
    texts("unit", _("Ids of units.")),
    texts("kind", _("Kinds of units.")),
    texts("parent", _("Units directly below these.")),
    texts("peer_group", _("Units of these peer groups.")),
    texts("place", _("Units of these places, such as kz.")),
    periods("period", _("Exactly these periods.")),
    period("from", _("Periods that do not begin before this one.")),
    period("to", _("Periods that begin before this one ends.")),
    breakdowns("breakdown", _("Exactly these breakdowns; nothing for the total.")),
    texts("series", _("Who says so."), [one.value for one in Series if one.value not in NOT_HERE]),
    moment("as_of", _("As it was known then.")),
    moment("updated_since", _("Recorded then or later.")),
    search("q", _("A part of the variable’s title in any language.")),
)
_LISTS: Final = (
    "variable", "unit", "kind", "parent", "peer_group", "place", "period", "breakdown", "series",
)  # fmt: skip


def answer(asked: Asked) -> Page:
    given = asked.given
    chosen = Chosen(
        **{name: given.get(name, ()) for name in _LISTS},
        first=given.get("from", ""),
        last=given.get("to", ""),
        as_of=given.get("as_of"),
        updated_since=given.get("updated_since"),
        title=given.get("q", ""),
    )
    rows, is_more = observations_page(chosen, asked.fields, asked.most, asked.after)
    columns, width = columns_of(asked.fields), len(asked.fields)
    key = [rows[-1][columns.index(name)] for name in KEY] if is_more else []
    return Page(rows if len(columns) == width else [row[:width] for row in rows], tuple(key))


OPERATIONS: Final = (
    Operation(
        "observations",
        "observations",
        _("Observations"),
        _(
            "Values with who, what, when, for whom and who says so, each at its last revision, in the order of "
            "variable, period, breakdown, series and unit. What bodies report becomes public with the results, and "
            "not before; published scores are a list of their own."
        ),
        answer,
        FIELDS,
        PARAMETERS,
        key=(str,) * len(KEY),
        example={"variable": "unemployment_rate", "kind": "oblast", "from": "2022", "to": "2023", "limit": "10"},
    ),
)
