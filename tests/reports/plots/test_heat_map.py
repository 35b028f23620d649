"""The heat map: a square a pair, empty where there is no coefficient, readable with many rows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tarazy.reports.plots.heat_map import heat_map

NAN = float("nan")


def drawn(count: int, r: float = 0.5) -> str:
    names = [f"<{place}> & long name of an indicator" for place in range(count)]
    rows = [[1.0 if row == column else r for column in range(count)] for row in range(count)]
    return heat_map("Pairs & more", names, rows, [1] if count > 1 else [], 640, lambda value: f"{value:.1f}")


def squares(svg: str) -> list[ElementTree.Element]:
    """Those of the matrix, without the twenty of the key."""
    root = ElementTree.fromstring(svg)
    return [one for one in root.iter() if one.tag.endswith("rect")][:-20]


@pytest.mark.parametrize("count", [1, 2, 14, 15, 60])
def test_there_is_a_square_for_every_pair_within_the_picture(count: int) -> None:
    svg = drawn(count)
    found = squares(svg)
    assert len(found) == count * (count + 1) // 2
    root = ElementTree.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for one in found:
        assert float(one.attrib["x"]) + float(one.attrib["width"]) <= width
        assert float(one.attrib["y"]) + float(one.attrib["height"]) <= height - 20
    assert height <= 780  # a sheet of paper is not higher


def test_numbers_stand_in_the_squares_of_few_rows_only() -> None:
    assert drawn(3).count(">0.5<") == 3
    assert drawn(15).count(">0.5<") == 0


def test_the_further_from_zero_the_fuller_and_against_is_another_colour() -> None:
    assert 'fill="var(--series-1)" fill-opacity="0.52"' in drawn(2, 0.5)
    assert 'fill="var(--series-2)" fill-opacity="0.90"' in drawn(2, -0.9)


def test_a_pair_without_a_coefficient_is_an_empty_square() -> None:
    found = squares(drawn(2, NAN))
    assert [one.attrib["fill"] for one in found] == ["var(--series-1)", "none", "var(--series-1)"]
    assert "nan" not in drawn(2, NAN)


def test_names_of_many_rows_can_be_read() -> None:
    sizes = {int(size) for size in re.findall(r'font-size="(\d+)"', drawn(60))}
    assert min(sizes) >= 8
