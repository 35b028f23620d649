"""What a chart shows is what it was given: gaps stay gaps, breaks are seen, nothing is drawn that was not measured."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tarazy.reports.charts import Line, Spec, trend
from tarazy.reports.draw import draw

YEARS = [str(year) for year in range(2015, 2023)]


def drawn(spec: Spec, lang: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(draw(spec, "A title", lang))


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter() if element.tag.endswith("}text")]


def stretches(spec: Spec) -> list[list[float]]:
    """The values of each unbroken stretch of the strong lines."""
    rows = [
        row
        for layer in spec["layer"]
        if isinstance(layer["mark"], dict) and layer["mark"].get("strokeWidth") == 2.5
        for row in layer["data"]["values"]
    ]
    parts = dict.fromkeys(row["part"] for row in rows)
    return [[row["value"] for row in rows if row["part"] == part] for part in parts]


def test_a_gap_is_not_bridged() -> None:
    line = Line("Coast", [1.0, 2.0, None, None, 3.0, 4.0, 5.0, None])
    assert stretches(trend(YEARS, [line], 600, 240)) == [[1.0, 2.0], [3.0, 4.0, 5.0]]


def test_a_break_interrupts_the_line_and_is_drawn() -> None:
    line = Line("Coast", [float(at) for at in range(8)], breaks=["2018"])
    spec = trend(YEARS, [line], 600, 240)
    assert stretches(spec) == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0, 6.0, 7.0]]
    rules = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rule"]
    assert [row["period"] for layer in rules for row in layer["data"]["values"]] == ["2018"]
    assert any(element.get("stroke-dasharray") == "3,3" for element in drawn(spec).iter())


def test_a_single_point_between_gaps_is_a_dot() -> None:
    values = [None, 7.0, None, *([None] * 5)]
    svg = drawn(trend(YEARS, [Line("Coast", values)], 600, 240))
    filled = [element for element in svg.iter() if element.get("fill") == "var(--series-1)"]
    assert len(filled) == 1


def test_a_former_unit_is_a_dashed_line_before_the_new_one() -> None:
    lines = [
        Line("Old", [1.0, 2.0, 3.0, *([None] * 5)], "former"),
        Line("New", [None, None, None, 2.0, 3.0, 4.0, 5.0, 6.0], breaks=["2018"], last="6.0"),
    ]
    svg = drawn(trend(YEARS, lines, 600, 240))
    dashes = {element.get("stroke-dasharray") for element in svg.iter() if element.get("stroke") == "var(--series-1)"}
    assert "5,3" in dashes
    assert "6.0" in texts(svg)


def test_two_strong_lines_are_named_and_one_is_not() -> None:
    one, other = Line("Coast", [1.0] * 8), Line("mean", [2.0] * 8)
    assert {"Coast", "mean"} <= set(texts(drawn(trend(YEARS, [one, other], 600, 240))))
    assert "Coast" not in texts(drawn(trend(YEARS, [one], 600, 240)))


@pytest.mark.parametrize(("width", "most"), [(600, 13), (220, 5)])
def test_labels_of_periods_fit_and_the_last_is_there(width: int, most: int) -> None:
    years = [str(year) for year in range(1990, 2022)]
    shown = [text for text in texts(drawn(trend(years, [Line("x", [1.0] * 31 + [2.0])], width, 240))) if text in years]
    assert shown[-1] == "2021"
    assert 3 <= len(shown) <= most
