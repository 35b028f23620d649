"""What cannot stand between the parameters of rules laid down beforehand: each flaw says what, and where it lies."""

from __future__ import annotations

from typing import Any

from tarazy.engine.steps import methods
from tests.engine.unit.run.small import DAY
from tests.engine.unit.steps.test_flaws import LATER, flaws

NORMALISE = methods("normalise")
LAID_DOWN = {"source": "source", "date": DAY}
Found = list[tuple[str, tuple[str | int, ...]]]


def test_steps_of_points() -> None:
    of = NORMALISE["steps_of_points"]

    def found(*rows: Any) -> Found:
        return flaws("normalise", "steps_of_points", on_threshold="upper", dated=rows)

    def row(*steps: tuple[float, float], below: float = 0, first: Any = DAY) -> Any:
        return of.From(first, "source", below, tuple(of.Level(*step) for step in steps))

    assert found(row((50, 40), (80, 100))) == []
    assert found(row((50, 40)), row((60, 40), first=LATER)) == []
    assert found(row((50, 40), (50, 60), (40, 101), below=-1), row((50, 40))) == [
        ("The threshold 50 does not lie above the one before it (50).", ("dated", 0, "steps", 1, "threshold")),
        ("The threshold 40 does not lie above the one before it (50).", ("dated", 0, "steps", 2, "threshold")),
        ("A step gives \N{MINUS SIGN}1 points.", ("dated", 0, "points_below")),
        ("A step gives 101 points.", ("dated", 0, "steps", 2, "points")),
        ("Two rows of steps begin on the same day: 2020-01-01.", ("dated", 1, "from")),
    ]


def test_letters() -> None:
    of = NORMALISE["letters"]

    def found(*rows: Any) -> Found:
        return flaws("normalise", "letters", dated=rows)

    def row(*letters: tuple[str, float, float], first: Any = DAY) -> Any:
        return of.From(first, "source", tuple(of.Letter(*letter) for letter in letters))

    assert found(row(("A", 2, 100), ("B", 1, 0)), row(("A", 2, 100), ("B", 1, 0), first=LATER)) == []
    assert found(row(("A", 2, 100), ("A", 1, 0), ("B", 2, 120)), row(("A", 2, 100), ("B", 1, 0))) == [
        ("The letter A stands twice in the list.", ("dated", 0, "letters", 1, "letter")),
        ("The number 2 of the letter B is that of another letter.", ("dated", 0, "letters", 2, "value")),
        ("The letter B gives 120 points.", ("dated", 0, "letters", 2, "points")),
        ("Two rows of letters begin on the same day: 2020-01-01.", ("dated", 1, "from")),
    ]


def test_ratio_to_previous() -> None:
    def found(least: float, most: float) -> Found:
        return flaws("normalise", "ratio_to_previous", least_percent=least, most_percent=most, **LAID_DOWN)

    assert found(0, 200) == []
    assert found(200, 200) == [("The ratio is held to 200 to 200 percent.", ("least_percent",))]
    assert found(-1, 200) == [("The ratio is held to \N{MINUS SIGN}1 to 200 percent.", ("least_percent",))]


def test_target() -> None:
    def found(outside: str, cap: tuple[float, float] | None) -> Found:
        made = None if cap is None else NORMALISE["target"].Cap(*cap, "source", DAY)
        return flaws("normalise", "target", target="plan", outside=outside, cap=made)

    assert found("cap", (0, 120)) == []
    assert found("leave", None) == []
    together = ("'outside: cap' and 'cap' belong together.", ("outside",))
    assert found("cap", None) == [together]
    assert found("leave", (0, 120)) == [together]
    assert found("cap", (50, 50)) == [("The achievement is held to 50 to 50 percent.", ("cap", "least_percent"))]


def test_peer_goalposts() -> None:
    of = NORMALISE["peer_goalposts"]

    def found(scale: str, *rows: Any) -> Found:
        return flaws("normalise", "peer_goalposts", scale=scale, outside="cap", dated=rows)

    def row(*pairs: tuple[str, float, float], first: Any = DAY) -> Any:
        return of.From(first, "source", tuple(of.Pair(*pair) for pair in pairs))

    assert found("linear", row(("land", 0, 80), ("isle", 0, 40)), row(("land", 0, 1), first=LATER)) == []
    assert found("log", row(("land", 0, 80), ("land", 7, 7)), row(("land", 1, 2))) == [
        ("The lower goalpost 0 is not above zero.", ("dated", 0, "peer_groups", 0, "low")),
        ("The peer group land stands twice in the list.", ("dated", 0, "peer_groups", 1, "peer_group")),
        (
            "The lower goalpost 7 does not lie below the upper goalpost 7.",
            ("dated", 0, "peer_groups", 1, "low"),
        ),
        ("Two rows of goalposts begin on the same day: 2020-01-01.", ("dated", 1, "from")),
    ]
