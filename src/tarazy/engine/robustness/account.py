"""What an analysis was: enough for anybody to do it again and find the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from tarazy.engine.robustness.failures import Failure, failed_in
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.uncertainty import Intervals


def account_of(intervals: Intervals, *, options: Mapping[str, Any], as_of: str | None) -> dict[str, Any]:
    """The content of uncertainty.json."""
    account = account_of_replicates(intervals.replicates, intervals.failures, options=options, as_of=as_of)
    return {**account, "level_percent": round(intervals.level * 100, 9)}


def account_of_replicates(
    replicates: Replicates, failures: Sequence[Failure], *, options: Mapping[str, Any], as_of: str | None
) -> dict[str, Any]:
    """What was analysed, with which seed, and which methods refused how often."""
    stated = replicates.stated
    return {
        "methodology": stated.methodology,
        "version": stated.version,
        "standing": stated.standing,
        "methodology_hash": stated.hash,
        "data_hash": replicates.observed.data_hash,
        "engine_version": version("tarazy"),
        "options": dict(options),
        "as_of": as_of,
        "seed": replicates.sample.seed,
        "replicates": len(replicates),
        "failed": len(failed_in(failures)),
        "failures": [
            {"node": one.node, "what": one.what.in_language("en"), "replicates": len(one.replicates)}
            for one in failures
        ],
    }


def parameters_of(replicates: Replicates) -> Iterator[dict[str, Any]]:
    """Of each replicate, by number from 0, the draw of each assumption: all that a replay takes from outside."""
    for number in range(len(replicates)):
        yield {"replicate": number, "assumptions": dict(replicates.said(number))}
