"""How the parts go together: correlations, components, consistency, size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.components import Parts, parts_of
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, HeatMap, Said, Shown, Table, Told
from tarazy.engine.robustness.examination.sizes import size_correlation
from tarazy.engine.words import msg

MOST_PAIRS = 15
MOST_DRAWN = 60
MOST_SIZES = 4  # so many columns fit beside the names


def coherence(material: Material) -> Chapter:
    """Correlations within and across nodes, components and consistency, size."""
    parts = {id: found for id in (INDEX, *material.dimensions) if (found := parts_of(material, id)) is not None}
    told: Told = {"scored": material.scored, "least": limits.FEWEST_UNITS}
    every = msg(
        "All coefficients are of scores, which have one direction everywhere, each over the units that have both."
    )
    few = msg("Units with a score: {scored}, fewer than {least}: read all coefficients of this chapter as hints.")
    sentences = [Said(every), *([Said(few, told)] if material.scored < limits.FEWEST_UNITS else [])]
    shown: list[Shown] = [*_maps(material), _upwards(material), _pairs(material)]
    if material.denominators:
        shown.append(_sizes(material))
    shown += [_components(material, parts), _loadings(material, parts)]
    return Chapter("coherence", msg("Coherence"), sentences, [one for one in shown if _has_rows(one)])


def _has_rows(shown: Shown) -> bool:
    return not isinstance(shown, Table) or bool(shown.rows)


def _maps(material: Material) -> list[Shown]:
    maps: list[Shown] = []
    ids = material.indicators
    if 2 <= len(ids) <= MOST_DRAWN:
        breaks = [at for at in range(1, len(ids)) if material.parent(ids[at]) != material.parent(ids[at - 1])]
        maps.append(_map(material, "indicators", msg("Correlations of the indicators"), ids, breaks))
    if len(material.dimensions) >= 2:
        ids = (INDEX, *material.dimensions)
        maps.append(_map(material, "dimensions", msg("Correlations of the dimensions and the index"), ids, ()))
    return maps


def _map(material: Material, id: str, title: str, ids: Sequence[str], breaks: Sequence[int]) -> HeatMap:
    names = [material.title(one) for one in ids]
    return HeatMap(f"correlations_of_{id}", title, names, material.coefficients(ids).tolist(), breaks)


def _upwards(material: Material) -> Table:
    rows: list[list[Cell]] = []
    for id, parent in sorted(material.methodology.parents.items(), key=lambda one: material.ids.index(one[0])):
        r, n = material.r_with_others(id, parent)
        to_index = material.r(id, INDEX)
        rows.append(
            [material.title(id), material.title(parent), material.r(id, parent), r, to_index,
             material.r_of_ranks(id, INDEX), n]
        )  # fmt: skip
    return Table(
        "correlations_upwards",
        msg("Each node with what stands above it"),
        [
            Column(msg("Node"), numeric=False, wide=True),
            Column(msg("Parent"), numeric=False, wide=True),
            Column(msg("With the parent"), 2),
            Column(msg("With the rest of it"), 2),
            Column(msg("With the index"), 2),
            Column(msg("Ranks with the index"), 2),
            Column(msg("n")),
        ],
        rows,
        Said(
            msg(
                "Pearson's coefficients; of ranks: Spearman's. A node is part of its parent and so goes with it "
                "anyway: the rest of the parent is what its other indicators make. n: units."
            )
        ),
    )


def _pairs(material: Material) -> Table:
    found = []
    for one, other in combinations(material.indicators, 2):
        r = material.r(one, other)
        if not math.isnan(r):
            found.append((abs(r), one, other, r))
    found.sort(key=lambda pair: -pair[0])
    rows: list[list[Cell]] = [
        [material.title(one), material.title(other), r, material.r_of_ranks(one, other), material.together(one, other)]
        for _, one, other, r in found[:MOST_PAIRS]
    ]
    return Table(
        "strongest_pairs",
        msg("Indicators that go together or against each other most"),
        [
            Column(msg("Indicator"), numeric=False, wide=True),
            Column(msg("with"), numeric=False, wide=True),
            Column(msg("Pearson"), 2),
            Column(msg("Spearman"), 2),
            Column(msg("n")),
        ],
        rows,
        left_out=max(0, len(found) - MOST_PAIRS),
    )


def _sizes(material: Material) -> Table:
    names = list(material.denominators)[:MOST_SIZES]
    rows: list[list[Cell]] = [[material.title(id), *(size_correlation(material, id, name)[0] for name in names)]
            for id in material.indicators]  # fmt: skip
    columns = [Column(material.methodology.variables_by_name[name].title, 2) for name in names]
    return Table(
        "sizes",
        msg("Indicators against their denominators"),
        [Column(msg("Indicator"), numeric=False, wide=True), *columns],
        rows,
        Said(
            msg(
                "Rank correlation of the scores with each denominator; near 1 or −1 points follow the size of the unit."
            )
        ),
    )


def _components(material: Material, parts: dict[str, Parts]) -> Table:
    rows: list[list[Cell]] = [
        [
            material.title(id),
            len(one.children),
            ", ".join(f"{value:.2f}" for value in one.eigenvalues[:4]),
            one.above_one,
            percent(one.first),
            one.alpha,
            one.adequacy,
            one.n,
        ]
        for id, one in parts.items()
    ]
    return Table(
        "components",
        msg("How many things each dimension measures"),
        [
            Column(msg("Dimension"), numeric=False, wide=True),
            Column(msg("Children")),
            Column(msg("Eigenvalues"), numeric=False),
            Column(msg("Above 1")),
            Column(msg("First component, %"), 1),
            Column(msg("Alpha"), 2),
            Column(msg("KMO"), 2),
            Column(msg("n")),
        ],
        rows,
        Said(
            msg(
                "Principal components of the correlations of the children; Cronbach's alpha; Kaiser, Meyer and Olkin's "
                "measure of sampling adequacy. n: the fewest units that a pair shares."
            )
        ),
    )


def _loadings(material: Material, parts: dict[str, Parts]) -> Table:
    rows: list[list[Cell]] = [
        [material.title(child), material.title(id), float(loading), without]
        for id, one in parts.items()
        for child, loading, without in zip(one.children, one.loadings, one.alpha_without, strict=True)
    ]
    return Table(
        "loadings",
        msg("Loadings on the first component, and alpha without the child"),
        [
            Column(msg("Node"), numeric=False, wide=True),
            Column(msg("Parent"), numeric=False, wide=True),
            Column(msg("Loading"), 2),
            Column(msg("Alpha without it"), 2),
        ],
        rows,
    )
