"""Plots draw what they are given: nothing bridged, nothing outside, every mark with its words."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.reports.plots.bars import Row, bars
from tarazy.reports.plots.frame import Scale, element, scale, shortened, style, width_of
from tarazy.reports.plots.lines import Trace, apart, lines, stretches, strong_of
from tarazy.reports.plots.marks import MOST_REACHED, in_lines
from tarazy.reports.plots.scatter import Axes, Dot, radii_of, scatter
from tarazy.reports.plots.spread import Placed, spread

SVG = "{http://www.w3.org/2000/svg}"
YEARS = ["2020", "2021", "2022", "2023"]
numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def marks(svg: str) -> list[ElementTree.Element]:
    """Those that the keyboard reaches."""
    return [one for one in tree(svg).iter(f"{SVG}g") if one.get("tabindex") == "0"]


def titles(svg: str) -> list[str]:
    """What marks say, whether they are reached or only pointed at."""
    return [one.get("aria-label", "") for one in marks(svg)] or [
        str(one.text) for one in tree(svg).iter(f"{SVG}title")
    ][1:]


@given(st.lists(numbers, min_size=1, max_size=20))
def test_every_value_lies_on_its_scale(values: list[float]) -> None:
    found = scale(values, 0, 100)
    assert all(-1e-6 <= found.at(value) <= 100 + 1e-6 for value in values)
    assert list(found.marks) == sorted(set(found.marks))
    assert 2 <= len(found.marks) <= 8


def test_a_text_is_escaped() -> None:
    svg = lines('<"a&b">', YEARS, [Trace("<x>", [1, 2, 3, 4], ["<said>"] * 4)], (400, 200), str)
    assert tree(svg).get("aria-label") == '<"a&b">'
    assert titles(svg) == ["<said>"] * 4


def test_neither_a_gap_nor_a_break_is_bridged() -> None:
    assert stretches(Trace("a", [1, None, 3, 4])) == [[0], [2, 3]]
    assert stretches(Trace("a", [1, 2, 3, 4], breaks=[2])) == [[0, 1], [2, 3]]
    svg = lines("t", YEARS, [Trace("a", [1, None, 3, 4])], (700, 300), str)
    paths = [one.get("d", "") for one in tree(svg).iter(f"{SVG}path")]
    assert [path.count("M") for path in paths] == [1]
    assert len(list(tree(svg).iter(f"{SVG}circle"))) == 3


def test_of_many_lines_the_ends_are_strong_and_the_others_say_their_names() -> None:
    traces = [Trace(f"line {n}", [n, n + 1, n, n]) for n in range(12)]
    assert [trace.name for trace in strong_of(traces)] == ["line 11", "line 0"]
    assert titles(lines("t", YEARS, traces, (700, 300), str)) == [f"line {n}" for n in range(1, 11)]
    assert strong_of([Trace(str(n), [None]) for n in range(12)]) == []
    assert lines("t", ["2020"], [Trace(str(n), [None]) for n in range(12)], (330, 300), str)


def test_eight_lines_differ_by_more_than_colour() -> None:
    assert len({style(place) for place in range(8)}) == 8
    assert len({style(place)[0] for place in range(8)}) == 4


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_names_at_ends_do_not_overlap(heights: list[float]) -> None:
    found = apart(sorted(heights), 0, 300)
    assert all(later - earlier >= 14.99 for earlier, later in pairwise(found))
    assert max(found) <= 300


@pytest.mark.parametrize("width", [330, 760])
def test_bars_are_as_long_as_their_values_and_begin_at_zero(width: int) -> None:
    rows = [
        Row("Coast", [4.0, -2.0], ["4", "−2"], ["Coast: 4", "Coast: −2"]),
        Row("Hills", [2.0, None], ["2", "-"], ["a", "b"]),
    ]
    svg = bars("t", rows, ["women", "men"], width)
    drawn = [one[0] for one in marks(svg)]
    long = [float(one.get("width", "0")) for one in drawn]
    assert long[0] == pytest.approx(2 * long[1], abs=0.3)
    assert long[2] == pytest.approx(long[1], abs=0.3)
    ends = [float(one.get("x", "0")) for one in drawn]
    assert ends[1] + long[1] == pytest.approx(ends[0], abs=0.3)
    assert titles(svg) == ["Coast: 4", "Coast: −2", "a"]
    assert len({(one.get("fill"), one.get("fill-opacity")) for one in drawn}) == 2


def test_areas_of_circles_are_to_each_other_as_their_values() -> None:
    dots = [Dot("a", 1, 1, "a", 100.0), Dot("b", 2, 2, "b", 25.0), Dot("c", 2, 3, "c", None)]
    radii = radii_of(dots)
    assert radii[0] == pytest.approx(2 * radii[1])
    assert radii_of([Dot("a", 1, 1, "a")]) == [5.0]
    svg = scatter("t", dots, Axes("along", "up", str, str), (500, 400))
    assert sorted(titles(svg)) == ["a", "b", "c"]
    centres = {one.get("aria-label"): (float(one[0].get("cx", 0)), float(one[0].get("cy", 0))) for one in marks(svg)}
    assert centres["a"][0] < centres["b"][0] == centres["c"][0]
    assert centres["c"][1] < centres["b"][1] < centres["a"][1]


def test_names_in_a_scatter_cover_no_other_name() -> None:
    svg = scatter("t", [Dot(f"unit {n}", 1.0, 1.0, "") for n in range(9)], Axes("x", "y", str, str), (500, 400))
    names = [one for one in tree(svg).iter(f"{SVG}text") if str(one.text).startswith("unit")]
    assert len(names) < 9 * 2


def test_dots_of_a_distribution_are_piled_within_the_picture() -> None:
    units = [Placed(f"u{n:02}", float(n % 3), f"said {n}") for n in range(90)]
    svg = spread("t", units, (330, 240), str, "median 1")
    circles = list(tree(svg).iter(f"{SVG}circle"))
    assert len(circles) == 90 == len(titles(svg))
    assert all(0 < float(one.get("cy", 0)) < 240 and 0 < float(one.get("cx", 0)) < 330 for one in circles)
    assert "median 1" in [one.text for one in tree(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("count", [1, MOST_REACHED, MOST_REACHED + 1])
def test_few_marks_are_reached_by_keyboard_and_of_many_none(count: int) -> None:
    dots = [Dot(f"u{n}", float(n), 1.0, f"said {n}") for n in range(count)]
    svg = scatter("t", dots, Axes("x", "y", str, str), (500, 400))
    is_few = count <= MOST_REACHED
    assert len(marks(svg)) == (count if is_few else 0)
    assert sorted(titles(svg)) == sorted(dot.said for dot in dots)
    # What can be reached must not stand within an image, which hides all that is in it.
    assert tree(svg).get("role") == ("group" if is_few else "img")
    root = tree(svg)
    bare = [one for one in root.iter(f"{SVG}text") if one.get("class") != "said"]
    hidden = [text for one in root if one.get("aria-hidden") for text in one.iter(f"{SVG}text")]
    assert not is_few or bare == hidden


def test_the_words_of_a_mark_stand_below_the_picture_and_fit_it() -> None:
    said = "The Region of the Long Name, share of those who are without work: 4.9 %"
    svg = bars("t", [Row("a", [1.0], ["1"], [said])], ["p"], 330)
    words = [one for one in tree(svg).iter(f"{SVG}text") if one.get("class") == "said"]
    rects = [float(one.get("y", 0)) + float(one.get("height", 0)) for one in tree(svg).iter(f"{SVG}rect")]
    assert min(float(one.get("y", 0)) for one in words) > max(rects)
    assert max(float(one.get("y", 0)) for one in words) < float(tree(svg).get("height", 0))
    assert all(width_of(str(one.text)) <= 330 for one in words)
    assert in_lines("aaaa " * 40, 100)[-1].endswith("…")
    assert len(in_lines("a", 100)) == 1


def test_what_is_carried_is_hollow() -> None:
    drawn = {
        "lines": lines("t", YEARS, [Trace("a", [1, 2, 3, 4], ["s"] * 4, hollow=[1])], (400, 200), str),
        "thin": lines("t", YEARS, [Trace(f"{n}", [n] * 4, hollow=[0] * (n == 5)) for n in range(9)], (700, 300), str),
        "bars": bars("t", [Row("a", [1.0, 2.0], ["1", "2"], ["a", "b"], hollow=[1])], ["p", "q"], 330),
        "scatter": scatter("t", [Dot("a", 1, 1, "a", hollow=True), Dot("b", 2, 2, "b")],
                           Axes("x", "y", str, str), (500, 400)),
        "spread": spread("t", [Placed("a", 1.0, "a", hollow=True), Placed("b", 2.0, "b")], (330, 240), str, "m"),
    }  # fmt: skip
    for name, svg in drawn.items():
        shapes = [*tree(svg).iter(f"{SVG}circle"), *tree(svg).iter(f"{SVG}rect")]
        assert sum(one.get("fill") == "var(--sheet)" for one in shapes) == 1, name


def test_a_long_name_is_cut_where_the_room_ends() -> None:
    assert shortened("Mangystau", 500) == "Mangystau"
    assert width_of(shortened("West Kazakhstan Region", 60)) <= 60
    assert shortened("West Kazakhstan Region", 60).endswith("…")


def test_attributes_that_are_empty_are_left_out() -> None:
    assert element("path", d="M0", stroke_dasharray="") == '<path d="M0"/>'
    assert not re.search("style=|class=", bars("t", [Row("a", [1.0], ["1"], [""])], ["p"], 330))
    assert Scale(0, 10, 100, 0).at(5) == 50


def test_a_whisker_stands_where_an_interval_is_and_nowhere_else() -> None:
    trace = Trace("here", [1.0, 2.0, 3.0], whiskers=[(0.5, 1.5), None, (2.0, 9.0)])
    drawn = lines("t", ["2021", "2022", "2023"], [trace], (640, 240), str)
    without = lines("t", ["2021", "2022", "2023"], [Trace("here", [1.0, 2.0, 3.0])], (640, 240), str)
    assert drawn.count("<path") - without.count("<path") == 2
    assert ">8.0<" in drawn  # the scale reaches as far as the whiskers
    assert ">8.0<" not in without


@pytest.mark.parametrize("width", [330, 760])
def test_whiskers_of_bars_lie_where_their_ends_are_and_nothing_is_written_over_them(width: int) -> None:
    rows = [Row("a", [4.0, None], ["4.0", "no data"], ["a", ""], whiskers=[(2.0, 10.0), None])]
    drawn = tree(bars("t", rows, ["p", "q"], width))
    [*_rim, path] = [one.get("d", "") for one in drawn.iter(f"{SVG}path") if "H" in one.get("d", "")]
    low, high = (float(end) for end in re.findall(r"M([\d.]+),[\d.]+(?:H([\d.]+))", path)[0])
    [bar] = [one for one in drawn.iter(f"{SVG}rect") if one.get("height") == "11"]
    start, end = float(bar.get("x", "")), float(bar.get("x", "")) + float(bar.get("width", ""))
    assert (low - start) / (high - start) == pytest.approx(2 / 10, abs=0.01)
    assert (end - start) / (high - start) == pytest.approx(4 / 10, abs=0.01)
    [written] = [one for one in drawn.iter(f"{SVG}text") if one.text == "4.0"]
    assert float(written.get("x", "")) > high
    assert float(written.get("x", "")) + width_of("4.0") <= width


def test_a_whisker_below_zero_has_room() -> None:
    rows = [Row("a", [1.0], ["1.0"], ["a"], whiskers=[(-3.0, 2.0)])]
    drawn = tree(bars("t", rows, ["p"], 760))
    [path, *_rim] = [one.get("d", "") for one in drawn.iter(f"{SVG}path") if "H" in one.get("d", "")]
    zero = next(one for one in drawn.iter(f"{SVG}line"))
    assert 0 < float(re.findall(r"M([\d.]+)", path)[0]) < float(zero.get("x1", ""))
