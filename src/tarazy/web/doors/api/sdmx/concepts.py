"""What the columns and the lists of codes are called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.exchange.sdmx.model import Codelist, ConceptScheme, Item
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.queries.statuses import status_in_words

CONCEPTS: Final = "CONCEPTS"
LONGEST_SPAN: Final = 10  # years
STATUSES: Final = ("A", "B", "E", "I", "L", "M", "O", "P", "Q", "U", "X")

NAMES: Final[dict[str, Callable[[], str]]] = {
    "FREQ": lambda: _("Frequency"),
    "UNIT": lambda: _("Unit"),
    "VARIABLE": lambda: _("Variable"),
    "BREAKDOWN": lambda: _("Breakdown"),
    "SERIES": lambda: _("Who says so"),
    "NODE": lambda: _("Node of the index"),
    "TIME_PERIOD": lambda: _("Period"),
    "OBS_VALUE": lambda: _("Value or score"),
    "UNIT_MEASURE": lambda: _("Unit of measure"),
    "OBS_STATUS": lambda: _("Status of the observation"),
    "SE": lambda: _("Standard error"),
    "N": lambda: _("Number of respondents or cases"),
    "REVISION": lambda: _("Revision"),
    "REASON": lambda: _("Reason of the revision, or why there is no score"),
    "SOURCE": lambda: _("Source"),
    "RANK": lambda: _("Rank"),
    "BAND": lambda: _("Band"),
    "PEER_GROUP": lambda: _("Peer group"),
    "SHARE_NOT_COUNTED": lambda: _("Share not counted, 0 to 1"),
    "SHARE_IMPUTED": lambda: _("Share imputed, 0 to 1"),
    "SCORE_MEDIAN": lambda: _("Median of the score"),
    "SCORE_LOW": lambda: _("Interval of the score, lower end"),
    "SCORE_HIGH": lambda: _("Interval of the score, upper end"),
    "RANK_MEDIAN": lambda: _("Median of the place"),
    "RANK_LOW": lambda: _("Interval of the place, better end"),
    "RANK_HIGH": lambda: _("Interval of the place, worse end"),
    "P_TOP_10": lambda: _("Share of the replicates among the first ten, 0 to 1"),
    "P_SCORED": lambda: _("Share of the replicates with a score, 0 to 1"),
    "CHANGE": lambda: _("Change of the score since the period before, in points"),
    "CHANGE_LOW": lambda: _("Interval of the change, lower end"),
    "CHANGE_HIGH": lambda: _("Interval of the change, upper end"),
    "P_RISE": lambda: _("Share of the replicates in which the score rose, 0 to 1"),
    "LEVEL_PERCENT": lambda: _("Percent of the replicates that an interval holds"),
    "PUBLICATION": lambda: _("Number of the publication"),
}


def concepts(agency: str) -> ConceptScheme:
    items = tuple(Item(id=id, name=in_every_language(name)) for id, name in NAMES.items())
    return ConceptScheme(agency=agency, id=CONCEPTS, name=in_every_language(lambda: _("Concepts")), items=items)


def frequencies(agency: str) -> Codelist:
    """Years, quarters, months, and spans of years."""
    items = [
        Item(id="A", name=in_every_language(lambda: _("Annual"))),
        Item(id="Q", name=in_every_language(lambda: _("Quarterly"))),
        Item(id="M", name=in_every_language(lambda: _("Monthly"))),
        *(Item(id=f"A{years}", name=in_every_language(partial(_span, years))) for years in range(2, LONGEST_SPAN + 1)),
    ]  # fmt: skip
    return _list(agency, "CL_FREQ", NAMES["FREQ"], items)


def _span(years: int) -> str:
    return ngettext("Over %(years)s year", "Over %(years)s years", years) % {"years": years}


def series_said(agency: str) -> Codelist:
    items = [Item(id=one.value, name=in_every_language(partial(_label, one))) for one in Series]
    return _list(agency, "CL_SERIES", NAMES["SERIES"], items)


def statuses(agency: str) -> Codelist:
    """SDMX's list as far as we use it, with X, which is ours."""
    items = [Item(id=one, name=in_every_language(partial(_status, one))) for one in STATUSES]
    return _list(agency, "CL_OBS_STATUS", NAMES["OBS_STATUS"], items)


def _label(series: Series) -> str:
    return str(series.label)


def _status(status: str) -> str:
    return status_in_words(status) or _("normal")


def _list(agency: str, id: str, name: Callable[[], str], items: list[Item]) -> Codelist:
    return Codelist(agency=agency, id=id, name=in_every_language(name), items=tuple(items))
