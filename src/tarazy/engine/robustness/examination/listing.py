"""Several cases as one finding: the worst first, so many as a reader takes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tarazy.engine.robustness.examination.said import Finding, Gravity, Kind, Said
from tarazy.engine.words import msg

MOST_CASES: Final = 12


@dataclass(frozen=True)
class Case:
    """One case: what is said of it, how bad it is (greater is worse), whom it is about, its numbers."""

    said: Said
    badness: float
    nodes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    numbers: Mapping[str, float | str] = field(default_factory=dict)


def listed(
    kind: Kind,
    cases: Sequence[Case],
    what: str,
    mend: str,
    *,
    gravity: Gravity | None = None,
    said: Mapping[str, float | str] | None = None,
) -> Iterator[Finding]:
    """One finding about all cases, nothing if there is none. `what` may name {count}, and what `said` holds."""
    if not cases:
        return
    ordered = sorted(cases, key=lambda case: -case.badness)
    shown = [case.said for case in ordered[:MOST_CASES]]
    if len(ordered) > MOST_CASES:
        shown.append(Said(msg("… and {count} more."), {"count": len(ordered) - MOST_CASES}))
    about = {"count": len(ordered), **(said or {})}
    yield Finding(
        kind=kind,
        gravity=gravity or kind.gravity,
        what=Said(what, about),
        mend=Said(mend, about),
        numbers={"cases": len(ordered), "worst": ordered[0].badness, **(said or {}), **ordered[0].numbers},
        nodes=tuple(dict.fromkeys(node for case in ordered for node in case.nodes)),
        units=tuple(dict.fromkeys(unit for case in ordered for unit in case.units)),
        cases=tuple(shown),
        strength=float(len(ordered)),
    )


def percent(share: float) -> float:
    """A share of 0..1 as a percent to be read."""
    return float(f"{100 * share:.1f}")


def two(coefficient: float) -> float:
    """A coefficient with two decimals; what is nearly nothing has no sign.

    >>> two(-0.001), two(0.917)
    (0.0, 0.92)
    """
    return round(coefficient, 2) + 0.0
