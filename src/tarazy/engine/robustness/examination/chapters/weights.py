"""Weights against importance: what was stated, and what decides."""

from __future__ import annotations

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.text import Text
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Pairs, Said, Shown, Table
from tarazy.engine.robustness.examination.weighed import Weighed, weighed
from tarazy.engine.words import msg

MOST_BARS = 25
PARTS = (msg("Effective weight"), msg("Importance"))


def weights(material: Material) -> Chapter:
    """Effective weights beside importance, for the children of every node."""
    found = {id: weighed(material, id) for id in (INDEX, *material.dimensions)}
    shown: list[Shown] = []
    if found[INDEX]:
        title = msg("Weight and importance of the parts of the index")
        shown.append(Pairs("weights_of_index", title, PARTS, _bars(material, found[INDEX])))
    shown.append(_table(material, found))
    sentence = msg(
        "Effective weight: the mean share that counted. Importance: the share of the parent's variance that goes "
        "with the child (correlation ratio), brought to a sum of 100 % over the children. Where the two part, the "
        "weights do not say what decides."
    )
    few = msg("With {scored} units importance is a hint only.")
    sentences = [Said(sentence)]
    if material.scored < limits.FEWEST_UNITS:
        sentences.append(Said(few, {"scored": material.scored}))
    return Chapter("weights", msg("Weights against importance"), sentences, shown)


def _bars(material: Material, found: list[Weighed]) -> list[tuple[Text, float, float]]:
    return [(material.title(one.id), one.weight, one.importance) for one in found[:MOST_BARS]]


def _table(material: Material, found: dict[str, list[Weighed]]) -> Table:
    rows: list[list[Cell]] = [
        [material.title(one.id), material.title(parent), percent(one.weight), percent(one.importance), one.ratio,
         one.accounts]
        for parent, children in found.items()
        for one in children
    ]  # fmt: skip
    return Table(
        "weights",
        msg("Weight and importance"),
        [
            Column(msg("Node"), numeric=False, wide=True),
            Column(msg("Parent"), numeric=False, wide=True),
            Column(msg("Effective weight, %"), 1),
            Column(msg("Importance, %"), 1),
            Column(msg("Ratio"), 2),
            Column(msg("Correlation ratio"), 2),
        ],
        rows,
    )
