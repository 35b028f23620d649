"""What the form of the explorer offers: plain fields that make an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.doors.portal.explorer.choices import Option, boxes_written, options_written
from tarazy.web.doors.portal.explorer.offers import is_found
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.stock import Topical
from tarazy.web.doors.portal.explorer.view import (
    AS_IS,
    CHANGE,
    CHARTS,
    DIVIDED,
    INDEX,
    PER_HEAD,
    TOTAL,
    View,
    has_room_for_targets,
)
from tarazy.web.doors.portal.explorer.ways_on import href
from tarazy.web.doors.portal.observatory.asked import LONGEST_SEARCH, breakdown_in_words
from tarazy.web.rooms.observatory.queries.carried import Onto
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

MOST_LISTED: Final = 60
MOST_LIKED: Final = 300
CHART_WORDS: Final[dict[str, Promise]] = {
    "line": gettext_lazy("Lines"),
    "bars": gettext_lazy("Bars"),
    "distribution": gettext_lazy("Distribution"),
    "scatter": gettext_lazy("Scatter"),
    "map": gettext_lazy("Map"),
    "multiples": gettext_lazy("Small multiples"),
    "table": gettext_lazy("Table alone"),
}
TRANSFORMATION_WORDS: Final[dict[str, Promise]] = {
    AS_IS: gettext_lazy("as they are"),
    INDEX: gettext_lazy("index, a period = 100"),
    PER_HEAD: gettext_lazy("per 1,000 people"),
    DIVIDED: gettext_lazy("divided by another variable"),
    CHANGE: gettext_lazy("change over the period before"),
}


@dataclass(frozen=True)
class Group:
    """Choices that belong together, as HTML; `opened` where something of it is chosen or searched for."""

    title: str
    boxes: SafeString
    opened: bool


def form_of(asked: Asked, given: QueryDict) -> dict[str, Any]:
    """The fields as the view fills them in."""
    find, find_unit = (given.get(name, "").strip()[:LONGEST_SEARCH] for name in ("find", "find_unit"))
    view = asked.view
    units, left_out = units_offered(asked, find_unit)
    return {
        "find": find,
        "find_unit": find_unit,
        "place_links": place_links(asked),
        "chart_links": chart_links(view),
        "variable_groups": variable_groups(asked, find),
        "group_options": options_written(groups_offered(asked)),
        "kind_options": options_written(kinds_offered(asked)),
        "like_options": options_written(likes_offered(asked)),
        "targets_offered": has_room_for_targets(view),
        "territory_options": options_written(boundaries_offered(asked)),
        "unit_boxes": boxes_written("u", units),
        "units_left_out": left_out,
        "by_hand": bool(view.units or find_unit),
        "breakdown_boxes": boxes_written("b", breakdowns_offered(asked)),
        "first_options": options_written(periods_offered(asked, view.first)),
        "last_options": options_written(periods_offered(asked, view.last)),
        "base_options": options_written(periods_offered(asked, view.base or view.first)),
        "transformation_options": options_written(transformations_offered(asked)),
        "by_options": dividing(asked),
        "axes": axes_offered(asked),
    }


def place_links(asked: Asked) -> list[Link]:
    """Other places: their variables are of other units, so the view begins anew."""
    names, firsts = asked.stock.places, asked.stock.first_of_places
    if len(firsts) < 2:
        return []
    return [
        Link(in_language(names[place]), href(View((id,))), current=place == asked.place)
        for place, id in firsts.items()
        if place in names
    ]


def chart_links(view: View) -> list[Link]:
    """The same view drawn otherwise; a scatter only of two variables."""
    return [
        Link(str(CHART_WORDS[chart]), href(replace(view, chart=chart)), current=chart == view.chart)
        for chart in CHARTS
        if chart != "scatter" or len(view.variables) > 1
    ]


def variable_groups(asked: Asked, find: str) -> list[Group]:
    """The variables of the place by topic, then the published scores by index; the chosen ones always among them."""
    return [group for topic in asked.here.named.topics if (group := group_of(topic, asked.view.variables, find))]


def group_of(topic: Topical, chosen: Sequence[str], find: str) -> Group | None:
    """None where a search leaves nothing of it."""
    is_chosen = not topic.ids.isdisjoint(chosen)
    if not (find or is_chosen):
        return Group(topic.title, topic.boxes, False)
    found = [one for one in topic.offered if one.id in chosen or is_found(find, one.searched)]
    boxes = boxes_written("v", (Option(one.id, one.label, one.id in chosen) for one in found))
    return Group(topic.title, boxes, True) if found else None


def groups_offered(asked: Asked) -> list[Option]:
    names, here = asked.stock.peer_groups, {unit.peer_group_id for unit in asked.here.units.values()}
    offered = [Option(id, in_language(names[id].name), id == asked.view.group) for id in sorted(here)]
    return [Option("", _("only those chosen by hand"), not asked.view.group), *offered]


def kinds_offered(asked: Asked) -> list[Option]:
    names, here = asked.stock.kinds, {unit.kind_id for unit in asked.here.units.values()}
    offered = [Option(id, in_language(names[id].plural), id == asked.view.kind) for id in sorted(here)]
    return [Option("", _("of any kind"), not asked.view.kind), *offered]


def likes_offered(asked: Asked) -> list[Option]:
    """Units whose peers of a similar structure may be shown with them: those of whose kind a context is stated."""
    here, like = asked.here, asked.view.like
    there = [
        one for one in here.named.units
        if here.units[one.id].kind_id in here.kinds_compared and here.units[one.id].valid_to is None
    ]  # fmt: skip
    listed = there[:MOST_LIKED]
    chosen = [one for one in here.named.units if one.id == like and one not in listed]
    if not (listed or chosen):
        return []
    return [
        Option("", _("nobody"), not like),
        *(Option(one.id, one.label, one.id == like) for one in (*chosen, *listed)),
    ]


def boundaries_offered(asked: Asked) -> list[Option]:
    """On which boundaries values may be shown, where any were ever reformed."""
    if not (asked.view.onto or asked.here.successions):
        return []
    chosen = asked.view.onto or Onto.RECORDED.value
    return [Option("" if one == Onto.RECORDED else one.value, str(one.label), one == chosen) for one in Onto]


def units_offered(asked: Asked, find: str) -> tuple[list[Option], int]:
    """The units that may be chosen by hand, the chosen ones first where not all can be listed; how many are not."""
    by_hand, units = asked.view.units, asked.here.named.units
    chosen = sorted((one for one in units if one.id in by_hand), key=lambda one: one.id)
    others = [one for one in units if one.id not in by_hand and is_found(find, one.searched)]
    listed = [*chosen, *others[: max(0, MOST_LISTED - len(chosen))]]
    options = [Option(one.id, one.label, one.id in by_hand) for one in listed]
    return options, len(chosen) + len(others) - len(listed)


def breakdowns_offered(asked: Asked) -> list[Option]:
    if asked.breakdowns_known == [TOTAL]:
        return []
    codes = asked.stock.codes
    return [Option(one, breakdown_in_words(one, codes), one in asked.view.breakdowns) for one in asked.breakdowns_known]


def periods_offered(asked: Asked, chosen: str) -> list[Option]:
    return [Option(one, period_text(one), one == chosen) for one in asked.periods_known]


def transformations_offered(asked: Asked) -> list[Option]:
    """What can be done to values here: per head only where somebody counts the people."""
    has_people = bool(asked.offers.counting_people(asked.place))
    return [
        Option(one, str(words), one == asked.view.transformation)
        for one, words in TRANSFORMATION_WORDS.items()
        if one != PER_HEAD or has_people
    ]


def dividing(asked: Asked) -> SafeString:
    """What values may be divided by: the population for a value per head, else any variable of the place."""
    view, named = asked.view, asked.here.named
    if not view.by:
        return named.options
    people = asked.offers.counting_people(asked.place) if view.transformation == PER_HEAD else None
    found = [one for one in named.observed if people is None or one.id in people]
    return options_written(Option(one.id, one.label, one.id == view.by) for one in found)


def axes_offered(asked: Asked) -> list[tuple[str, str, SafeString]]:
    """What stands along, upright and as size, of the chosen variables."""
    view = asked.view
    if view.chart != "scatter":
        return []
    labels = (("x", _("Along"), view.x), ("y", _("Upright"), view.y), ("size", _("As size"), view.size))
    return [
        (name, label, options_written(Option(one.pk, str(one.title), one.pk == chosen) for one in asked.variables))
        for name, label, chosen in labels
    ]
