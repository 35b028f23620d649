"""The versions that state what may vary: they score as the ones before, and all that they state can be done."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from tarazy.engine.differences import differences, first_period
from tarazy.engine.load.forms import methods_at
from tarazy.engine.load.shipped import shipped_methodologies
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.take import take
from tarazy.engine.model.uncertainty import Choice, ChoiceOfMethods, Goalposts
from tarazy.engine.run import run
from tarazy.engine.steps import methods
from tests.methodologies.shipped import methodology, observations, units

# The version before, the one that states what may vary, the folder of figures, periods.
STATED = (
    ("asem/connectivity/2018", "asem/connectivity/2018.1", "asem", ("2018",)),
    ("kz/regional-development/2024.1", "kz/regional-development/2024.2", "kz", ("2022", "2023", "2024", "2025")),
    ("kz/state-bodies/2022.1", "kz/state-bodies/2022.2", "kz-sample", ("2022",)),
    ("kz/local-pilot/2026.1", "kz/local-pilot/2026.2", "kz-pilot", ("2025", "2026")),
    ("un/hdi/2021", "un/hdi/2021.1", "un", ("1990", "2021")),
    ("wales/imd/2019", "wales/imd/2019.1", "wales", ("2019",)),
)
AFTER = tuple(new for _, new, _, _ in STATED)
# What a version says of itself, and of what may vary.
OF_ITSELF = {"version", "uncertainty", "source", "description"}


def scored(text: Methodology, place: str, periods: tuple[str, ...]) -> tuple[PeriodResult, ...]:
    return run(text, take(observations(place), text, units(place), periods), units(place), periods).periods


def test_every_version_that_states_it_is_looked_at() -> None:
    assert {name for name in shipped_methodologies() if methodology(name).uncertainty} == set(AFTER)


@pytest.mark.parametrize(("old", "new", "place", "periods"), STATED, ids=AFTER)
def test_nothing_else_is_changed(old: str, new: str, place: str, periods: tuple[str, ...]) -> None:
    changes = differences(methodology(old), methodology(new))
    assert {change.path[0] for change in changes} <= OF_ITSELF
    assert first_period(methodology(new), changes) is None


@pytest.mark.parametrize(("old", "new", "place", "periods"), STATED, ids=AFTER)
def test_every_score_is_the_same(old: str, new: str, place: str, periods: tuple[str, ...]) -> None:
    before, after = (scored(methodology(name), place, periods) for name in (old, new))
    some = 0
    for was, now in zip(before, after, strict=True):
        assert (was.units, was.reasons, list(was.nodes)) == (now.units, now.reasons, list(now.nodes))
        for node, columns in was.nodes.items():
            for key in ("value", "score", "weight", "band", "rank", "reason", "share_imputed"):
                first, second = getattr(columns, key), getattr(now.nodes[node], key)
                assert first is second is None or np.array_equal(first, second, equal_nan=True), (node, key)
        some += int(np.count_nonzero(~np.isnan(now.nodes[INDEX].score)))
    assert some >= 10


def made(text: Methodology, at: tuple[str, ...] | str, choice: Choice) -> Methodology:
    """The methodology with the methods of a choice in place of its own, wherever its nodes take them."""

    def of(node: msgspec.Struct) -> msgspec.Struct:
        if at != "all" and node.id not in at:  # type: ignore[attr-defined]
            return node
        level = "dimension" if isinstance(node, Dimension) else "indicator"
        taken = {
            step: one
            for step, one in choice.methods.items()
            if all(each.method in methods_at(step, level) for each in (one if isinstance(one, tuple) else (one,)))
            and (step in ("missing", "adjust", "round") or (step in ("weigh", "aggregate")) == (level == "dimension"))
        }
        return msgspec.structs.replace(node, methods={**node.methods, **taken})  # type: ignore[attr-defined]

    return msgspec.structs.replace(
        text,
        index=of(text.index),
        dimensions=tuple(of(one) for one in text.dimensions),
        indicators=tuple(of(one) for one in text.indicators),
    )


def combinations() -> Iterator[tuple[str, str, tuple[str, ...], tuple[tuple[ChoiceOfMethods, Choice], ...]]]:
    """Of each version every combination of the choices of its assumptions."""
    for _, name, place, periods in STATED:
        said = methodology(name).uncertainty
        of_methods = [one for one in said.assumptions if isinstance(one, ChoiceOfMethods)] if said else []
        for made_together in itertools.product(*([(one, choice) for choice in one.choices] for one in of_methods)):
            yield name, place, periods, made_together


def _called(combination: tuple[str, str, tuple[str, ...], tuple[tuple[ChoiceOfMethods, Choice], ...]]) -> str:
    return " ".join((combination[0], *(choice.choice for _, choice in combination[3])))


@pytest.mark.parametrize(
    ("name", "place", "periods", "together"), [pytest.param(*one, id=_called(one)) for one in combinations()]
)
def test_all_choices_can_be_made_together(
    name: str, place: str, periods: tuple[str, ...], together: tuple[tuple[ChoiceOfMethods, Choice], ...]
) -> None:
    text = methodology(name)
    for assumption, choice in together:
        text = made(text, assumption.at, choice)
    stated = [one.nodes[INDEX].score for one in scored(methodology(name), place, periods)]
    otherwise = [one.nodes[INDEX].score for one in scored(text, place, periods)]
    before, after = np.concatenate(stated), np.concatenate(otherwise)
    assert np.array_equal(np.isnan(before), np.isnan(after))
    there = ~np.isnan(before)
    assert np.corrcoef(before[there], after[there])[0, 1] > 0.75
    if all(not choice.methods for _, choice in together):
        assert np.array_equal(before, after, equal_nan=True)


def test_every_indicator_whose_goalposts_are_to_move_has_some_that_can() -> None:
    looked_at = 0
    for name in AFTER:
        text = methodology(name)
        said = text.uncertainty.assumptions if text.uncertainty else ()
        for assumption in said:
            if isinstance(assumption, Goalposts):
                looked_at += 1
                taken = [one.methods["normalise"] for one in text.indicators]
                assert any(hasattr(methods("normalise")[one.method], "moved") for one in taken)  # type: ignore[union-attr]
    assert looked_at == 3
