"""The steps of a methodology, in the order in which they are taken, and the methods of each.

A method is one module `steps/<step>/<method>.py`, found by listing the folder: adding a method changes no other file.
A step that a methodology does not name is not taken. In the examples of the methods, `scene(n)` is a scene of n units
of one peer group in the year 2024, with points from 0 to 100 and a rising indicator, and `seen(...)` what stands
around their column.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final, Literal

from tarazy.engine.model.methods import Methods, each
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.words import msg

Step = Literal[
    "apply",
    "denominate",
    "missing",
    "treat",
    "normalise",
    "weigh",
    "aggregate",
    "adjust",
    "round",
    "rank",
    "band",
]

# `value` is a formula, not a choice of method: it is part of the indicator (model/formula.py, steps/value).
ORDER: Final[tuple[Step, ...]] = (
    "apply", "denominate", "missing", "treat", "normalise", "weigh", "aggregate", "adjust", "round", "rank", "band",
)  # fmt: skip

TITLES: Final[Mapping[str, str]] = {
    "apply": msg("To whom it applies"),
    "denominate": msg("Denominator"),
    "missing": msg("Missing data"),
    "treat": msg("Outliers"),
    "normalise": msg("Normalisation"),
    "weigh": msg("Weights"),
    "aggregate": msg("Aggregation"),
    "adjust": msg("Adjustment"),
    "round": msg("Rounding"),
    "rank": msg("Rank"),
    "band": msg("Bands"),
}


def taken(by: Methods) -> list[tuple[str, Parameters]]:
    """Every method with its step, in the order in which they are taken."""
    return sorted(each(by), key=lambda one: ORDER.index(one[0]))


@cache
def methods(step: str) -> Mapping[str, ModuleType]:
    """The methods of a step by name, sorted. Empty if no method of the step exists yet."""
    folder = Path(__file__).parent / step
    if not folder.is_dir():
        return {}
    names = sorted(info.name for info in pkgutil.iter_modules([str(folder)]))
    return {name: importlib.import_module(f"{__name__}.{step}.{name}") for name in names}


def unconfirmed(step: str, parameters: Parameters) -> str | None:
    """What is unconfirmed of a rule, a marked text; None where nothing is, or the text names what confirms it."""
    caution: str | None = getattr(methods(step)[parameters.method], "UNCONFIRMED", None)
    return None if getattr(parameters, "confirmed_by", None) else caution
