"""What changed between two methodologies."""

import datetime

import pytest

from tarazy.engine.differences import Change, Wording, differences, first_period, kinds_affected, told
from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tests.engine.unit.load.form_text import COLLECTED, EVIDENCE, WHY, asked
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, CASE, DOCTORS, METHODOLOGY, VARIABLES, changed, tiny

EVIDENCE_OF_2024 = EVIDENCE.replace("2013, article 5", "2024")
OLD = methodology_from_files(tiny())
EXCLUDE = 'missing: {method: exclude, floor: 0.5, source: "Invented for tests", date: 2024-01-01}'
LATER = '      - {from: 2024-01-01, weights: {health: 0.5, roads: 0.5}, source: "Invented for tests"}\n'
FIXED = '  fixed: {low: 10, high: 60, source: "Invented for tests", date: 2024-01-01}'


def rewritten(path: str, old: str, new: str) -> Methodology:
    return methodology_from_files(changed(path, old, new))


def only(new: Methodology, old: Methodology = OLD) -> Change:
    (change,) = differences(old, new)
    return change


@pytest.mark.parametrize(
    ("path", "old", "new", "id", "keys", "before", "after", "counts"),
    [
        (METHODOLOGY, "from: 60}", "from: 65}", "", ("band", "bands", "high", "from"), 60.0, 65.0, True),
        (METHODOLOGY, "high: 100, decimals: 1", "high: 100, decimals: 2", "", ("points", "decimals"), 1, 2, False),
        (METHODOLOGY, "replicates: 1000", "replicates: 500", "", ("uncertainty", "replicates"), 1000, 500, False),
        (METHODOLOGY, "from: 2022, to", "from: 2023, to", "", ("assessed_periods", "from"), "2022", "2023", False),
        (METHODOLOGY, "floor: 0.5", "floor: 0.6", "index", ("missing", "floor"), 0.5, 0.6, True),
        (METHODOLOGY, "criterion: true", "criterion: false", "health", ("criterion",), True, False, False),
        (BEDS, "better: higher", "better: lower", "beds", ("better",), "higher", "lower", True),
        (BEDS, '["3.8"]', '["3.9"]', "beds", ("goals",), ("3.8",), ("3.9",), False),
        (BEDS, 'goals: ["3.8"]\n', "", "beds", ("goals",), ("3.8",), None, False),
        (DOCTORS, "decimals: 2", "decimals: 3", "doctors", ("round", "decimals"), 2, 3, True),
        (ACCIDENTS, ") / 2", ") / 3", "accidents", ("value",), "(accidents_all + lag(accidents_all, 1)) / 2",
         "(accidents_all + lag(accidents_all, 1)) / 3", True),
    ],
)  # fmt: skip
def test_one_thing_said_otherwise(
    path: str, old: str, new: str, id: str, keys: tuple[str, ...], before: object, after: object, counts: bool
) -> None:
    change = only(rewritten(path, old, new))
    assert (change.id, change.path, change.before, change.after) == (id, keys, before, after)
    assert change.counts is counts


def test_what_the_form_is_told_changes_no_score() -> None:
    changes = differences(OLD, methodology_from_files(asked()))
    assert [(change.id, change.path, change.counts) for change in changes] == [
        ("accidents_all", ("why",), False),
        ("accidents_all", ("collected",), False),
        ("accidents_all", ("evidence",), False),
    ]
    assert first_period(OLD, changes) is None
    act = only(methodology_from_files(asked(WHY, COLLECTED, EVIDENCE_OF_2024)), methodology_from_files(asked()))
    assert (act.path, act.before, act.after) == (("evidence", "source"), "Law of 2013, article 5", "Law of 2024")
    assert act.counts is False


def test_a_row_of_dated_numbers_is_known_by_its_day() -> None:
    weights = rewritten(METHODOLOGY, "weights: {health: 0.5, roads: 0.5}", "weights: {health: 0.7, roads: 0.3}")
    first, second = differences(OLD, weights)
    assert first.path == ("weigh", "dated", "2024-01-01", "weights", "health")
    assert (first.before, first.after, first.since) == (0.5, 0.7, datetime.date(2024, 1, 1))
    assert (second.path[-1], second.before, second.after) == ("roads", 0.5, 0.3)
    row = only(rewritten(METHODOLOGY, LATER, LATER + LATER.replace("2024-01-01", "2025-01-01")))
    assert row.path == ("weigh", "dated", "2025-01-01")
    assert row.before is None
    assert row.since == datetime.date(2025, 1, 1)
    gone = only(rewritten(METHODOLOGY, LATER, ""))
    assert (gone.path, gone.after, gone.since) == ((*row.path[:2], "2024-01-01"), None, datetime.date(2024, 1, 1))


def test_another_method_is_one_change() -> None:
    change = only(rewritten(METHODOLOGY, EXCLUDE, "missing: {method: leave}"))
    assert change.path == ("missing",)
    assert (type(change.before).__module__, type(change.after).__module__) == (
        "tarazy.engine.steps.missing.exclude",
        "tarazy.engine.steps.missing.leave",
    )


