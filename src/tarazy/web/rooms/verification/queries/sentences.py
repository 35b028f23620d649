"""What follows from findings, as the methodology says it, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tarazy.engine.model.consequence import PenaltyPoints, Verification
from tarazy.engine.model.methodology import Methodology
from tarazy.web.ui.written import in_language, number


def consequences_in_words(methodology: Methodology) -> list[str]:
    """What follows for all values; what holds where the methodology says nothing."""
    found = sentences_of(methodology.verification)
    own = any(variable.verification for variable in methodology.variables)
    return [*found, _("Some values have a rule of their own.")] if own else found


def sentences_of(said: Verification | None) -> list[str]:
    """One for what is not evidenced and one for what differs."""
    if said is None:
        return [
            _("A value without evidence is excluded."),
            _("A value that differs is replaced by what the documents show."),
        ]
    without = {
        "excluded": _("A value without evidence is excluded."),
        "previous": _("A value without evidence is replaced by that of the year before."),
        "as_reported": _("A value without evidence counts as it was reported."),
    }
    differing = {
        "replaced": _("A value that differs is replaced by what the documents show."),
        "excluded": _("A value that differs is excluded."),
    }
    return [
        " ".join((without[said.not_evidenced.value], *_points(said.not_evidenced.penalty))),
        " ".join((differing[said.differs.value], *_points(said.differs.penalty, said.differs.above_percent))),
    ]


def _points(penalty: PenaltyPoints | None, above: float | None = None) -> list[str]:
    if penalty is None:
        return []
    words = {"points": number(penalty.points), "ground": in_language(penalty.ground), "above": number(above or 0)}
    if above:
        return [_("Penalty points for a difference above %(above)s percent: %(points)s. Ground: %(ground)s.") % words]
    return [_("Penalty points: %(points)s. Ground: %(ground)s.") % words]
