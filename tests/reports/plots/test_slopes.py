"""Ranks before and after as lines."""

from __future__ import annotations

import re
from itertools import pairwise

from tarazy.reports.plots.slopes import DOWN, MOST_ROWS, UP, Slope, slopes

HEADS = ("before", "after")


def test_who_moves_has_a_line_of_its_own_and_who_stays_a_common_path() -> None:
    svg = slopes("Ranks", [Slope("A", 1, 3), Slope("B", 2, 2), Slope("C", 3, 1), Slope("D", 4, 4)], HEADS, 640)
    lines = re.findall(r'<path d="M[^"]*L[^"]*" stroke="(var\(--series-\d\))"[^>]*><title>(.*?)</title>', svg)
    assert sorted(lines) == sorted([(DOWN, "A: 1 → 3"), (UP, "C: 3 → 1")])
    assert len(re.findall(r"<path [^>]*d=\"(M[^\"]*H[^\"]*)\"", svg)) == 1
    assert svg.count("H409.6") == 2
    for words in ("A 1", "3 A", "B 2", "2 B", ">before<", ">after<", 'aria-label="Ranks"'):
        assert words in svg


def test_names_do_not_cover_each_other_where_ranks_are_tied() -> None:
    svg = slopes("Ranks", [Slope(name, 1, 1) for name in "ABC"], HEADS, 330)
    heights = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*text-anchor="end"[^>]*>[ABC] 1<', svg)]
    assert len(heights) == 3
    assert all(below - above >= 12 for above, below in pairwise(heights))


def test_of_many_units_only_those_that_are_named_have_names() -> None:
    count = 250
    rows = [Slope(f"Unit {rank}", rank, count + 1 - rank, named=rank == 1) for rank in range(1, count + 1)]
    svg = slopes("Ranks", rows, HEADS, 640)
    assert "Unit 1 1<" in svg
    assert ">Unit 2 2<" not in svg
    assert svg.count("<title>Unit") == count
    assert len(svg) < 40_000
    assert float(re.findall(r'height="(\d+)"', svg)[0]) < 16 * (MOST_ROWS + 3)


def test_what_a_name_holds_is_text() -> None:
    assert "<b>" not in slopes("Ranks", [Slope("<b>", 1, 2), Slope("x", 2, 1)], HEADS, 330)
