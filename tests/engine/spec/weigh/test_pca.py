"""A child weighs as much as the principal components take up of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from tarazy.engine.model.components import correlations, principal_components, varimax
from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.weigh.pca import Parameters, compute, reasons
from tests.engine.scenes import scene, seen
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="pca",
    what="""
The scores themselves say what each child weighs: as much as the principal components of all scores take up of it. The
components are those of the correlations, so that no child weighs more for being spread out farther. Where several are
kept, they are turned (varimax) until each child hangs on few of them. Only the units that have a score of every child
are looked at; one weight holds for everybody. Weights found in this way say how the scores hang together, and nothing
of what matters: children that say the same share one component, and what nobody else says may weigh most or, left out
with its component, be refused. A loading below zero counts by its square, and its sign is told. Refused where there are
no more such units than children, where a child's scores are all the same, where the scores are uncorrelated, where the
last component kept explains as much as the first left out, and where a child has no part in those kept. An only child
weighs 1.
""",
    formula="""
weight_i = max over f of loading_if² / (sum of these), with loading_if = v_if · √λ_f, the eigenvalues λ_f and
eigenvectors v_f of the correlations, turned by varimax with Kaiser's normalisation. It is the Handbook's (loading² /
what the component explains) × (what it explains / what all kept explain), scaled to the sum 1
""",
    parameters={
        "components": (
            "which are kept: `first`, the first alone; `above_one`, those with an eigenvalue above 1; `explained`, as "
            "many as explain the given share together"
        ),
        "explained": "the share of the variance, above 0, up to 1; with `explained` only",
        "source": "who decided it",
        "date": "and when",
    },
    yaml='weigh: {method: pca, components: explained, explained: 0.6, source: "Order No. 8", date: 2024-01-01}',
    examples=[
        Example(
            title="Two children, and a unit without water",
            given={"roads score": [1.0, 1.0, -1.0, -1.0, 99.0], "water score": [7.0, -1.0, 1.0, -7.0, None]},
            gives={"child": ["roads", "water"], "weight": [0.5, 0.5]},
            by_hand="""
r = (7 − 1 − 1 + 7) / √(4 · 100) = 0.6. The components explain 1.6 and 0.4 of 2; the first has 0.8 and is kept alone.
Both hang on it alike: loading √(1.6 / 2), square 0.8.
""",
            says=(
                "Over the units (4) 1 of the 2 components are kept; they explain 0.8 of the variance.",
                "roads hangs most on the component 1 of 1 (which explains 1.6): the square of its loading "
                "0.894427191 is 0.8; divided by the sum of all such squares 1.6 the weight is 0.5.",
                "water hangs most on the component 1 of 1 (which explains 1.6): the square of its loading "
                "0.894427191 is 0.8; divided by the sum of all such squares 1.6 the weight is 0.5.",
            ),
        ),
        Example(
            title="Children that have nothing in common",
            instead='weigh: {method: pca, components: above_one, source: "Order No. 8", date: 2024-01-01}',
            given={"roads score": [1.0, 1.0, -1.0, -1.0], "water score": [1.0, -1.0, 1.0, -1.0]},
            by_hand="r = 0: both eigenvalues are 1, and none is above.",
            refused="No component explains more than a child alone.",
        ),
        Example(
            title="The same, and one of the two is kept",
            instead='weigh: {method: pca, components: first, source: "Order No. 8", date: 2024-01-01}',
            given={"roads score": [1.0, 1.0, -1.0, -1.0], "water score": [1.0, -1.0, 1.0, -1.0]},
            by_hand="Either could be the first.",
            refused="The component 1 explains as much as the next, which would be left out.",
        ),
        Example(
            title="No more units than children",
            given={"roads score": [1.0, 2.0, None], "water score": [5.0, 7.0, 9.0]},
            by_hand="Two units always lie on a line.",
            refused="There are 2 children, and the number of units that have a score of each is 2.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, principal components analysis. The tests compute
the eigenvalues and the loadings that SAS prints for Harman's five socio-economic variables (SAS/STAT User's Guide, PROC
FACTOR, Example “Principal Component Analysis”), the varimax rotation that SAS prints for them (P. Ender's notes on
factor analysis), and the first component of crimes in the states of the USA (James, Witten, Hastie, Tibshirani, An
Introduction to Statistical Learning, 2013, table 10.1).
""",
)

