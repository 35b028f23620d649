"""What the database holds, read without the queries and writers that are being tested."""

from __future__ import annotations

from dataclasses import dataclass

from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.results.models import Score

PARTS = ("FREQ", "UNIT", "VARIABLE", "BREAKDOWN", "SERIES", "TIME_PERIOD")
# By hand, as the manual has it: what is written here may not come from the code that writes it.
LEGAL = {"": "_T", "sex=f": "sex@f", "sex=m": "sex@m", "residence=urban": "residence@urban",
         "residence=rural": "residence@rural", "speed=256k_to_2_mbps": "speed@256k_to_2_mbps",
         "speed=2_to_10_mbps": "speed@2_to_10_mbps", "speed=over_10_mbps": "speed@over_10_mbps"}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What a message says of one observation, as texts and numbers."""

    value: float | None
    status: str
    unit_of_measure: str
    revision: str
    source: str


Rows = dict[tuple[str, ...], Row]


def observations(place: str = "kz", **narrowed: object) -> Rows:
    """The last revision of each key of a place's variables, by its key as SDMX writes it."""
    found: Rows = {}
    rows = Observation.objects.filter(variable__place=place, **narrowed).exclude(series="score")
    for one in rows.select_related("variable").order_by("revision"):
        key = ("A", one.unit_id, one.variable_id, LEGAL[one.breakdown], one.series, one.period)
        measure = one.variable.unit_of_measure_id
        found[key] = Row(one.value, one.status or "A", measure, str(one.revision), one.source)
    return found


def scores(index: str) -> dict[tuple[str, ...], tuple[float | None, float | None, str]]:
    """Score, rank and band by frequency, unit, node and period."""
    rows = Score.objects.filter(run__version__methodology=index)
    return {("A", one.unit_id, one.node, one.period): (one.score, one.rank, one.band) for one in rows}
