"""Replicates in which a method refused, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tarazy.cli.language import spoken, tell
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.engine.robustness.failures import Failure


def tell_failures(failures: Iterable[Failure]) -> None:
    """Where, why and how often."""
    for one in failures:
        tell(
            msg("Refused in {count} replicates at {node}: {what}"),
            count=len(one.replicates),
            node=one.node,
            what=one.what.in_language(spoken()),
        )
