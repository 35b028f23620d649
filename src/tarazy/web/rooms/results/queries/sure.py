"""How sure a score, its place and its change are, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from tarazy.engine.explanation import NodeExplained
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.ui.parts import HowSure
from tarazy.web.ui.tags.data import interval_text, places_text


def in_words(between: Between, decimals: int) -> HowSure:
    low, high = between.rank_low, between.rank_high
    return HowSure(
        score=interval_text(between.score_low, between.score_high, decimals),
        places="" if low is None or high is None else places_text(low, high),
        change=change_in_words(between),
    )


def change_in_words(between: Between) -> str:
    """Whether the score moved more than what may vary; empty where no change was estimated."""
    if between.change_low is None or between.change_high is None:
        return ""
    return _("moved surely") if between.moved_surely else _("no significant change")


def intervals_in_tree(
    between: Mapping[tuple[str, str], Between], period: str, decimals: int
) -> Callable[[NodeExplained], str]:
    """The interval of the score of each node of a tree, in words; empty where there is none."""

    def interval(node: NodeExplained) -> str:
        of = between.get((period, node.node))
        return in_words(of, decimals).score if of else ""

    return interval
