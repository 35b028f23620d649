"""Unemployment that earns points, and all that must not be taken for it."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, coherent, noise

UNEMPLOYMENT = ("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate")
REDUCED = ("Төмендетілген жұмыссыздық", "Снижение безработицы", "Reduction of unemployment")
BAD = 100 - along(noise(1), 77, 12.0)  # much of it where everything else is bad


def with_south_2(made: Made) -> Invented:
    return Invented(coherent(south_2=made))


def test_it_is_found() -> None:
    (found,) = with_south_2(Made(BAD, "higher", UNEMPLOYMENT, ["8.5.2"])).findings("sign_error")
    assert (found.nodes, found.gravity, found.numbers["sureness"]) == (("south_2",), "grave", "certain")


def test_it_is_not_found() -> None:
    assert with_south_2(Made(BAD, "lower", UNEMPLOYMENT, ["8.5.2"])).findings("sign_error") == []
    assert with_south_2(Made(100 - BAD, "higher", REDUCED)).findings("sign_error") == []
    assert Invented(coherent()).findings("sign_error") == []


def test_words_and_figures_together_are_certain() -> None:
    (found,) = with_south_2(Made(BAD, "higher", UNEMPLOYMENT)).findings("sign_error")
    assert found.numbers["sureness"] == "certain"


def test_words_alone_are_likely() -> None:
    (found,) = with_south_2(Made(noise(5), "higher", UNEMPLOYMENT)).findings("sign_error")
    assert (found.numbers["sureness"], found.numbers["figures"]) == ("likely", "silent")


def test_the_goal_alone_is_likely() -> None:
    (found,) = with_south_2(Made(noise(5), "higher", goals=["8.5.2"])).findings("sign_error")
    assert (found.numbers["sureness"], found.gravity) == ("likely", "grave")


def test_words_against_figures_are_possible() -> None:
    (found,) = with_south_2(Made(100 - BAD, "higher", UNEMPLOYMENT)).findings("sign_error")
    assert (found.numbers["sureness"], found.numbers["figures"]) == ("possible", "for")


def test_figures_alone_are_possible_where_four_others_agree() -> None:
    more = {f"south_{place}": Made(along(noise(1), 30 + place)) for place in range(3, 6)}
    (found,) = Invented(coherent(south_2=Made(BAD), **more)).findings("sign_error")
    assert (found.nodes, found.numbers["sureness"], found.gravity) == (("south_2",), "possible", "serious")


def test_a_conflict_of_aims_is_no_error() -> None:
    emissions = ("Шығарындылар", "Выбросы", "Emissions")
    # Emissions are low where everything else is bad: that is so in the world, and no mistake of the text.
    assert with_south_2(Made(100 - BAD, "lower", emissions)).findings("sign_error") == []
