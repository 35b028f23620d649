"""What stands beside a score: the share that was filled in, and a gate that was not passed."""

from __future__ import annotations

import pytest

from tarazy.engine import explain
from tarazy.engine.explanation.render import reason_in_words
from tests.engine.outland.test_outland import HERE, scored, table


def test_the_share_imputed_is_told_where_something_was_filled_in() -> None:
    folder, methodology = HERE / "group_mean", scored("group_mean").methodology
    data, units = table(folder / "data.csv"), table(folder / "units.csv")
    rows = scored("group_mean").frame.filter(node="index").drop_nulls("score")
    for unit, period, share in rows.select("unit", "period", "share_imputed").rows():
        said = explain(methodology, data, units=units, unit=unit, period=period).in_language("en")
        assert ("stands on values that were filled in" in said) == (share > 0), (unit, period)
    assert {share > 0 for share in rows["share_imputed"]} == {True, False}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("kk", "plan міндетті талабы орындалмады"),
        ("ru", "обязательное требование plan не выполнено"),
        ("en", "the gate plan was not passed"),
    ],
)
def test_a_gate_that_was_not_passed_is_told_in_words(lang: str, said: str) -> None:
    assert reason_in_words("gate:plan", lang) == said


@pytest.mark.parametrize(
    ("lang", "said"), [("kk", "«Құдық саны» 8 қосады"), ("ru", "«Число колодцев» даёт 8"), ("en", "Wells brings 8")]
)
def test_another_indicator_is_told_by_its_title(lang: str, said: str) -> None:
    example = "expectation_maximisation"
    data, units = table(HERE / example / "data.csv"), table(HERE / example / "units.csv")
    told = explain(scored(example).methodology, data, units=units, unit="OUT-T", period="2022")
    assert said in told.in_language(lang)
