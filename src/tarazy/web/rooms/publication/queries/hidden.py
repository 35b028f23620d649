"""What a publication does not show, by decision: units, indicators, and what could be read off withheld values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.db.models import QuerySet

from tarazy.engine.model.take import rows_taken
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.rows import Key
from tarazy.exchange.bundle.written import rests_on
from tarazy.web.rooms.publication.enums import ProposalState
from tarazy.web.rooms.publication.models import LeftOut, Proposal, Publication, Withheld
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import read_again

PROPOSALS_IN_MEMORY: Final = 32
Cell = tuple[str, str, str]  # unit, period, node


@dataclass(frozen=True)
class Hidden:
    """Units and indicators left out, and cells of which the score rests on a withheld value of its unit."""

    units: frozenset[str] = frozenset()
    nodes: frozenset[str] = frozenset()
    cells: frozenset[Cell] = frozenset()
    values: frozenset[tuple[str, str | None]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.units or self.nodes or self.cells or self.values)

    def is_hidden(self, unit: str, period: str, node: str) -> bool:
        return unit in self.units or node in self.nodes or (unit, period, node) in self.cells

    def is_withheld(self, key: Key) -> bool:
        """Whether the value under a key is withheld."""
        return (key.variable, None) in self.values or (key.variable, key.unit) in self.values

    @property
    def left_out(self) -> parts.LeftOut:
        return parts.LeftOut(tuple(sorted(self.units)), tuple(sorted(self.nodes)))


NOTHING_HIDDEN: Final = Hidden()


def hidden_in(publication: Publication) -> Hidden:
    """What a publication does not show."""
    return NOTHING_HIDDEN if publication.proposal_id is None else hidden_by(publication.proposal_id)


def hidden_by(proposal: int) -> Hidden:
    """What is not to be shown of a proposal. It is found once: only a draft still changes."""
    state, proposed_at = Proposal.objects.values_list("state", "proposed_at").get(pk=proposal)
    return _found(proposal) if state == ProposalState.DRAFT else _kept(proposal, proposed_at)


@lru_cache(maxsize=PROPOSALS_IN_MEMORY)
def _kept(proposal: int, proposed_at: datetime.datetime) -> Hidden:
    """A proposal's number alone would do, if no test gave it anew."""
    return _found(proposal)


def _found(proposal: int) -> Hidden:
    left_out = LeftOut.objects.filter(proposal=proposal).values_list("unit", "node")
    values = frozenset(Withheld.objects.filter(proposal=proposal).values_list("variable", "unit"))
    hidden = Hidden(
        frozenset(unit for unit, _node in left_out if unit),
        frozenset(node for _unit, node in left_out if node),
        values=values,
    )
    if not values:
        return hidden
    run = Run.objects.select_related("version").get(proposals=proposal)
    return replace(hidden, cells=frozenset(_resting(run, hidden)))


def _resting(run: Run, hidden: Hidden) -> Iterator[Cell]:
    """Unit, period and indicator wherever a withheld value of the unit could be read off the score."""
    read = read_again(run, run.as_of)
    rows = rows_taken(read.observations, read.methodology, read.units, run.periods)
    taken = (read.observations.at(int(row)) for row in rows)
    keys = (Key(seen.unit, seen.variable, seen.period, seen.breakdown, seen.series) for seen in taken)
    withheld = [key for key in keys if hidden.is_withheld(key)]
    yield from rests_on(read.methodology, read.units, run.periods, withheld).iter_rows()


def shown_scores(run: Run, hidden: Hidden) -> QuerySet[Score]:
    """The scores of a run without what is hidden."""
    found = Score.objects.filter(run=run).exclude(unit__in=hidden.units).exclude(node__in=hidden.nodes)
    for unit, period, node in hidden.cells:
        found = found.exclude(unit=unit, period=period, node=node)
    return found