test_examples = worked(SPEC)

# Harman, Modern Factor Analysis: twelve census tracts; population, school years, employment, services, value of houses.
TRACTS = [
    [5700.0, 1000, 3400, 3800, 4000, 8200, 1200, 9100, 9900, 9600, 9600, 9400],
    [12.8, 10.9, 8.8, 13.6, 12.8, 8.3, 11.4, 11.5, 12.5, 13.7, 9.6, 11.4],
    [2500.0, 600, 1000, 1700, 1600, 2600, 400, 3300, 3400, 3600, 3300, 4000],
    [270.0, 10, 10, 140, 140, 60, 10, 60, 180, 390, 80, 100],
    [25000.0, 10000, 9000, 25000, 25000, 12000, 16000, 14000, 18000, 25000, 12000, 13000],
]
# Arrests for murder and assault, percent of people in towns, arrests for rape, by state, 1973.
ARRESTS = """
13.2 236 58 21.2; 10.0 263 48 44.5; 8.1 294 80 31.0; 8.8 190 50 19.5; 9.0 276 91 40.6; 7.9 204 78 38.7; 3.3 110 77 11.1;
5.9 238 72 15.8; 15.4 335 80 31.9; 17.4 211 60 25.8; 5.3 46 83 20.2; 2.6 120 54 14.2; 10.4 249 83 24.0; 7.2 113 65 21.0;
2.2 56 57 11.3; 6.0 115 66 18.0; 9.7 109 52 16.3; 15.4 249 66 22.2; 2.1 83 51 7.8; 11.3 300 67 27.8; 4.4 149 85 16.3;
12.1 255 74 35.1; 2.7 72 66 14.9; 16.1 259 44 17.1; 9.0 178 70 28.2; 6.0 109 53 16.4; 4.3 102 62 16.5; 12.2 252 81 46.0;
2.1 57 56 9.5; 7.4 159 89 18.8; 11.4 285 70 32.1; 11.1 254 86 26.1; 13.0 337 45 16.1; 0.8 45 44 7.3; 7.3 120 75 21.4;
6.6 151 68 20.0; 4.9 159 67 29.3; 6.3 106 72 14.9; 3.4 174 87 8.3; 14.4 279 48 22.5; 3.8 86 45 12.8; 13.2 188 59 26.9;
12.7 201 80 25.5; 3.2 120 80 22.9; 2.2 48 32 11.2; 8.5 156 63 20.7; 4.0 145 73 26.2; 5.7 81 39 9.3; 2.6 53 66 10.8;
6.8 161 60 15.6
"""


def weights_of(scores: Any, components: str, explained: float | None = None) -> list[float]:
    children = tuple(f"n{number}" for number in range(len(scores)))
    rule = Parameters(components=components, explained=explained, source="-", date=date(2024, 1, 1))  # type: ignore[arg-type]
    there = scene(len(scores[0]), children=children, around=seen(scores=scores))
    found: list[float] = compute(rule, there).tolist()
    told = reasons(rule, there, np.array(found), 0)
    assert [reason.result for reason in told[-len(found) :]] == found
    return found


def test_the_eigenvalues_and_loadings_of_harman_as_sas_prints_them() -> None:
    found = principal_components(correlations(np.array(TRACTS)))
    assert found.eigenvalues == pytest.approx([2.87331359, 1.79666009, 0.21483689, 0.09993405, 0.01525537], abs=5.1e-9)
    loadings = found.vectors * np.sqrt(found.eigenvalues)
    assert loadings[:, 0] == pytest.approx([0.58096, 0.76704, 0.67243, 0.93239, 0.79116], abs=5.1e-6)
    assert loadings[:, 1] == pytest.approx([0.80642, -0.54476, 0.72605, -0.10431, -0.55818], abs=5.1e-6)


