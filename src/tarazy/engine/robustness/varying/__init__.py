"""What varies with each kind of assumption: one module a kind, which says which steps of which nodes it touches, and
how its draws change them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.uncertainty import Uncertainty
from tarazy.engine.robustness.varying.varies import Varies


def varying(uncertainty: Uncertainty, methodology: Methodology, inputs: Inputs) -> tuple[Varies, ...]:
    """What varies, in the order of the text."""
    return tuple(_kinds()[one.kind].varies(one, methodology, inputs) for one in uncertainty.assumptions)


@cache
def _kinds() -> Mapping[str, ModuleType]:
    """By the word by which the text calls what varies."""
    folder = Path(__file__).parent
    names = sorted(info.name for info in pkgutil.iter_modules([str(folder)]))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {module.KIND: module for module in modules if hasattr(module, "KIND")}
