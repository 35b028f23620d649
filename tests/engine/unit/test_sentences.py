"""What is changed by hand, in whole sentences."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tarazy.engine.differences.sentences import sentences
from tarazy.engine.load import load_methodology
from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.steps.aggregate import arithmetic, generalised
from tarazy.engine.steps.normalise import goalposts
from tarazy.engine.steps.weigh import given

HDI = load_methodology("un/hdi/2021")
SHARES = {"life_expectancy": 0.5, "education": 1 / 3, "income": 1 / 6}
RULE = HDI.nodes["income"].methods["normalise"]
assert isinstance(RULE, goalposts.Parameters)
assert RULE.fixed is not None
CHANGED: Changed = {
    "index": {
        "weigh": given.Parameters((given.Weights(date(1990, 1, 1), "-", SHARES),)),
        "aggregate": arithmetic.Parameters(),
    },
    "income": {
        "normalise": msgspec.structs.replace(
            RULE, outside="leave", fixed=msgspec.structs.replace(RULE.fixed, high=80_000.5, source="another")
        )
    },
}


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["Life expectancy: the weight within “Human Development Index, 2021” is now 50.00 percent instead of "
                "33.33 percent.",
                "Income: the weight within “Human Development Index, 2021” is now 16.67 percent instead of 33.33 "
                "percent.",
                "Human Development Index, 2021: the step “Aggregation” is now taken by “Weighted arithmetic mean” "
                "instead of “Weighted geometric mean”.",
                "Income: “outside” of “Goalposts” is now leave instead of cap.",
                "Income: the upper goalpost is now 80000.5 instead of 75000."]),
        ("ru", ["Доход: верхняя граница теперь 80000,5 вместо 75000."]),
        ("kk", ["Табыс: жоғарғы меже енді 75000 орнына 80000,5."]),
    ],
)  # fmt: skip
def test_each_change_is_a_sentence(lang: str, told: list[str]) -> None:
    before = dict.fromkeys(SHARES, 1 / 3)
    found = sentences(HDI, CHANGED, before, SHARES, lang)
    assert len(found) == 5
    assert [one for one in found if one in told] == told


def test_who_says_so_is_no_change_and_nothing_says_nothing() -> None:
    same = {
        "income": {"normalise": msgspec.structs.replace(RULE, fixed=msgspec.structs.replace(RULE.fixed, source="x"))}
    }
    assert sentences(HDI, same, {}, {}, "en") == []
    assert sentences(HDI, {}, {}, {}, "en") == []


def test_a_number_of_a_method_is_told_with_its_key() -> None:
    day = date(2024, 1, 1)
    own = generalised.Parameters(exponent=2, source="-", date=day)
    old = with_methods(HDI, {"index": {"aggregate": own}})
    changed: Changed = {"index": {"aggregate": generalised.Parameters(exponent=0.5, source="-", date=day)}}
    [told] = sentences(old, changed, {}, {}, "en")
    assert told.endswith("“exponent” of “Weighted generalised mean” is now 0.5 instead of 2.")