def treated(*methods: str) -> Methodology:
    """The tiny methodology whose beds are treated by these methods, one after the other."""
    listed = "".join(f'  - {{{method}, source: "Invented for tests", date: 2024-01-01}}\n' for method in methods)
    return rewritten(BEDS, "missing: {method: leave}\n", "missing: {method: leave}\ntreat:\n" + listed)


def test_methods_of_a_list_are_known_by_name_and_order() -> None:
    cap, lower, log = "method: cap, high: 90", "method: cap, high: 80", "method: log, base: ten, shift: 0"
    old = treated(cap, log)
    (new_rule,) = differences(treated(cap), old)
    assert (new_rule.path, new_rule.before, new_rule.counts) == (("treat", "log"), None, True)
    (gone,) = differences(old, treated(log))
    assert (gone.path, gone.after) == (("treat", "cap"), None)
    (turned,) = differences(old, treated(log, cap))
    assert (turned.path, turned.before, turned.after) == (("treat", "order"), ("cap", "log"), ("log", "cap"))
    (changed_number,) = differences(old, treated(lower, log))
    assert (changed_number.path, changed_number.before, changed_number.after) == (("treat", "cap", "high"), 90.0, 80.0)
    (second,) = differences(old, treated(cap, log, lower))
    assert second.path == ("treat", "cap 2")
    (whole,) = differences(OLD, treated(cap))
    assert (whole.path, whole.before) == (("treat", "cap"), None)


def test_a_text_that_a_rule_shows_changes_no_score() -> None:
    change = only(rewritten(ACCIDENTS, "Not counted in cities", "Left out in cities"))
    assert (change.path, change.counts) == (("apply", "reason"), False)


def test_fixed_numbers_that_become_dated() -> None:
    dated = '  dated:\n    - {from: 2022-01-01, low: 10, high: 60, source: "Invented for tests"}'
    paths = {change.path: change.counts for change in differences(OLD, rewritten(DOCTORS, FIXED, dated))}
    assert paths == {("normalise", "dated", "2022-01-01"): True, ("normalise", "fixed"): True}


def test_nodes_that_move_come_and_go() -> None:
    files = changed(METHODOLOGY, "children: [beds, doctors]", "children: [beds]")
    moved = methodology_from_files(
        changed(METHODOLOGY, "children: [accidents]", "children: [accidents, doctors]", files)
    )
    change = only(moved)
    assert (change.id, change.path, change.before, change.after) == ("doctors", ("parent",), "health", "roads")


def test_what_is_new_and_what_is_gone() -> None:
    fewer = changed(METHODOLOGY, "children: [health, roads]", "children: [health]")
    fewer = changed(METHODOLOGY, "weights: {health: 0.6, roads: 0.4}", "weights: {health: 1}", fewer)
    fewer = changed(METHODOLOGY, "weights: {health: 0.5, roads: 0.5}", "weights: {health: 1}", fewer)
    roads = fewer[METHODOLOGY].decode().split("  - dimension: roads\n")
    fewer[METHODOLOGY] = (roads[0] + roads[1][roads[1].index("rank:") :]).encode()
    variables = fewer[VARIABLES].decode()
    start = variables.index("  - variable: accidents_all\n")
    end = variables.find("  - variable:", start + 1)
    fewer[VARIABLES] = (variables[:start] + (variables[end:] if end > 0 else "")).encode()
    without = methodology_from_files({path: text for path, text in fewer.items() if path not in (ACCIDENTS, CASE)})
    things = {("node", "roads"), ("node", "accidents"), ("variable", "accidents_all"), ("case", "two_oblasts")}
    gone = {(change.of, change.id): change for change in differences(OLD, without) if not change.path}
    assert gone.keys() == things
    assert all(change.after is None for change in gone.values())
    new = {(change.of, change.id): change for change in differences(without, OLD) if not change.path}
    assert new.keys() == things
    assert all(change.before is None for change in new.values())


def test_the_order_of_siblings_and_remarks_are_no_differences() -> None:
    assert differences(OLD, rewritten(METHODOLOGY, "children: [beds, doctors]", "children: [doctors, beds]")) == ()
    assert differences(OLD, rewritten(METHODOLOGY, "# Invented for tests;", "# Made up for tests;")) == ()
    assert differences(OLD, rewritten(DOCTORS, "10000 * doctors_all\n    /", "10000 * doctors_all /")) == ()


def test_variables_and_cases() -> None:
    change = only(rewritten(VARIABLES, "observed: {variable: doctors,", "observed: {variable: physicians,"))
    assert (change.of, change.path, change.counts) == ("variable", ("observed", "variable"), True)
    assert kinds_affected(OLD, OLD, [change]) == frozenset({"oblast", "city"})
    case = only(rewritten(CASE, "score: 54.167", "score: 54.2"))
    assert (case.of, case.path, case.counts) == ("case", (), False)


