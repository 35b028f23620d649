"""What a reader wants to know first of a period's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked, is_any_imputed
from tarazy.web.doors.portal.indices.sure import sure_of
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import number, percent, rounded, signed


@dataclass(frozen=True)
class KeyFact:
    """A figure with what it is; `note` says more, with a link where there is a page for it. `sure`: how sure it is."""

    label: str
    figure: str
    note: str = ""
    href: str = ""
    sure: str = ""


def key_facts(asked: Asked, rows: Sequence[ResultRow]) -> list[KeyFact]:
    """Mean, spread, who changed most, shares not counted and imputed. Empty where nobody has a score."""
    scored = [row for row in rows if row.score is not None]
    if not scored:
        return []
    return [*_level(asked, scored, len(rows)), *_movers(asked, scored), *_shares(rows)]


def _level(asked: Asked, scored: Sequence[ResultRow], count: int) -> list[KeyFact]:
    scores = [row.score for row in scored if row.score is not None]
    places = asked.index.decimals
    said = {"scored": number(len(scored), 0), "count": number(count, 0)}
    low, high = (number(end, places) for end in (min(scores), max(scores)))
    return [
        KeyFact(
            _("Mean score"), number(sum(scores) / len(scores), places), _("%(scored)s of %(count)s have a score") % said
        ),
        KeyFact(_("From lowest to highest"), f"{low}–{high}", _("points")),
    ]


def _movers(asked: Asked, scored: Sequence[ResultRow]) -> list[KeyFact]:
    """Who gained and who lost most points; nobody where no score rounds to another one."""
    moved = sorted((row for row in scored if row.score_change is not None), key=lambda row: row.score_change or 0.0)
    sure = sure_of(asked.index, asked.period, asked.node)
    ends = [(_("Greatest rise"), moved[-1], 1), (_("Greatest fall"), moved[0], -1)] if moved else []
    return [
        KeyFact(
            label,
            signed(row.score_change, asked.index.decimals),
            str(row.unit.name),
            _href(asked, row),
            sure.of(row.unit.pk).change,
        )
        for label, row, sign in ends
        if rounded((row.score_change or 0.0) * sign, asked.index.decimals) > 0
    ]


def _href(asked: Asked, row: ResultRow) -> str:
    return asked.index.unit_href(row.unit.pk, asked.period)


def _shares(rows: Sequence[ResultRow]) -> list[KeyFact]:
    """What could not be counted, and what was imputed where anything was."""
    not_counted = _mean([row.share_not_counted for row in rows])
    facts = [KeyFact(_("Share not counted"), percent(not_counted), _("mean of all, for want of data"))]
    if is_any_imputed(rows):
        imputed = share_text(_mean([row.share_imputed for row in rows]))
        facts.append(KeyFact(_("Share imputed"), imputed, _("mean of all, values that were filled in")))
    return facts


def _mean(shares: Sequence[float | None]) -> float:
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else 0.0
