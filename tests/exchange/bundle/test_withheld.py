"""Withheld values: nobody reads them, everybody is told what depends on them, and everything else comes out equal."""

from __future__ import annotations

import dataclasses
import io
import random
from collections.abc import Callable

import pytest

from tarazy.engine import score
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.bundle.manifest import LeftOut
from tarazy.exchange.bundle.recomputed import Outcome, Withheld
from tarazy.exchange.bundle.rows import WITHHELD_COLUMNS, Key, rows_in, salt_of, withheld
from tarazy.exchange.bundle.written import Published, Withholding, rows_of, write_bundle
from tests.exchange.bundle.making import (
    EXAMPLES,
    HDI,
    KZ,
    SECRET,
    WALES,
    example,
    files_in,
    hiding,
    made,
    outcome_of,
    published,
)

# So few units are left in their examples that they differ in nothing from which weights could be found.
WEIGHED_BY_DIFFERENCES = ("entropy", "optimised")
LIFE = "life_expectancy_at_birth"


def of_kazakhstan(key: Key) -> bool:
    return (key.unit, key.variable) == ("KAZ", LIFE)


def numbers(of: Published) -> int:
    """How many numbers were published before anything was withheld."""
    columns = [name for name in of.scores.columns if name not in ("unit", "period", "node", "peer_group")]
    return sum(int(of.scores[name].is_not_null().sum()) for name in columns)


def test_the_numbers_that_rest_on_a_withheld_value_are_counted_and_named() -> None:
    of = published(*HDI)
    _, outcome = outcome_of(made(of, hiding(of_kazakhstan)))
    assert outcome.differences == ()
    # Of Kazakhstan the index (score, weight, contribution, band, place, both shares) and the weights of the other two
    # children of the index; of the others the place in the index and in life expectancy.
    places = of.scores.filter(of.scores["node"].is_in(["index", "life_expectancy"]) & (of.scores["unit"] != "KAZ"))
    assert outcome.own == 7 + 2
    assert outcome.compared == places["rank"].is_not_null().sum() == 190 + 194
    assert outcome.withheld == (
        Withheld("index", "2021", 1, 194),
        Withheld("life_expectancy", "2021", 1, 194),
    )
    assert outcome.left_out == 1  # from the score of life expectancy the value could be read
    unpublished = of.scores.filter((of.scores["unit"] == "KAZ") & (of.scores["node"] == "life_expectancy"))
    hidden = sum(unpublished[name].is_not_null().sum() for name in unpublished.columns[3:] if name != "peer_group")
    assert outcome.equal + outcome.own + outcome.compared + hidden == numbers(of)


def test_where_values_are_compared_everything_compared_cannot_be_recomputed() -> None:
    of = published(*WALES)
    unit = str(of.units.ids[7])
    variable = rows_of(of)[0].key.variable
    _, outcome = outcome_of(made(of, hiding(lambda key: key.unit == unit and key.variable == variable)))
    assert outcome.differences == ()
    assert outcome.equal > 0
    index = next(one for one in outcome.withheld if one.node == "index")
    assert (index.own, index.compared) == (1, 1908)


def recomputed(bundle: bytes) -> Outcome | None:
    """What recomputing finds; None where the methodology refuses to go on with so few values."""
    try:
        return outcome_of(bundle)[1]
    except ProblemsFound as refused:
        if "cannot be computed without the withheld values" not in str(refused):
            raise
        return None


@pytest.mark.parametrize("method", EXAMPLES)
def test_with_every_method_what_is_called_recomputable_is_recomputed_equal(method: str) -> None:
    of = example(method)
    keys = [row.key for row in rows_of(of)]
    chance = random.Random(method)
    for some in (1, 2, len(keys) // 3):
        hidden = set(chance.sample(keys, min(max(some, 1), len(keys) - 1)))
        outcome = recomputed(made(of, hiding(hidden.__contains__)))
        if outcome is None:
            assert method in WEIGHED_BY_DIFFERENCES
            continue
        assert (outcome.differences, outcome.flaws) == ((), ())
        assert outcome.own > 0 or outcome.left_out > 0


@pytest.mark.parametrize("wanted", [lambda key: key.unit == "KZ-47", lambda key: key.period != "2024"])
def test_a_whole_region_or_a_whole_year_may_be_withheld(wanted: Callable[[Key], bool]) -> None:
    _, outcome = outcome_of(made(published(*KZ), hiding(wanted)))
    assert outcome.differences == ()
    assert outcome.own > 0


def test_a_withheld_row_keeps_its_key_and_opens_with_its_salt_only() -> None:
    of = published(*HDI)
    files = files_in(made(of, hiding(of_kazakhstan)))
    (hidden,) = rows_in(io.StringIO(files["withheld.csv"].decode()), WITHHELD_COLUMNS)
    (said,) = [row for row in rows_of(of) if row.key == hidden.key]
    assert hidden.key == Key("KAZ", LIFE, "2021", "", "statistics")
    assert withheld(said, salt_of(SECRET, said.key)) == hidden
    assert withheld(said, bytes(32)) != hidden
    assert withheld(said._replace(said=("69.3623", *said.said[1:])), salt_of(SECRET, said.key)) != hidden
    assert said.said[0].encode() not in b"".join(files[name] for name in files if not name.startswith("methodology/"))


def test_salts_differ_by_row_and_by_secret() -> None:
    one, other = Key("A", "beds", "2024", "", "survey"), Key("B", "beds", "2024", "", "survey")
    salts = {salt_of(secret, key) for secret in (SECRET, bytes(32)) for key in (one, other)}
    assert len(salts) == 4
    assert {len(salt) for salt in salts} == {32}


def test_without_a_secret_nothing_is_withheld_under_a_salt_that_all_know() -> None:
    with pytest.raises(ValueError, match="secret"):
        made(published(*HDI), Withholding(of_kazakhstan))


def test_units_and_nodes_may_be_left_out_in_the_open() -> None:
    left_out = LeftOut(units=("FIN",), nodes=("education",))
    bundle = made(published(*HDI), Withholding(left_out=left_out))
    _, outcome = outcome_of(bundle)
    assert (outcome.differences, outcome.own, outcome.compared) == ((), 0, 0)
    scores = files_in(bundle)["scores.csv"]
    assert b"FIN," not in scores
    assert b",education," not in scores
    frame = published(*HDI).scores
    assert outcome.left_out == len(frame.filter((frame["unit"] == "FIN") | (frame["node"] == "education")))
    assert b'"FIN"' in files_in(bundle)["manifest.json"]


def test_where_the_methodology_refuses_to_go_on_without_a_value_the_others_are_still_recomputed() -> None:
    of = example("fail")
    keys = [row.key for row in rows_of(of)]
    _, outcome = outcome_of(made(of, hiding(lambda key: key == keys[0])))
    assert outcome.differences == ()
    assert outcome.equal > 0


def test_nothing_can_be_recomputed_from_withheld_values_alone() -> None:
    file = io.BytesIO()
    write_bundle(file, published(*HDI), hiding(lambda key: True))
    with pytest.raises(ProblemsFound, match="All observations are withheld"):
        outcome_of(file.getvalue())


def test_of_a_run_that_gave_the_root_alone_only_the_root_is_told() -> None:
    whole = published(*HDI)
    scores = score(whole.methodology, whole.observations, units=whole.units, periods=["2021"], nodes="root")
    of = dataclasses.replace(whole, run=scores.run, scores=scores.frame)
    _, outcome = outcome_of(made(of, hiding(of_kazakhstan)))
    assert outcome.differences == ()
    assert outcome.withheld == (Withheld("index", "2021", 1, 194),)
