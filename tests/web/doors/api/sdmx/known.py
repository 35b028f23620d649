"""What the database holds, read without the queries and writers that are being tested."""

from __future__ import annotations

from dataclasses import dataclass

from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.results.models import Interval, Score

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


# The attributes by the columns of an interval, by hand as the manual has them.
OF_INTERVAL = {"SCORE_MEDIAN": "score_median", "SCORE_LOW": "score_low", "SCORE_HIGH": "score_high",
               "RANK_MEDIAN": "rank_median", "RANK_LOW": "rank_low", "RANK_HIGH": "rank_high", "P_TOP_10": "p_top_10",
               "P_SCORED": "p_scored", "CHANGE": "change", "CHANGE_LOW": "change_low", "CHANGE_HIGH": "change_high",
               "P_RISE": "p_rise", "LEVEL_PERCENT": "estimate__level_percent"}  # fmt: skip


def intervals(index: str, **narrowed: object) -> dict[tuple[str, ...], dict[str, float]]:
    """What is known of each interval, by frequency, unit, node and period."""
    rows = Interval.objects.filter(estimate__run__version__methodology=index, **narrowed)
    found = {}
    for unit, node, period, *of in rows.values_list("unit", "node", "period", *OF_INTERVAL.values()):
        said = dict(zip(OF_INTERVAL, of, strict=True))
        found["A", unit, node, period] = {id: value for id, value in said.items() if value is not None}
    return found
