"""Where a unit stands best and worst among its peers, as the page of the unit says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked, Row
from tarazy.web.rooms.publication.queries.strengths import Lead, extremes
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.sure import in_words
from tarazy.web.ui.parts import Column, HowSure
from tarazy.web.ui.written import in_language

SHOWN: Final = 3


def strengths_and_weaknesses(asked: Asked, here: Row, between: Mapping[tuple[str, str], Between]) -> dict[str, Any]:
    """The few indicators at which the unit is furthest ahead of its peers, and furthest behind; for the template.

    `between`: what was estimated of the unit, by period and node.
    """
    index, row = asked.index, here.result
    found = extremes(index.run, index.hidden, row.unit.pk, asked.period, row.peer_group, SHOWN)
    groups = [(_("Strengths"), found.strengths), (_("Weaknesses"), found.weaknesses)]
    return {
        "leads": [
            (title, [_said(asked, one, between.get((asked.period, one.node))) for one in some])
            for title, some in groups
            if some
        ],
        "lead_columns": [
            Column(_("Indicator"), row_head=True),
            Column(_("Score"), numeric=True),
            Column(_("Median of peers"), numeric=True),
            Column(_("Difference, points"), numeric=True),
            Column(_("Place"), numeric=True),
        ],
    }


def _said(asked: Asked, one: Lead, between: Between | None) -> dict[str, Any]:
    index = asked.index
    return {
        "lead": one,
        "title": in_language(index.methodology.nodes[one.node].title),
        "href": f"#{one.node}",
        "difference": one.score - one.median,
        "sure": in_words(between, index.decimals) if between else HowSure(),
    }
