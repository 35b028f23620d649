"""A bar is as long as what it shows, each part in its colour; what is written is all there."""

from __future__ import annotations

import re

from tarazy.reports.bars import Bar, Part, Upright, bars
from tarazy.reports.charts import Spec
from tests.reports.test_charts import drawn, texts

PARTS = [Part("late", "var(--series-2)"), Part("missing", "var(--series-3)")]
SHOWN = [Bar("Coast", [3, 1], "4"), Bar("Hills", [0, 2], "2"), Bar("Hills", [1, 0], "1")]


def lengths(spec: Spec, colour: str) -> list[float]:
    """How long the parts in a colour are, from the top."""
    bars_of = [one for one in drawn(spec).iter() if one.get("fill") == colour and one.get("d", "").count("h") == 2]
    return [float(re.findall(r"h(-?[\d.]+)", str(one.get("d")))[0]) for one in bars_of]


def test_a_bar_is_as_long_as_its_parts() -> None:
    late, missing = (lengths(bars(SHOWN, PARTS, 640), part.colour) for part in PARTS)
    unit = missing[0]
    assert [round(one / unit, 6) for one in late if one > 20] == [3, 1]
    assert [round(one / unit, 6) for one in missing if one > 20] == [1, 2]


def test_bars_of_one_name_are_two() -> None:
    written = texts(drawn(bars(SHOWN, PARTS, 330)))
    # Each text is drawn twice, the first time as its own rim.
    assert [one for one in written if one == "Hills"] == ["Hills"] * 4
    assert {"late", "missing", "4", "2", "1"} <= set(written)


def test_a_line_across_is_named() -> None:
    svg = drawn(bars(SHOWN[:1], PARTS, 640, Upright(6.0, "the target")))
    assert "the target" in texts(svg)
    assert any(element.get("stroke-dasharray") == "4,3" for element in svg.iter())


def test_nothing_but_zeros_can_be_drawn() -> None:
    assert drawn(bars([Bar("Coast", [0, 0], "0")], PARTS, 330)) is not None
