"""The kinds of finding. One kind is one module `findings/<kind>.py`, found by listing the folder: adding one changes no
other file. Each has `KIND` and `findings(material)`, which gives what it finds, each with its numbers and what to do.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import GRAVITIES, Finding, Kind


class LooksFor(Protocol):
    """A module of this folder."""

    KIND: Kind

    def findings(self, material: Material) -> Iterator[Finding]: ...


@cache
def kinds() -> Mapping[str, LooksFor]:
    """Every kind by name, sorted."""
    names = sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent)]))
    found: dict[str, LooksFor] = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return found


def every_finding(material: Material) -> tuple[Finding, ...]:
    """Everything that is found: the gravest first, of one gravity and kind the strongest first."""
    found = [finding for kind in kinds().values() for finding in kind.findings(material)]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, int, str, float]:
    # An error of sign turns the ranking over; everything else only blurs it.
    return (
        GRAVITIES.index(finding.gravity),
        GRAVITIES.index(finding.kind.gravity),
        finding.kind.id,
        -finding.strength,
    )
