"""A distribution shows every unit in the colour of its class, and the mean of all."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tarazy.reports.plots.distribution import Mark, Mean, distribution
from tarazy.reports.plots.lines import Trace, lines

SVG = "{http://www.w3.org/2000/svg}"
MEAN = Mean(3.0, "mean 3.0")


def drawn(marks: list[Mark], width: int = 600) -> ElementTree.Element:
    return ElementTree.fromstring(distribution("A title", marks, MEAN, (width, 150), str))


def texts(svg: ElementTree.Element) -> list[str]:
    return [str(one.text) for one in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [330, 1100])
def test_every_unit_is_a_dot_in_its_colour_within_the_picture(width: int) -> None:
    svg = drawn([Mark(float(at % 7), f"var(--band-{1 + at % 5})") for at in range(70)], width)
    dots = list(svg.iter(f"{SVG}circle"))
    for band in range(1, 6):
        assert len([one for one in dots if one.get("fill") == f"var(--band-{band})"]) == 14
    for one in dots:
        x, y, r = (float(one.get(name, "nan")) for name in ("cx", "cy", "r"))
        assert r <= x <= width - r
        assert r <= y <= 150 - r
    assert "mean 3.0" in texts(svg)


def test_many_units_become_columns_as_high_as_they_have_units() -> None:
    svg = drawn([Mark(float(at % 30), "var(--band-1)") for at in range(1800)] + [Mark(0.0, "var(--band-1)")] * 60)
    columns = [float(one.get("height", "nan")) for one in svg.iter(f"{SVG}rect")]
    assert len(columns) == 30
    assert columns[0] == pytest.approx(2 * columns[1], abs=0.2)


def test_equal_values_are_drawn_too() -> None:
    assert len(list(drawn([Mark(5.0, "var(--band-1)")] * 4).iter(f"{SVG}circle"))) == 4


def test_round_values_are_written_below() -> None:
    assert {"2.0", "4.0"} <= set(texts(drawn([Mark(float(at), "var(--band-1)") for at in range(7)])))


def test_what_a_line_comes_to_stands_at_its_last_point() -> None:
    years = ["2020", "2021", "2022"]
    svg = ElementTree.fromstring(lines("t", years, [Trace("a", [1, 2, None], written="two")], (700, 240), str))
    last = max(float(one.get("cx", "nan")) for one in svg.iter(f"{SVG}circle"))
    assert {float(one.get("x", "nan")) for one in svg.iter(f"{SVG}text") if one.text == "two"} == {last}
