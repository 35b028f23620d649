"""What would change a unit's result: the smallest changes, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tarazy.engine.explanation import Change, Explanation
from tarazy.web.ui.parts import WhatIf
from tarazy.web.ui.written import in_language, number, with_unit

SHOWN = 3


@dataclass(frozen=True)
class Group:
    """Changes with the same outcome, the smallest first."""

    title: str
    changes: list[WhatIf]


def changes_of(explained: Explanation) -> list[Group]:
    """To rise, to fall, to another band: the few smallest of each; a group without any is left out."""
    found = explained.changes
    groups = {
        # A gate has taken the score away, and with it the rank.
        _("To get a rank"): [one for one in found if one.of == "rank" and not one.before],
        _("To rise in the ranking"): [one for one in found if one.of == "rank" and one.better and one.before],
        _("To another band"): [one for one in found if one.of == "band"],
        _("To fall in the ranking"): [one for one in found if one.of == "rank" and not one.better],
    }
    return [Group(title, [said(explained, one) for one in some[:SHOWN]]) for title, some in groups.items() if some]


def said(explained: Explanation, change: Change) -> WhatIf:
    return WhatIf(
        label=in_language(change.title),
        now=exact(change.value),
        needed=with_unit(exact(change.needed), change.unit_of_measure),
        effect=effect(explained, change),
        href=f"#{change.indicators[0]}",
    )


def effect(explained: Explanation, change: Change) -> str:
    if not change.after:
        # A gate takes the score away, and with it the rank and the band.
        return _("There would be no rank any more.") if change.of == "rank" else _("There would be no band any more.")
    if change.of == "rank" and not change.before:
        return _("The rank would be %(after)s; today there is none.") % {"after": number(float(change.after))}
    if change.of == "rank":
        words = {"after": number(float(change.after)), "before": number(float(change.before))}
        return _("The rank would be %(after)s instead of %(before)s.") % words
    return _("The band would be “%(band)s”.") % {"band": in_language(explained.bands[change.after])}


def exact(value: float) -> str:
    """A value with all its digits: a rounded one might not change anything."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