def test_from_when_and_for_whom() -> None:
    for path, old, new, period, kinds in (
        (METHODOLOGY, "floor: 0.5", "floor: 0.6", "2022", frozenset({"oblast", "city"})),
        (BEDS, "low: 25, high: 85", "low: 30, high: 85", "2024", frozenset({"oblast", "city"})),
        (BEDS, "low: 20, high: 80", "low: 30, high: 80", "2022", frozenset({"oblast", "city"})),
        (ACCIDENTS, ") / 2", ") / 3", "2022", frozenset({"oblast"})),
        (ACCIDENTS, 'en: "Road accidents"', 'en: "Accidents"', None, frozenset()),
    ):
        other = rewritten(path, old, new)
        changes = differences(OLD, other)
        assert first_period(other, changes) == period, path
        assert kinds_affected(OLD, other, changes) == kinds, path
    anybody = rewritten(METHODOLOGY, "assessed_kinds: [oblast, city]", "assessed_kinds: any")
    assert kinds_affected(OLD, anybody, differences(OLD, anybody)) == "any"


WEIGHTS_VARY = """    - vary: weights
      assumption: weights
      title: {kk: "Салмақтар", ru: "Веса", en: "Weights"}
      at: all
      by: {method: spread, percent: 25}
      source: "Invented for tests"
      date: 2024-01-01
"""
OTHERWISE = 'en: "Otherwise"}, aggregate: {method: harmonic}}'
EXPONENT = 'aggregate: {method: generalised, exponent: -2, source: "Invented for tests", date: 2024-01-01}'


@pytest.mark.parametrize(
    ("old", "new", "keys", "line"),
    [
        (
            "percent: 25",
            "percent: 10",
            ("weights", "by", "percent"),
            "uncertainty › assumptions › Weights (weights) › by › percent: 25 → 10",
        ),
        (
            "by: {method: spread, percent: 25}",
            "by: {method: dirichlet, concentration: 40}",
            ("weights", "by"),
            "uncertainty › assumptions › Weights (weights) › by: method spread, percent 25 → method dirichlet, "
            "concentration 40",
        ),
        (
            WEIGHTS_VARY,
            "",
            ("weights",),
            "uncertainty › assumptions › Weights (weights): taken out, was: vary weights, at all, "
            "by (method spread, percent 25), source “Invented for tests”, date 2024-01-01",
        ),
        (
            OTHERWISE,
            OTHERWISE.replace("harmonic", "geometric"),
            ("aggregation", "choices", "other", "aggregate"),
            "uncertainty › assumptions › Aggregation (aggregation) › choices › Otherwise (other) › Aggregation: "
            "Weighted harmonic mean (harmonic) → Weighted geometric mean (geometric)",
        ),
        (
            OTHERWISE,
            OTHERWISE.replace("aggregate", "adjust: [], aggregate"),
            ("aggregation", "choices", "other", "adjust"),
            "uncertainty › assumptions › Aggregation (aggregation) › choices › Otherwise (other) › Adjustment: "
            "added: —",
        ),
    ],
)
def test_what_may_vary_is_compared_part_by_part(old: str, new: str, keys: tuple[str, ...], line: str) -> None:
    after = rewritten(METHODOLOGY, old, new)
    change = only(after)
    assert (change.path, change.counts) == (("uncertainty", "assumptions", *keys), False)
    assert [one for part in told(OLD, after, [change], Wording("en")) for one in part.lines] == [line]


def test_within_the_method_of_a_choice() -> None:
    files = changed(METHODOLOGY, "aggregate: {method: harmonic}}", f"{EXPONENT}}}")
    old = methodology_from_files(files)
    new = methodology_from_files(changed(METHODOLOGY, "exponent: -2", "exponent: -3", files))
    change = only(new, old)
    assert change.path[-2:] == ("aggregate", "exponent")
    ((told_of_it,),) = [part.lines for part in told(old, new, [change], Wording("en"))]
    assert told_of_it.endswith("Otherwise (other) › Aggregation › exponent: −2 → −3")
    assert first_period(new, [change]) is None


def test_a_section_that_is_new_is_told_assumption_by_assumption() -> None:
    text = tiny()[METHODOLOGY].decode()
    without = methodology_from_files(tiny() | {METHODOLOGY: text[: text.index("uncertainty:")].encode()})
    for old, new, word in ((without, OLD, "added"), (OLD, without, "taken out, was")):
        changes = differences(old, new)
        assert [change.path[1:] for change in changes] == [
            ("replicates",),
            ("level_percent",),
            ("assumptions", "weights"),
            ("assumptions", "aggregation"),
        ]
        assert not any(change.counts for change in changes)
        (said,) = told(old, new, changes, Wording("en"))
        assert said.lines[0] == f"uncertainty › replicates: {word}: 1000"
        assert said.lines[2].startswith(f"uncertainty › assumptions › Weights (weights): {word}: vary weights, at all")
