"""A published index and what of it an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX, Dimension, Methodology, Node
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.kept_pages import state_shown
from tarazy.web.doors.portal.scales import Scale, even_steps
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.declines import Fall, declines
from tarazy.web.rooms.publication.queries.hidden import Hidden, hidden_in, shown_scores
from tarazy.web.rooms.publication.queries.not_published import NotPublished, not_published
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.results.models import Estimate, Run
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.estimates import estimate_of
from tarazy.web.rooms.results.queries.summaries import Spread, spreads
from tarazy.web.rooms.results.queries.tables import TrendPoint, trend_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language, language
from tarazy.web.ui.written import period as period_text

INDICES_IN_MEMORY: Final = 64
SOMEBODY: Final = "~somebody~"
AS_THEY_ARE: Final = "!$&'()*+,;=~:@"  # signs that Django does not quote in an address either


@dataclass(frozen=True)
class Index:
    """A standing publication of a methodology, with the text it was computed by, and the publications of the
    methodology by the periods that they show, this one among them.
    """

    publication: Publication
    methodology: Methodology
    by_period: Mapping[str, Publication]

    @property
    def run(self) -> Run:
        return self.publication.computed

    @property
    def title(self) -> str:
        return str(self.publication.title)

    @property
    def decimals(self) -> int:
        return self.methodology.points.decimals

    @property
    def best(self) -> float:
        return self.methodology.points.high

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        """How scores of the index spread, by period."""
        return self._spreads_at(INDEX)

    def _spreads_at(self, node: str) -> dict[str, Spread]:
        found = {}
        for publication in dict.fromkeys(self.by_period.values()):
            among = shown_scores(publication.computed, hidden_in(publication))
            for spread in spreads(publication.computed, node, among):
                if self.by_period[spread.period] == publication:
                    found[spread.period] = spread
        return found

    def showing(self, period: str) -> Index:
        """The index by the publication that shows a period."""
        if self.by_period[period] == self.publication:
            return self
        return index_of(self.by_period, period)

    def trend(self, unit: str) -> list[TrendPoint]:
        """A unit at the index over all published periods."""
        runs = {period: one.computed.pk for period, one in self.by_period.items()}
        points = trend_of(runs, unit)
        return [one for one in points if not hidden_in(self.by_period[one.period]).is_hidden(unit, one.period, INDEX)]

    @cached_property
    def bundle(self) -> Bundle | None:
        """What this publication can be computed again from; None where it was published before bundles were kept."""
        return bundle_of(self.publication)

    @cached_property
    def hidden(self) -> Hidden:
        """What this publication does not show, by decision."""
        return hidden_in(self.publication)

    @cached_property
    def estimate(self) -> Estimate | None:
        """How sure this publication is; None where nothing was estimated of it."""
        return estimate_of(self.run)

    @cached_property
    def not_published(self) -> NotPublished | None:
        """What is not shown, as its pages say it; None where everything is."""
        return not_published(self.publication)

    @property
    def nodes(self) -> Sequence[str]:
        """The nodes whose scores are shown, in the order of the methodology."""
        return [id for id in self.methodology.nodes if id not in self.hidden.nodes]

    def declines(self, period: str, node: str = INDEX, units: Sequence[str] | None = None) -> Mapping[str, Fall]:
        """Who declined two periods running, by published scores, those of earlier results too."""
        return declines(self.methodology.methodology, node, period, units, better=self.methodology.better)

    def scale(self, node: str = INDEX) -> Scale:
        """The colours of a node's scores: the same for every period, so that years can be compared."""
        found = self.spreads if node == INDEX else self._spreads_at(node)
        known = [spread for spread in found.values() if spread.least is not None and spread.greatest is not None]
        points = self.methodology.points
        low = min((spread.least or 0.0 for spread in known), default=points.low)
        high = max((spread.greatest or 0.0 for spread in known), default=points.high)
        return even_steps(low, high, self.decimals)

    @cached_property
    def band_titles(self) -> dict[str, str]:
        return band_titles(self.methodology)

    @property
    def periods(self) -> list[str]:
        """The periods of this publication and of the others of the methodology."""
        return list(self.by_period)

    @property
    def latest(self) -> str:
        """The latest period in which units have a score; where none has, the latest period."""
        scored = [period for period in self.periods if period in self.spreads and self.spreads[period].scored]
        return (scored or self.periods)[-1]

    def node(self, id: str) -> Node:
        """A node of the tree. Raises NoPage where there is none."""
        if id not in self.methodology.nodes:
            message = _("“%(node)s” is no part of this index.") % {"node": id}
            raise NoPage(message, [Link(self.title, self.href())])
        if id in self.hidden.nodes:
            message = _("“%(node)s” is left out of this publication by a decision.") % {"node": self.node_title(id)}
            raise NoPage(message, [Link(self.title, self.href())])
        return self.methodology.nodes[id]

    def title_in(self, period: str, node: str = INDEX) -> str:
        """The title with the period, which some titles name themselves."""
        title, when = self.node_title(node), period_text(period)
        return title if title.endswith(when) else _("%(title)s, %(period)s") % {"title": title, "period": when}

    def node_title(self, id: str) -> str:
        return self.title if id == INDEX else in_language(self.methodology.nodes[id].title)

    def period(self, asked: str) -> str:
        """The period asked for, or the latest. Raises NoPage with the periods that there are."""
        if asked and asked not in self.periods:
            message = _("There are no results for %(period)s.") % {"period": asked}
            raise NoPage(message, [Link(period_text(one), self.href(one)) for one in reversed(self.periods)][:12])
        return asked or self.latest

    def _parts(self, period: str | None) -> dict[str, str]:
        place, name = self.methodology.methodology.split("/", 1)
        return {"place": place, "name": name} | ({"period": period} if period else {})

    def href(self, period: str | None = None, **query: str) -> str:
        """The address of the results."""
        asked = {key: value for key, value in query.items() if value and (key, value) != ("node", INDEX)}
        address = self._address("results", period)
        return f"{address}?{urlencode(asked)}" if asked else address

    def unit_href(self, unit: str, period: str | None = None) -> str:
        """The address of a unit within the index. All of them are looked up as that of nobody in particular."""
        return self._address("unit_in_index", period, unit=SOMEBODY).replace(SOMEBODY, quote(unit, safe=AS_THEY_ARE))

    def _address(self, name: str, period: str | None, **more: str) -> str:
        """Looked up once: a page may hold hundreds, most of them of one period."""
        if (name, period) not in self._addresses:
            self._addresses[name, period] = self.file_href(name, period, **more)
        return self._addresses[name, period]

    @cached_property
    def _addresses(self) -> dict[tuple[str, str | None], str]:
        """By the name of the page and the period."""
        return {}

    def file_href(self, name: str, period: str | None = None, **kwargs: str) -> str:
        return reverse(f"portal:{name}", kwargs={**self._parts(period), **kwargs})


