"""What units of measure equal, what unit a formula gives, and what is said where that is not the indicator's."""

from __future__ import annotations

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.load.measured import UNITS, measured
from tests.engine.unit.load.tiny_text import ACCIDENTS, VARIABLES, assert_refused, line_of, refused

TEN = " + ".join(["a", *(f"lag(a, {before})" for before in range(1, 10))])


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        # Products convert by powers of ten.
        ("100 * a / b", "percent"),
        ("a / b", "share"),
        ("1000 * a / b", "permille"),
        ("1e3 * a / b", "permille"),
        ("10 ** 3 * a / b", "permille"),
        ("a / (0.01 * b)", "percent"),
        ("lost / 100", "share"),
        ("0.1 * rate", "percent"),
        ("1000 * income / a", "tenge_per_person"),
        ("income / (0.001 * a)", "tenge_per_person"),
        ("a * income / b", "thousand_tenge"),
        ("lost * income / 100", "thousand_tenge"),
        # Other numbers convert or are plain.
        ("a / 3", "persons"),
        ("0.5 * a", "persons"),
        ("200 * a", "persons"),
        ("1200 * a / b", "percent"),
        ("2000 * a / (b + lag(b, 1))", "permille"),
        ("50 * (a + b) / c", "percent"),
        # Sums, and numbers that stand alone in them.
        ("a + b - c", "persons"),
        ("grants + 1000 * income", "tenge"),
        ("100 - lost", "percent"),
        ("1 - a / b", "share"),
        ("100 * (a / b - 1)", "percent"),
        ("100 - 100 * a / b", "percent"),
        ("100 * a / b + lost", "percent"),
        ("max(a, 1)", "persons"),
        ("min(lost, 100 * part)", "percent"),
        ("max(1, 0.05 * (800 - base))", "points"),
        ("max(1, 0.1 * (800 - base))", "points"),
        ("a + 0.1 * b", "persons"),
        ("10 * a + b", "persons"),
        # Weights and means.
        ("0.5 * lost + 0.5 * kept", "percent"),
        ("0.1 * lost + 0.9 * kept", "percent"),
        ("0.01 * lost + 0.99 * kept", "percent"),
        ("100 * (0.1 * a / b + 0.9 * c / b)", "percent"),
        ("(60 * lost + 40 * kept) / 100", "percent"),
        ("(10 * lost + 90 * kept) / 100", "percent"),
        ("(1000 * lost + 500 * kept) / 1500", "percent"),
        (f"({TEN}) / 10", "persons"),
        (f"0.1 * ({TEN})", "persons"),
        ("(lost * a + kept * b) / (a + b)", "percent"),
        ("60 * a / b + 40 * c / b", "percent"),
        ("10 * a / b + 20 * c / b + 70 * lag(c, 1) / b", "percent"),
        ("100 * a + 50 * b", "persons"),
        ("0.01 * lost + 99 * kept - 5", "percent"),
        # Powers, roots, functions.
        ("sqrt(lost * lag(lost, 1))", "percent"),
        ("lost ** 0.5 * kept ** 0.5", "percent"),
        ("(a ** 2 + b ** 2) ** 0.5", "persons"),
        ("(a / b) ** (1 / age) - 1", "share"),
        ("1.05 ** age", "share"),
        ("log(income) / log(10)", "share"),
        ("log(max(grants, 1))", "share"),
        ("exp(log(a) / 2)", "share"),
        ("1 / (1 + exp(-0.1 * (lost - 50)))", "share"),
        ("abs(-lost)", "percent"),
        ("-a + b", "persons"),
        ("0 * a + b", "persons"),
    ],
)
def test_sound_formulas_are_accepted(formula: str, unit: str) -> None:
    assert refused(measured(formula, unit)) == []


@pytest.mark.parametrize(
    ("formula", "unit", "said"),
    [
        ("100 * a / b", "share", "The formula gives percent (0.01)"),
        ("100 * a / b", "share", "Divide the formula by 100, or give the indicator the unit «percent»."),
        ("a / b", "percent", "Multiply the formula by 100, or give the indicator the unit «share»."),
        ("a / b", "percent", "A share equals 1 and a percent 0.01"),
        ("100 * a / b - 100", "share", "Divide the formula by 100"),
        ("100 * a / b - 100 * c / b", "share", "Divide the formula by 100"),
        ("100 * (a / b - 1)", "share", "Divide the formula by 100"),
        ("income / a", "tenge_per_person", "gives 1000 * tenge / persons"),
        ("income / a", "tenge_per_person", "is tenge_per_person (tenge / persons)"),
        (
            "income / a",
            "tenge_per_person",
            "Multiply the formula by 1000, or declare a unit with «equals: 1000 * tenge",
        ),
        ("income", "tenge", "A percent is not a share, and thousand tenge is not tenge"),
        ("0.1 * lost", "percent", "Multiply the formula by 10, or declare a unit with «equals: 0.1»"),
        ("lost", "share", "Divide the formula by 100"),
        (
            "income",
            "persons",
            "Correct the formula; or, if it is right, say at the unit «persons»: «equals: 1000 * tenge»",
        ),
        ("a", "thousand_tenge", "or what the unit «thousand_tenge» equals."),
        (
            "income + grants",
            "tenge",
            "adds or compares «income» in thousand_tenge (1000 * tenge) and «grants» in tenge.",
        ),
        ("income + grants", "tenge", "Multiply «income» by 1000, so that both are in one unit"),
        ("grants - income", "tenge", "Multiply «income» by 1000"),
        ("100 * a / b + part", "share", "Multiply «part» by 100"),
        ("0.1 * lost + 0.9 * part", "share", "«lost» in percent (0.01) and «part» in share (1)"),
        ("a + 100 * b", "persons", "«a» in persons and «b» in 0.01 * persons"),
        ("max(lost, part)", "percent", "Multiply «part» by 100"),
        ("a + income", "persons", "Correct the formula, or the units of measure of its variables."),
        ("log(a) + a", "persons", "adds or compares «a» in share (1) and «a» in persons"),
        ("a ** age", "persons", "raises a number of persons to a power that no number states"),
        ("lost ** age", "percent", "Only a pure number, such as a ratio"),
        ("a ** 2", "persons", "The formula gives persons ** 2"),
    ],
)
def test_formulas_that_give_another_unit_are_refused(formula: str, unit: str, said: str) -> None:
    files = measured(formula, unit)
    assert_refused(files, line_of(ACCIDENTS, "value:", files), said)


