"""Scores a world full of logarithms and powers, and prints a digest of what was published and every number in full.

Run by test_elsewhere.py in a process of its own, with other processor settings.
"""

from __future__ import annotations

import json

import numpy as np
from msgspec import structs

from tarazy.engine.run import run
from tarazy.engine.steps import methods
from tests.engine.unit.run.small import DAY, LEAVES, TEXT, dimension, indicator, inputs, method, methodology, units

COUNT = 3_000


def world() -> tuple[object, object]:
    chance = np.random.default_rng(7)
    columns = {leaf: (chance.integers(1, 2_000, COUNT) / 7).tolist() for leaf in LEAVES}
    columns["water"] = [None if chance.random() < 0.1 else cell for cell in columns["water"]]
    stretched = method(
        "normalise", "rank_exponential", scale=23, fraction="n_minus_r_plus_1", ties="average", within="period",
        source="source", date=DAY,
    )  # fmt: skip
    rounded = method("round", "half_up", decimals=3, source="source", date=DAY)
    text = methodology(
        indicator("roads", "log(roads) * sqrt(roads)", normalise=method("normalise", "min_max", within="period")),
        indicator("water", "exp(log(water) / 3)", normalise=stretched),
        indicator("clinics", "clinics ** 0.7 / exp(1)"),
        dimension("ways", ("roads", "water"), aggregate=method("aggregate", "geometric"),
                  missing=method("missing", "exclude", floor=0.5, source="source", date=DAY)),
        dimension("index", ("ways", "care"), round=rounded),
    )  # fmt: skip
    thresholds = methods("band")["thresholds"]
    bands = tuple(thresholds.Band(f"from_{first}", TEXT, first) for first in range(0, 100, 10))
    band = thresholds.Parameters(bands=bands, source="source", date=DAY)
    return structs.replace(text, methods={**text.methods, "band": band}), inputs(COUNT, columns)


def told() -> dict[str, dict[str, list[float]]]:
    text, columns = world()
    nodes = run(text, columns, units(COUNT), ["2024"]).periods[0].nodes  # type: ignore[arg-type]
    return {
        id: {
            "ranks": node.rank.tolist(),
            "bands": node.band.tolist(),
            "reasons": node.reason.tolist(),
            "scores": node.score.tolist(),
            "values": [] if node.value is None else node.value.tolist(),
            "weights": node.weight.tolist(),
        }
        for id, node in nodes.items()
    }


if __name__ == "__main__":
    print(json.dumps(told()))
