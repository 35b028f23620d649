"""What the explorer may offer at any view: read once, and kept in memory until an act that pages may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tarazy.engine.statistics.carried import Succession
from tarazy.web.doors.portal.explorer.choices import Option, boxes_written, options_written
from tarazy.web.doors.portal.explorer.offers import Offers, offers
from tarazy.web.doors.portal.kept_pages import state_shown
from tarazy.web.grammar.text import LocalText, current_language, sort_key
from tarazy.web.rooms.observatory.models import BreakdownCode, Variable
from tarazy.web.rooms.observatory.queries.peers import kinds_with_context
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes
from tarazy.web.rooms.units.models import Kind, PeerGroup, Unit
from tarazy.web.rooms.units.queries import engine_successions, kinds, names_of_places, peer_groups, units_of_place
from tarazy.web.ui.written import in_language

STOCKS_IN_MEMORY: Final = 2
PLACES_IN_MEMORY: Final = 8
LISTS_IN_MEMORY: Final = 3 * PLACES_IN_MEMORY


@dataclass(frozen=True, eq=False)
class Stock:
    """All that is offered, with the names by which it is put in groups."""

    offers: Offers
    kinds: Mapping[str, Kind]
    peer_groups: Mapping[str, PeerGroup]
    places: Mapping[str, LocalText]

    @cached_property
    def codes(self) -> Mapping[tuple[str, str], BreakdownCode]:
        return breakdown_codes()

    @cached_property
    def first_of_places(self) -> Mapping[str, str]:
        """The first variable of each place; the place whose list ends last stands last."""
        firsts = {one.place: id for id, one in reversed(list(self.offers.variables.items()))}
        return dict(reversed(list(firsts.items())))

    def of_place(self, place: str) -> OfPlace:
        return _of_place(self, place)


@dataclass(frozen=True, eq=False)
class OfPlace:
    """What is offered of one place. `units`: by id, in the order of ids, former ones too; `kinds_compared`: those of
    which it is stated by what units are similar.
    """

    stock: Stock
    place: str
    units: Mapping[str, Unit]
    successions: tuple[Succession, ...]
    kinds_compared: frozenset[str]

    @property
    def named(self) -> Named:
        """The same in the language of the page."""
        return _named(self, current_language())


@dataclass(frozen=True)
class Offered:
    """A choice that is always there. `searched`: the texts in which a search finds it."""

    id: str
    label: str
    searched: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Topical:
    """The variables under one heading; `boxes`: as they stand in the form where none of them is chosen."""

    title: str
    offered: list[Offered]
    ids: frozenset[str]
    boxes: SafeString


@dataclass(frozen=True, eq=False)
class Named:
    """Choices in one language. `observed`: the variables that are no scores, `options`: as they stand in a list where
    none of them is chosen; `units`: all of them by name, with their `ranks` in that order.
    """

    topics: list[Topical]
    observed: list[Offered]
    options: SafeString
    units: list[Offered]
    ranks: Mapping[str, int]


def stock() -> Stock:
    """What is offered now."""
    return _read(state_shown())


@lru_cache(maxsize=STOCKS_IN_MEMORY)
def _read(_state: str) -> Stock:
    return Stock(offers(), kinds(), peer_groups(), names_of_places())


@lru_cache(maxsize=PLACES_IN_MEMORY)
def _of_place(stock: Stock, place: str) -> OfPlace:
    units = {unit.pk: unit for unit in units_of_place(place)}
    return OfPlace(stock, place, units, engine_successions([place]), kinds_with_context(place))


@lru_cache(maxsize=LISTS_IN_MEMORY)
def _named(here: OfPlace, _language: str) -> Named:
    there = [one for one in here.stock.offers.variables.values() if one.place == here.place]
    offered = {one.pk: _offered(one, one.title, str(one.title)) for one in there}
    topics: dict[str, list[Offered]] = {}
    for one in there:
        topics.setdefault(_heading(here.stock.offers, one), []).append(offered[one.pk])
    observed = [one for id, one in offered.items() if ":" not in id]
    ordered = sorted(here.units.values(), key=lambda unit: (sort_key(str(unit.name)), unit.pk))
    return Named(
        [_topical(title, found) for title, found in topics.items()],
        observed,
        options_written(Option(one.id, one.label, False) for one in observed),
        [_offered(one, one.name, unit_label(one)) for one in ordered],
        {unit.pk: rank for rank, unit in enumerate(ordered)},
    )


def _topical(title: str, offered: list[Offered]) -> Topical:
    boxes = boxes_written("v", (Option(one.id, one.label, False) for one in offered))
    return Topical(title, offered, frozenset(one.id for one in offered), boxes)


def _offered(one: Variable | Unit, name: LocalText, label: str) -> Offered:
    return Offered(one.pk, label, (name.kk, name.ru, name.en, one.pk))


def _heading(offers: Offers, variable: Variable) -> str:
    index, is_score, _node = variable.pk.partition(":")
    if not is_score:
        return in_language(variable.topic.name) if variable.topic else ""
    publications = offers.indices[index]
    return _("Published scores: %(index)s") % {"index": publications[max(publications)].title}


def unit_label(unit: Unit) -> str:
    """A former unit often has the name of one of today."""
    if unit.valid_to is None:
        return str(unit.name)
    return _("%(name)s, until %(year)s") % {"name": unit.name, "year": str(unit.valid_to.year)}