def test_every_faulty_formula_is_said_in_three_languages() -> None:
    files = measured("100 * a / b", "share")
    with pytest.raises(ProblemsFound) as found:
        methodology_from_files(files)
    (problem,) = found.value.problems
    assert problem.in_language("ru") == (
        f"{ACCIDENTS}:9: Формула даёт percent (0.01), а единица измерения показателя — share (1). "
        "Доля равна 1, а процент — 0.01: читатель принял бы одно число за другое. "
        "Разделите формулу на 100 или дайте показателю единицу «percent»."
    )
    assert problem.in_language("kk") == (
        f"{ACCIDENTS}:9: Формула percent (0.01) бірлігін береді, ал көрсеткіштің өлшем бірлігі — share (1). "
        "Үлес 1-ге, пайыз 0.01-ге тең: оқырман бір санды екіншісі деп қабылдар еді. "
        "Формуланы 100 санына бөліңіз немесе көрсеткішке «percent» бірлігін беріңіз."
    )


PER = 'denominate: {{method: per, variable: c, factor: {factor}, source: "-", date: 2020-01-01}}\n'


def test_a_denominator_belongs_to_the_formula() -> None:
    assert refused(measured("100 * a / b", "percent", steps="")) == []
    assert refused(measured("income", "tenge_per_person", steps=PER.format(factor=1000))) == []
    assert refused(measured("a", "permille", steps=PER.format(factor=1000))) == []
    files = measured("income", "tenge_per_person", steps=PER.format(factor=1))
    assert_refused(files, f"{ACCIDENTS}:9", "The formula with its denominator gives 1000 * tenge / persons")


def test_a_target_is_in_the_unit_of_the_indicator() -> None:
    target = "normalise: {method: target, target: part, outside: leave}\n"

    def with_target(unit: str) -> dict[str, bytes]:
        files = measured("100 * a / b" if unit == "percent" else "a / b", unit, steps=target)
        text = files[ACCIDENTS].decode().replace("normalise: {method: min_max, within: period}\n", "")
        return files | {ACCIDENTS: text.encode()}

    assert refused(with_target("share")) == []
    assert_refused(
        with_target("percent"), f"{ACCIDENTS}:11", "compares the value (percent (0.01))", "«part» (share (1))"
    )


@pytest.mark.parametrize(
    "equals", ["1", "0.01", "1e3 * tenge", "tenge / persons", "years ** 2", "(tenge / persons) * 2"]
)
def test_what_a_unit_may_equal(equals: str) -> None:
    assert refused(measured("a", "persons", units={**UNITS, "other": equals})) == []


@pytest.mark.parametrize(
    ("equals", "said"),
    [
        ("tenge + 1", "not a product of a number and units of measure"),
        ("-1", "not a product of a number"),
        ("0", "not a product of a number"),
        ("sqrt(tenge)", "not a product of a number"),
        ("tenge ** years", "not a product of a number"),
        ("lag(tenge, 1)", "not a product of a number"),
        ("1000 * tange", "Did you mean «tenge»?"),
        ("1000 * roubles", "Add it to units_of_measure"),
        ('"1000 * tenge"', "is in quotes"),
        ("1000 tenge", "«tenge» stands where it cannot"),
        ("tenge *", "The formula ends"),
    ],
)
def test_what_a_unit_cannot_equal(equals: str, said: str) -> None:
    files = measured("a", "persons", units={**UNITS, "other": equals})
    (found,) = refused(files)
    line = files[VARIABLES].decode().split("\n").index("  - unit_of_measure: other") + 4
    assert found.startswith(f"{VARIABLES}:{line}:"), found
    assert said in found


def test_units_that_equal_each_other() -> None:
    files = measured("a", "persons", units={**UNITS, "ell": "2 * foot", "foot": "0.5 * ell"})
    assert_refused(files, line_of(VARIABLES, "equals: 0.5 * ell", files), "ell → foot → ell", "Leave out «equals»")
    files = measured("a", "persons", units={**UNITS, "ell": "2 * ell"})
    assert_refused(files, line_of(VARIABLES, "equals: 2 * ell", files), "ell → ell")


def test_what_follows_from_an_unknown_unit_is_not_said() -> None:
    files = measured("a + income", "other", units={**UNITS, "other": "2 * nothing"})
    assert len(refused(measured("a", "other", units={**UNITS, "other": "2 * nothing"}))) == 1
    assert len(refused(files)) == 2


def test_a_formula_with_too_many_numbers_to_tell_is_left_alone() -> None:
    assert refused(measured("2 * 3 * 5 * 7 * 11 * 13 * 17 * 19 * 23 * a", "share")) == []
    assert refused(measured("1e-300 * a / 1e300", "share")) != []
    assert refused(measured("a ** 1e300", "share")) != []
