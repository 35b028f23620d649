"""What a version is: who wrote it, since when, for whom; and how anybody checks that it is this text."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.methodologies.rules import Kinds
from tarazy.web.doors.portal.methodologies.words import exact
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import comes_into_force_on
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language, long_date
from tarazy.web.ui.written import period as period_text

# docs/manual/formats.md; a test runs it on the unpacked folder.
BY_HAND: Final = (
    "find . -type f ! -path './cases/*' ! -path './CHANGES.md' ! -path '*/.*' -printf '%P\\n' "
    "| LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
)


def facts_of(version: Version, text: Methodology, kinds: Kinds) -> list[Fact]:
    """The passport of a version."""
    return [
        Fact(_("Identifier"), str(version)),
        Fact(_("Standing"), version.get_standing_display()),
        Fact(_("State"), state_of(version)),
        *facts_of_text(text, kinds),
        Fact(_("Registered on"), long_date(version.registered_at)),
    ]


def facts_of_text(text: Methodology, kinds: Kinds) -> list[Fact]:
    """What the text says of itself, registered or not."""
    points = {"low": exact(text.points.low), "high": exact(text.points.high), "source": text.points.source}
    better = {"higher": _("a higher score is better"), "lower": _("a lower score is better")}
    lengths = {"year": _("year"), "quarter": _("quarter"), "month": _("month")}
    return [
        Fact(_("Follows"), text.source),
        Fact(_("In force"), in_force(text)),
        Fact(_("Who is assessed"), assessed(text, kinds)),
        Fact(_("Periods assessed"), periods(text)),
        Fact(_("Length of a period"), lengths[text.period]),
        Fact(_("Points"), _("%(low)s to %(high)s (%(source)s)") % points),
        Fact(_("Direction"), better[text.better]),
    ]


def state_of(version: Version) -> str:
    """How far a version has come; of one that is in force from a later day, from which."""
    day = comes_into_force_on(version)
    return _("in force from %(day)s on") % {"day": long_date(day)} if day else str(version.get_state_display())


def in_force(text: Methodology) -> str:
    """The days between which the text says that it is in force."""
    begins, ends = long_date(text.in_force.from_), long_date(text.in_force.to)
    return (
        _("from %(from)s to %(to)s") % {"from": begins, "to": ends} if ends else _("from %(from)s") % {"from": begins}
    )


def assessed(text: Methodology, kinds: Kinds) -> str:
    if text.assessed_kinds == "any":
        return _("any kind")
    return ", ".join(in_language(kinds[kind].plural) if kind in kinds else kind for kind in text.assessed_kinds)


def periods(text: Methodology) -> str:
    first, last = text.assessed_periods.from_, text.assessed_periods.to
    if last is None:
        return _("from %(period)s on") % {"period": period_text(first)}
    return period_text(first) if first == last else f"{period_text(first)}–{period_text(last)}"
