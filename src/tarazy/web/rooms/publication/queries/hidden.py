"""What a publication does not show, by decision: units, indicators, and what could be read off withheld values."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.db.models import QuerySet
from msgspec.structs import replace as replaced

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.engine.model.take import rows_taken
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.rows import Key
from tarazy.exchange.bundle.written import rests_on
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.enums import ProposalState
from tarazy.web.rooms.publication.models import LeftOut, Proposal, Publication, Withheld
from tarazy.web.rooms.publication.queries.proposals import left_out_of, withheld_of
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import read_again
from tarazy.web.rooms.results.queries.trees import leaves

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

    def __or__(self, other: Hidden) -> Hidden:
        """What either of two publications does not show."""
        return Hidden(
            self.units | other.units, self.nodes | other.nodes, self.cells | other.cells, self.values | other.values
        )

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


def shown_of(explained: Explanation, hidden: Hidden) -> Explanation:
    """An explanation without hidden indicators: neither they, nor the steps that put them together with others, nor
    what would change if they did.
    """
    if not hidden:
        return explained
    hides = _hides(explained, hidden)
    changes = tuple(one for one in explained.changes if not any(hides(node) for node in one.indicators))
    return replaced(explained, tree=_pruned(explained.tree, hides), changes=changes)


def _hides(explained: Explanation, hidden: Hidden) -> Callable[[str], bool]:
    return lambda node: hidden.is_hidden(explained.unit, explained.period, node)


def _pruned(node: NodeExplained, hides: Callable[[str], bool]) -> NodeExplained:
    if not any(hides(leaf.node) for leaf in leaves(node)):
        return node
    children = tuple(_pruned(child, hides) for child in node.children if not hides(child.node))
    titles = {id: title for id, title in node.titles.items() if not hides(id)}
    return replaced(node, children=children, steps=(), titles=titles)


def titles_hidden(proposal: Proposal) -> Mapping[LeftOut | Withheld, str]:
    """What each thing that a proposal leaves out or withholds is called."""
    methodology = methodology_of(proposal.run.version)
    variables = {one.observed.variable: local_text(one.title).here for one in methodology.variables}
    found: dict[LeftOut | Withheld, str] = {}
    for left in left_out_of(proposal):
        found[left] = str(left.unit.name) if left.unit else local_text(methodology.nodes[left.node].title).here
    for one in withheld_of(proposal):
        title = variables.get(one.variable, one.variable)
        found[one] = f"{title}, {one.unit.name}" if one.unit else title
    return found