def index_called(methodology: str, period: str = "") -> Index:
    """The published index of a methodology `place/name`, by the publication that shows a period, or else the latest
    period with scores. Raises NoPage with those that there are.
    """
    return _called(methodology, period, language(), state_shown())


@lru_cache(maxsize=INDICES_IN_MEMORY)
def _called(methodology: str, period: str, _language: str, _state: str) -> Index:
    by_period = publications_shown(methodology).get(methodology)
    if by_period is None:
        message = _("No results of an index “%(index)s” are published.") % {"index": methodology}
        raise NoPage(message, [Link(index.title, index.href()) for index in published_indices()])
    index = index_of(by_period, period if period in by_period else max(by_period))
    return index if period in by_period else index.showing(index.latest)


def published_indices() -> list[Index]:
    """Every index that the portal shows, by its latest period with scores, the latest published first."""
    found = [index_of(by_period, max(by_period)) for by_period in publications_shown().values()]
    found.sort(key=lambda index: (index.publication.published_at, index.publication.pk), reverse=True)
    return [index.showing(index.latest) for index in found]


def index_of(by_period: Mapping[str, Publication], period: str) -> Index:
    """An index by the publication that shows a period."""
    publication = by_period[period]
    return Index(publication, methodology_of(publication.computed.version), by_period)


def choices_of_nodes(index: Index, chosen: str) -> list[str]:
    """The nodes that stand beside each other in a choice: the index and the nodes below it."""
    return [INDEX, *(id for id in index.methodology.index.children if id in index.nodes)]


def family_of(index: Index, chosen: str) -> list[str]:
    """The second choice, where the chosen node lies deeper or has children: a dimension and what it is made of."""
    methodology, top = index.methodology, chosen
    if chosen == INDEX:
        return []
    while methodology.parents[top] != INDEX:
        top = methodology.parents[top]
    node = methodology.nodes[top]
    if not isinstance(node, Dimension):
        return []
    return [top, *(id for id in index.nodes if id != top and is_below(methodology, id, top))]


def is_below(methodology: Methodology, id: str, top: str) -> bool:
    while id != INDEX:
        id = methodology.parents[id]
        if id == top:
            return True
    return False
