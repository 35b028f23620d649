"""pefa/scores: the letters of 13 published assessments come out of those of their dimensions."""

import numpy as np

from tests.data.places import table
from tests.methodologies.shipped import methodology, scored

PEFA = "pefa/scores/2016"
PERIODS = ("2016", "2017", "2018", "2019", "2020", "2021")
# Where the source parts from its own rule: what is published, and what the rule gives for the dimensions beside it.
DIFFERENT = {
    ("KEN", "2019", "pi_24"): (3.5, 4.0),  # A, A, B, A by M2
    ("KEN", "2019", "pi_26"): (3.5, 1.5),  # A, A, A, D by M1
    ("KGZ", "2021", "pi_21"): (3.5, 3.0),  # C, A, C, A by M2
    ("KGZ", "2021", "pi_28"): (4.0, 3.5),  # B, A, B by M1
    ("RWA", "2017", "pi_8"): (1.5, 1.0),  # D, C, D, D by M2
}


def published():
    return {
        (row["unit"], row["period"], row["variable"].split(":")[1]): float(row["value"])
        for row in table("pefa", "published")
    }


def test_published_indicators_come_out_but_for_those_that_part_from_the_rule():
    found = {}
    for period, result in scored(PEFA, PERIODS).items():
        for node, columns in result.nodes.items():
            if node.startswith("pi_") and node.count("_") == 1:
                for position, unit in enumerate(result.units):
                    if not np.isnan(columns.score[position]):
                        found[unit, period, node] = float(columns.score[position])
    expected = published()
    assert found.keys() == expected.keys()
    assert {key: (expected[key], found[key]) for key in found if found[key] != expected[key]} == DIFFERENT
    assert len(found) == 403


def test_there_is_no_total_and_no_league_table():
    for result in scored(PEFA, PERIODS).values():
        for node, columns in result.nodes.items():
            if not node.startswith("pi_"):
                assert np.isnan(columns.score).all()
                assert {result.reasons[code] for code in columns.reason} <= {"no_total", "missing", "not_applicable"}
            assert set(columns.rank[~np.isnan(columns.rank)]) <= {1.0}


def test_it_has_31_indicators_of_94_dimensions_in_seven_pillars():
    text = methodology(PEFA)
    assert len(text.indicators) == 94
    assert len(text.dimensions) == 31 + 7
    assert len(text.index.children) == 7
    by_weakest_link = {
        node.id for node in text.dimensions if node.methods["aggregate"].__struct_config__.tag == "pefa_m1"
    }
    assert by_weakest_link == {f"pi_{number}" for number in (1, 2, 4, 5, 9, 18, 20, 22, 23, 26, 28, 29, 30)}
