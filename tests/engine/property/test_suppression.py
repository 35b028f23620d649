"""No suppressed cell of any table can be worked out: checked by another way than the one that chose the cells."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.engine.statistics.suppression.choice import small, suppressed
from tarazy.engine.statistics.suppression.solved import Relation, determined, pinned
from tests.engine.reference import suppression as slow


def margins(shape: tuple[int, ...]) -> list[Relation]:
    """The relations of a table with totals at place 0 of every axis: along each axis the rest sums to the first."""
    places = np.arange(math.prod(shape)).reshape(shape)
    found = []
    for axis, size in enumerate(shape):
        if size > 1:
            along = np.moveaxis(places, axis, 0).reshape(size, -1)
            found += [Relation(int(line[0]), tuple(int(part) for part in line[1:])) for line in along.T]
    return found


def with_totals(inner: np.ndarray) -> np.ndarray:
    for axis in range(inner.ndim):
        inner = np.concatenate([inner.sum(axis=axis, keepdims=True), inner], axis=axis)
    return inner


@st.composite
def tables(draw: st.DrawFn, most: int = 30) -> tuple[np.ndarray, tuple[int, ...]]:
    shape = draw(st.sampled_from([(3,), (2, 2), (3, 2), (4, 3), (2, 2, 2), (3, 2, 2)]))
    values = draw(st.lists(st.integers(0, most), min_size=math.prod(shape), max_size=math.prod(shape)))
    full = with_totals(np.array(values, dtype=float).reshape(shape))
    return full.ravel(), full.shape


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_suppressed_follows_from_what_is_published(table: tuple[np.ndarray, tuple[int, ...]]) -> None:
    counts, shape = table
    relations = margins(shape)
    primary = small(counts, 5)
    hidden = suppressed(counts, primary, relations)
    assert set(primary) <= set(hidden)
    assert slow.determined(set(hidden), relations) == []
    assert pinned(counts, hidden, relations) == []
    if not primary:
        assert hidden == []


@settings(max_examples=150, deadline=None)
@given(tables(), st.data())
def test_the_exact_check_says_what_ranks_say(table: tuple[np.ndarray, tuple[int, ...]], data: st.DataObject) -> None:
    counts, shape = table
    relations = margins(shape)
    hidden = data.draw(st.sets(st.integers(0, len(counts) - 1), max_size=10))
    assert determined(hidden, relations) == slow.determined(hidden, relations)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.data())
def test_what_is_pinned_is_what_trying_every_table_leaves_one_number_for(
    values: list[int], data: st.DataObject
) -> None:
    full = with_totals(np.array(values, dtype=float).reshape(2, 2))
    relations, counts = margins(full.shape), full.ravel()
    hidden = data.draw(st.sets(st.integers(0, 8), min_size=1, max_size=4))
    tried = slow.possible([int(count) for count in counts], hidden, relations)
    found = pinned(counts, hidden, relations)
    related = {cell for one in relations for cell in one.cells}
    # Numbers above the greatest count are not tried: a cell without an upper end has more of them.
    assert set(found) <= {cell for cell in hidden & related if len(tried[cell]) == 1}
    assert {cell for cell in hidden if len(tried[cell]) > 1}.isdisjoint(found)


@settings(max_examples=100, deadline=None)
@given(tables(), tables())
def test_what_was_hidden_once_stays_hidden_and_safe(
    first: tuple[np.ndarray, tuple[int, ...]], second: tuple[np.ndarray, tuple[int, ...]]
) -> None:
    """After a correction the cells of before are given as primary: those of both days together cannot be solved."""
    if first[1] != second[1]:
        return
    relations = margins(first[1])
    before = suppressed(first[0], small(first[0], 5), relations)
    after = suppressed(second[0], {*before, *small(second[0], 5)}, relations)
    assert set(before) <= set(after)
    assert slow.determined(set(after), relations) == []


def test_a_hierarchy_of_units_by_sex_keeps_its_small_district() -> None:
    """Country, two regions, two districts each, by sex: the girl of one district is not to be found by subtraction."""
    units, sexes = ("country", "a", "b", "a1", "a2", "b1", "b2"), ("", "f", "m")
    leaves = {"a1": (1, 40), "a2": (60, 70), "b1": (80, 90), "b2": (30, 20)}
    below = {"a": ("a1", "a2"), "b": ("b1", "b2"), "country": ("a", "b")}
    women, men = ({unit: pair[sex] for unit, pair in leaves.items()} for sex in (0, 1))
    for unit, parts in below.items():
        for counted in (women, men):
            counted[unit] = sum(counted[part] for part in parts)
    places = {pair: at for at, pair in enumerate(itertools.product(units, sexes))}
    counts = np.zeros(len(places))
    for unit in units:
        counts[[places[unit, sex] for sex in sexes]] = (women[unit] + men[unit], women[unit], men[unit])
    relations = [Relation(places[unit, ""], (places[unit, "f"], places[unit, "m"])) for unit in units]
    for unit, parts in below.items():
        relations += [Relation(places[unit, sex], tuple(places[part, sex] for part in parts)) for sex in sexes]
    hidden = suppressed(counts, [places["a1", "f"]], relations)
    assert slow.determined(set(hidden), relations) == []
    assert len(hidden) == 4  # one square: two districts, both sexes
    assert places["country", ""] not in hidden
