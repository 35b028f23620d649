"""Variables and units of measure."""

from tests.engine.unit.load.tiny_text import BEDS, VARIABLES, assert_refused, changed, line_of, refused, tiny

EXTRA = """  - variable: {name}
    title: {{kk: "Бос", ru: "Лишняя", en: "Spare"}}
    definition: {{kk: "Бос", ru: "Лишняя", en: "Spare"}}
    unit_of_measure: number
    observed: {{variable: spare, breakdown: ""}}
    series: [statistics]
    reported_by: {{kk: "Ешкім", ru: "Никто", en: "Nobody"}}
"""


def with_variable(name: str) -> dict[str, bytes]:
    return tiny() | {VARIABLES: tiny()[VARIABLES] + EXTRA.format(name=name).encode()}


def test_a_variable_that_no_formula_uses() -> None:
    assert_refused(with_variable("spare"), f"{VARIABLES}:39", "No formula and no method uses the variable «spare»")


def test_a_variable_declared_twice() -> None:
    assert_refused(with_variable("population"), f"{VARIABLES}:39", "a second time", f"{VARIABLES}:25")


def test_a_variable_called_like_a_function() -> None:
    said = refused(with_variable("log"))
    assert any(one.startswith(f"{VARIABLES}:39: The variable is called «log»") for one in said)


def test_an_unknown_unit_of_measure_and_the_nearest() -> None:
    files = changed(BEDS, "unit_of_measure: per_10000", "unit_of_measure: per_1000")
    assert_refused(files, line_of(BEDS, "unit_of"), "«per_1000» is not declared", "Did you mean «per_10000»?")
    files = changed(BEDS, "unit_of_measure: per_10000", "unit_of_measure: tenge")
    assert_refused(files, line_of(BEDS, "unit_of"), "Add «- unit_of_measure: tenge»")


def test_a_unit_of_measure_declared_twice() -> None:
    files = changed(VARIABLES, "- unit_of_measure: per_10000", "- unit_of_measure: number")
    said = refused(files)
    assert any(one.startswith(f"{VARIABLES}:5: The name «number» is declared a second time") for one in said)


def test_a_range_without_width() -> None:
    files = changed(VARIABLES, "high: 1000000", "high: 0")
    assert_refused(files, line_of(VARIABLES, "range"), "begins at 0 and ends at 0")
