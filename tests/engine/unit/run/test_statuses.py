"""What cannot exist, what a decision excludes, what is missing: from the leaf to the index."""

from __future__ import annotations

from tests.engine.unit.run.small import (
    TEXT,
    cells,
    dimension,
    exclude,
    indicator,
    method,
    methodology,
    node,
    reasons,
    scored,
)


def test_what_cannot_exist_is_not_applicable_and_gives_its_weight_away() -> None:
    result = scored(methodology(), {"roads": ["M", 80, 80], "water": [40, 40, 40]})
    assert reasons(result, "roads") == ["not_applicable", "", ""]
    assert cells(node(result, "ways").score) == [40, 60, 60]
    assert cells(node(result, "water").weight) == [1, 0.5, 0.5]
    assert cells(node(result, "roads").share_not_counted) == [None, 0, 0]
    assert cells(node(result, "ways").share_not_counted) == [0, 0, 0]


def test_a_dimension_without_any_applicable_child_is_not_applicable() -> None:
    result = scored(methodology(), {"roads": ["M", 80, 80], "water": ["M", 40, 40], "schools": [30, 30, 30]})
    assert reasons(result, "ways") == ["not_applicable", "", ""]
    assert cells(node(result, "index").score) == [40, 50, 50]
    assert cells(node(result, "care").weight) == [1, 0.5, 0.5]
    assert cells(node(result, "ways").share_not_counted) == [None, 0, 0]


def test_everything_not_applicable_leaves_no_index() -> None:
    everything = {leaf: ["M", 1, 1] for leaf in ("roads", "water", "schools", "clinics")}
    result = scored(methodology(), everything)
    assert reasons(result, "index") == ["not_applicable", "", ""]
    assert cells(node(result, "index").rank) == [None, 1, 1]
    assert cells(node(result, "index").share_not_counted) == [None, 0, 0]


def test_a_kind_to_which_a_dimension_does_not_apply_has_nothing_below_it() -> None:
    only_ports = method("apply", "kinds", kinds=("port",), reason=TEXT)
    result = scored(methodology(dimension("ways", ("roads", "water"), apply=only_ports)), {})
    for id in ("ways", "roads", "water"):
        assert reasons(result, id) == ["not_applicable"] * 3
        assert cells(node(result, id).score) == [None] * 3
    assert cells(node(result, "roads").value) == [None] * 3
    assert cells(node(result, "index").score) == [50] * 3


def test_a_decision_excludes_and_counts_as_not_counted() -> None:
    result = scored(methodology(), {"roads": ["X Decision 7", 80, 80], "water": [40, 40, 40]})
    assert reasons(result, "roads") == ["excluded:Decision 7", "", ""]
    assert cells(node(result, "ways").score) == [40, 60, 60]
    assert cells(node(result, "ways").share_not_counted) == [0.5, 0, 0]
    assert cells(node(result, "index").share_not_counted) == [0.25, 0, 0]


def test_a_dimension_of_which_everything_is_excluded_is_excluded_by_the_first_decision() -> None:
    columns = {"roads": ["X Decision 7", "M", 80], "water": ["X Decision 8", "X Decision 8", 40]}
    result = scored(methodology(), columns)
    assert reasons(result, "ways") == ["excluded:Decision 7", "excluded:Decision 8", ""]
    assert cells(node(result, "index").score) == [50, 50, 55]
    assert cells(node(result, "index").share_not_counted) == [0.5, 0.5, 0]


def test_what_cannot_exist_goes_before_what_is_excluded() -> None:
    both = methodology(indicator("roads", "roads + bridges"))
    result = scored(both, {"roads": ["X Decision 7", 80, 80], "bridges": ["M", 1, "X Decision 9"]})
    assert reasons(result, "roads") == ["not_applicable", "", "excluded:Decision 9"]


def test_a_missing_leaf_leaves_its_dimension_and_the_index_without_a_score() -> None:
    result = scored(methodology(), {"roads": [None, 80, 80]})
    assert [reasons(result, id)[0] for id in ("roads", "ways", "index")] == ["missing"] * 3
    assert cells(node(result, "water").weight) == [None, 0.5, 0.5]
    assert cells(node(result, "ways").share_not_counted) == [0.5, 0, 0]
    assert cells(node(result, "index").share_not_counted) == [1 / 2, 0, 0]


def test_the_floor_looks_through_the_levels() -> None:
    """A dimension that half counts brings half of its weight: 0.75 of the index is covered."""
    for floor, reason in ((0.75, ""), (0.76, "below_coverage")):
        rules = (
            dimension("index", ("ways", "care"), missing=exclude(floor)),
            dimension("ways", ("roads", "water"), missing=exclude(0.5)),
        )
        result = scored(methodology(*rules), {"roads": [None, 80, 80], "water": [40, 40, 40]})
        assert reasons(result, "index") == [reason, "", ""]
        assert cells(node(result, "index").share_not_counted)[0] == 0.25


def test_nothing_is_imputed_yet() -> None:
    result = scored(methodology(), {"roads": ["M", None, 80]})
    assert cells(node(result, "roads").share_imputed) == [None, 0, 0]
    assert cells(node(result, "index").share_imputed) == [0, 0, 0]