def test_varimax_as_sas_prints_it() -> None:
    """From the five decimals of the pattern that SAS prints beside it (principal factors of Harman's variables)."""
    pattern = [[0.62533, 0.76621], [0.71369, -0.55516], [0.71448, 0.67935], [0.87899, -0.15847], [0.74215, -0.57806]]
    turned = varimax(np.array(pattern))
    printed = [[0.02254, 0.98874], [0.90419, 0.00055], [0.14625, 0.97499], [0.79085, 0.41509]]
    assert turned[:4] == pytest.approx(np.array(printed), abs=1.5e-5)


def test_the_weights_of_harmans_variables() -> None:
    """Two eigenvalues are above 1. Turned, the first and the third hang on one component, the others on the other."""
    found = principal_components(correlations(np.array(TRACTS)))
    turned = varimax((found.vectors * np.sqrt(found.eigenvalues))[:, :2])
    assert (turned**2).argmax(axis=1).tolist() == [1, 0, 1, 0, 0]
    squares = (turned**2).max(axis=1)
    assert weights_of(TRACTS, "above_one") == pytest.approx((squares / squares.sum()).tolist(), rel=1e-12)
    assert weights_of(TRACTS, "explained", 0.9) == weights_of(TRACTS, "above_one")


def test_the_first_component_of_arrests_as_published() -> None:
    scores = np.array([[float(one) for one in state.split()] for state in ARRESTS.split(";")]).T
    published = np.array([0.5358995, 0.5831836, 0.2781909, 0.5434321])
    assert weights_of(scores, "first") == pytest.approx((published**2).tolist(), abs=1e-7)


def test_three_children_by_hand() -> None:
    """r = 0.6 between the first two, and the third apart: eigenvalues 1.6, 1, 0.4; loadings √0.8, √0.8 and 1."""
    scores = [[1.0, 1, -1, -1], [7.0, -1, 1, -7], [1.0, -1, -1, 1]]
    assert weights_of(scores, "explained", 0.8) == pytest.approx([4 / 13, 4 / 13, 5 / 13], rel=1e-12)
    # All three kept, the first two lie arccos 0.6 apart in a plane and equally near to its two axes: cos² = 0.9.
    assert weights_of(scores, "explained", 1) == pytest.approx([9 / 28, 9 / 28, 10 / 28], rel=1e-12)
    with pytest.raises(Refused) as caught:
        weights_of(scores, "first")
    assert [fault.what.in_language("ru") for fault in caught.value.faults] == [
        "Узел «n2» не входит в оставленные компоненты."
    ]


def test_turning_a_child_round_changes_a_sign_and_no_weight() -> None:
    scores = np.array(TRACTS)
    turned_round = scores * np.array([[1.0], [1.0], [1.0], [1.0], [-1.0]])
    assert weights_of(turned_round, "above_one") == pytest.approx(weights_of(scores, "above_one"), rel=1e-12)


def test_neither_the_order_of_units_nor_that_of_children_matters() -> None:
    scores = np.array(TRACTS)
    found = weights_of(scores, "above_one")
    assert weights_of(scores[::-1], "above_one") == pytest.approx(found[::-1], rel=1e-12)
    assert weights_of(scores[:, ::-1], "above_one") == pytest.approx(found, rel=1e-12)


def test_no_units_and_an_only_child() -> None:
    rule = Parameters(components="first", source="-", date=date(2024, 1, 1))
    assert compute(rule, scene(0, children=("a", "b"))).shape == (2, 0)
    alone = scene(2, children=("a",), around=seen(scores=[[5.0, 5.0]]))
    assert np.array_equal(compute(rule, alone), [1.0])
    assert len(reasons(rule, alone, np.array([1.0]), 0)) == 1
