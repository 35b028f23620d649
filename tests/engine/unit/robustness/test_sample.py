"""Draws belong to a seed, an assumption and a number: nothing else moves them."""

import numpy as np

from tarazy.engine.robustness.sample import generator, numbers


def test_numbers_are_the_same_on_every_machine():
    assert numbers(1, "weights", 2, 2).tolist() == FIRST


def test_more_replicates_change_none_that_were_there():
    assert np.array_equal(numbers(3, "weights", 10, 4), numbers(3, "weights", 1000, 4)[:10])


def test_another_seed_another_name_and_another_draw_give_other_numbers():
    given = generator(1, "errors", "births", "2024", draw=5).random(3).tolist()
    others = (
        generator(2, "errors", "births", "2024", draw=5),
        generator(1, "revisions", "births", "2024", draw=5),
        generator(1, "errors", "deaths", "2024", draw=5),
        generator(1, "errors", "births", "2024", draw=6),
    )
    assert all(other.random(3).tolist() != given for other in others)
    assert generator(1, "errors", "births", "2024", draw=5).random(3).tolist() == given


def test_numbers_lie_strictly_between_0_and_1_and_are_even():
    drawn = numbers(1, "any", 50_000, 2)
    assert drawn.min() > 0
    assert drawn.max() < 1
    counts, _ = np.histogram(drawn, bins=20, range=(0, 1))
    assert np.abs(counts / 5_000 - 1).max() < 0.05


FIRST = [[0.8703291446386809, 0.13315266287543842], [0.28680089875020537, 0.22148755849223484]]
