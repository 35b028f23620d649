"""Where a unit stands best and worst among its peers, as the page of the unit says it."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked, Row
from tarazy.web.rooms.publication.queries.strengths import Lead, extremes
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import in_language

SHOWN: Final = 3


def strengths_and_weaknesses(asked: Asked, here: Row) -> dict[str, Any]:
    """The few indicators at which the unit is furthest ahead of its peers, and furthest behind; for the template."""
    index, row = asked.index, here.result
    found = extremes(index.run, index.hidden, row.unit.pk, asked.period, row.peer_group, SHOWN)
    groups = [(_("Strengths"), found.strengths), (_("Weaknesses"), found.weaknesses)]
    return {
        "leads": [(title, [_said(asked, one) for one in some]) for title, some in groups if some],
        "lead_columns": [
            Column(_("Indicator"), row_head=True),
            Column(_("Score"), numeric=True),
            Column(_("Median of peers"), numeric=True),
            Column(_("Difference, points"), numeric=True),
            Column(_("Place"), numeric=True),
        ],
    }


def _said(asked: Asked, one: Lead) -> dict[str, Any]:
    title = in_language(asked.index.methodology.nodes[one.node].title)
    return {"lead": one, "title": title, "href": f"#{one.node}", "difference": one.score - one.median}
