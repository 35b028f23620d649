"""The table of results: its rows as they are asked for, filtered, searched and sorted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import INDEX, Indicator
from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.doors.portal.kept_pages import state_shown
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.tables import ResultRow, TrendPoint, table, units_in
from tarazy.web.rooms.units.models import Kind, Unit
from tarazy.web.ui.parts import Band, Link
from tarazy.web.ui.written import language

TABLES_IN_MEMORY = 24
RUNS_IN_MEMORY = 8


@dataclass(frozen=True)
class Asked:
    """What an address asks of a table of results."""

    index: Index
    period: str
    node: str = INDEX
    kind: str = ""
    search: str = ""
    sort: str = "rank"

    @property
    def is_indicator(self) -> bool:
        return isinstance(self.index.methodology.nodes[self.node], Indicator)

    @property
    def better(self) -> str:
        return self.index.methodology.better

    @property
    def title(self) -> str:
        """What the table is about, with its period."""
        return self.index.title_in(self.period, self.node)

    @property
    def has_before(self) -> bool:
        """Whether the run scored the period before, so that a change can be told. What another publication shows of it
        was computed from other inputs.
        """
        return earlier(self.period, 1) in self.index.run.periods

    @property
    def kept_in_search(self) -> list[tuple[str, str]]:
        """What else is asked while a name is searched for."""
        given = [("node", self.node if self.node != INDEX else ""), ("kind", self.kind), ("sort", self.sort)]
        return [(key, value) for key, value in given if value and (key, value) != ("sort", "rank")]

    @property
    def whole_href(self) -> str:
        return self.href(kind="", q="")

    def href(self, **other: str) -> str:
        """The address of the same table with something asked otherwise; always its first page."""
        given = {"node": self.node, "kind": self.kind, "q": self.search, "sort": self.sort, **other}
        period = given.pop("period", self.period)
        if given["sort"] == "rank":
            given["sort"] = ""
        return self.index.href(period, **given)


def asked_by(request: HttpRequest, index: Index, period: str, kinds: Mapping[str, Kind]) -> Asked:
    """Read an address. Raises NoPage where it asks for what is not there."""
    given = request.GET
    asked = Asked(
        index,
        index.period(period),
        index.node(given.get("node") or INDEX).id,
        given.get("kind", ""),
        given.get("q", "").strip()[:100],
        given.get("sort") or "rank",
    )
    if asked.kind and asked.kind not in kinds:
        message = _("There is no kind “%(kind)s”.") % {"kind": asked.kind}
        raise NoPage(message, [Link(index.title, index.href(asked.period))])
    if asked.sort.removeprefix("-") not in KEYS:
        message = _("A table cannot be sorted by “%(column)s”.") % {"column": asked.sort}
        raise NoPage(message, [Link(index.title, index.href(asked.period))])
    return asked


def rows_asked(asked: Asked) -> list[ResultRow]:
    """Every unit that is shown at the node in the period, by rank."""
    run, hidden = asked.index.run, asked.index.hidden
    rows = _kept(run.pk, run.computed_at, asked.period, asked.node, state_shown())
    return [row for row in rows if not hidden.is_hidden(row.unit.pk, asked.period, asked.node)] if hidden else rows


@lru_cache(maxsize=TABLES_IN_MEMORY)
def _kept(run: int, computed_at: datetime.datetime, period: str, node: str, state: str) -> list[ResultRow]:
    """A run never changes, but names may."""
    return table(Run(pk=run), period, node, known=_units_in(run, state))


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _units_in(run: int, _state: str) -> Mapping[str, Unit]:
    return units_in(Run(pk=run))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    result: ResultRow
    name: str
    href: str
    colour: Band
    band: str
    reason: str


def line_of(asked: Asked, result: ResultRow, scale: Scale) -> Row:
    return Row(
        result=result,
        name=str(result.unit.name),
        href=asked.index.unit_href(result.unit.pk, asked.period),
        colour=scale.at(result.score),
        band=asked.index.band_titles.get(result.band, ""),
        reason=reason_in_words(result.reason, language()) if result.reason else "",
    )


KEYS: dict[str, Callable[[ResultRow], Any]] = {
    "rank": lambda row: row.rank,
    "name": lambda row: sort_key(str(row.unit.name)),
    "value": lambda row: row.value,
    "score": lambda row: row.score,
    "change": lambda row: row.score_change,
    "not_counted": lambda row: row.share_not_counted,
    "imputed": lambda row: row.share_imputed,
}


def is_any_imputed(rows: Iterable[ResultRow | TrendPoint]) -> bool:
    """Whether anybody's score stands on imputed values: then the share stands beside every score of the table."""
    return any(row.share_imputed for row in rows)


def chosen_rows(asked: Asked, rows: list[ResultRow]) -> list[ResultRow]:
    """The rows that are asked for, in the order asked for; what has no such figure comes last either way."""
    kept = [row for row in rows if asked.kind in ("", row.unit.kind_id) and is_found(row, asked.search)]
    key = KEYS[asked.sort.removeprefix("-")]
    known = [row for row in kept if key(row) is not None]
    unknown = [row for row in kept if key(row) is None]
    ordered = sorted(known, key=key, reverse=asked.sort.startswith("-"))
    return ordered + sorted(unknown, key=lambda row: sort_key(str(row.unit.name)))


def is_found(row: ResultRow, search: str) -> bool:
    """Whether the name in any language, or the id, holds what is searched for."""
    if not search:
        return True
    name = row.unit.name
    texts = (name.kk, name.ru, name.en, row.unit.pk)
    return any(plain(search) in plain(text) for text in texts)


def plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
