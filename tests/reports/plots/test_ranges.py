"""Ranks with whiskers: each dot between its ends, everything within the picture."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tarazy.reports.plots.ranges import Range, ranges


def drawn(rows: list[Range]) -> ElementTree.Element:
    return ElementTree.fromstring(ranges("Ranks & more", rows, 640, lambda rank: f"{rank:.0f}"))


@pytest.mark.parametrize("count", [1, 2, 60])
def test_there_is_a_dot_a_unit_between_its_ends_and_within_the_picture(count: int) -> None:
    root = drawn([Range(f"<{place}>", place + 1.0, max(1.0, place - 3.0), place + 5.0) for place in range(count)])
    dots = [one for one in root.iter() if one.tag.endswith("circle")]
    whiskers = [one for one in root.iter() if one.tag.endswith("line") and one.get("stroke-width") == "2"]
    assert len(dots) == len(whiskers) == count
    for dot, whisker in zip(dots, whiskers, strict=True):
        assert float(whisker.attrib["x1"]) <= float(dot.attrib["cx"]) <= float(whisker.attrib["x2"])
        assert float(whisker.attrib["x2"]) <= float(root.attrib["width"])
        assert float(dot.attrib["cy"]) < float(root.attrib["height"])


@pytest.mark.parametrize("first", [1, 2, 80])
def test_no_place_before_the_first_is_marked(first: int) -> None:
    root = drawn([Range(str(place), place, max(1.0, place - 1), place + 1) for place in range(first, first + 20)])
    marks = [one for one in root.iter() if one.get("text-anchor") == "middle"]
    written = [int(one.text or "") for one in marks]
    assert min(written) >= 1
    assert len(written) == len(set(written))
    assert all(0 < float(one.attrib["x"]) <= float(root.attrib["width"]) for one in marks)


def test_a_rank_that_is_sure_has_a_whisker_without_length() -> None:
    (whisker,) = [one for one in drawn([Range("A", 1.0, 1.0, 1.0)]).iter() if one.get("stroke-width") == "2"]
    assert whisker.attrib["x1"] == whisker.attrib["x2"]


def test_the_one_that_is_spoken_of_has_a_strong_name_and_a_colour_of_its_own() -> None:
    root = drawn([Range("A", 1.0, 1.0, 2.0), Range("B", 2.0, 1.0, 3.0, here=True)])
    names = {one.text: one.get("font-weight") for one in root.iter() if one.text in ("A", "B")}
    assert names == {"A": None, "B": "600"}
    first, second = (one.get("fill") for one in root.iter() if one.tag.endswith("circle"))
    assert first != second
