"""Values that a table would correct, in words: of whom, of what, of when."""

from __future__ import annotations

from typing import Final

from tarazy.web.rooms.observatory.actions.recording import Given
from tarazy.web.rooms.observatory.queries import imports as asked
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.written import number
from tarazy.web.ui.written import period as period_text

MOST_SHOWN: Final = 100


def corrections(given: Given, found: asked.Differences, user: User) -> list[tuple[str, str, str, str]]:
    """The first values that would be corrected: where they stand, what they are of, as recorded, as given."""
    rows = found.found.revised.head(MOST_SHOWN)
    units = {pk: str(unit.name) for pk, unit in units_by_id(rows["unit"].unique().to_list()).items()}
    named = asked.variables_in(asked.places_of(user)).filter(pk__in=rows["variable"].unique().to_list())
    titles = {one.pk: str(one.title) for one in named}
    return [
        (
            given.incoming.observations.place(row["row"]),
            " · ".join(
                part
                for part in (
                    units.get(row["unit"], row["unit"]),
                    titles.get(row["variable"], row["variable"]),
                    period_text(row["period"]),
                    row["breakdown"],
                )
                if part
            ),
            _number(row["value_before"]),
            _number(row["value"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def _number(value: float | None) -> str:
    return "—" if value is None else number(value)
