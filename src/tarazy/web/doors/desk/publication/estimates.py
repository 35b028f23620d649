"""How far it is with saying how sure a run is, for its page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tarazy.web.rooms.results.models import Estimate, Run
from tarazy.web.rooms.results.queries.estimates import awaits_estimate, estimate_of
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import number, percent


def estimate_facts(run: Run) -> Iterator[Fact]:
    """Waiting, estimated with how it was drawn, or why there are no intervals."""
    found, label = estimate_of(run), _("How sure the scores are")
    if found is None:
        yield Fact(
            label,
            _("Not estimated yet: a worker does it.")
            if awaits_estimate(run)
            else _("The methodology does not say what may vary."),
        )
    elif found.refusal is not None:
        yield Fact(label, _("Could not be estimated. %(reason)s") % {"reason": found.refusal.here})
    else:
        yield Fact(label, _("Estimated"))
        yield from _drawn(found)


def _drawn(found: Estimate) -> Iterator[Fact]:
    """What anybody needs to draw the same replicates again."""
    said = {"count": number(found.replicates, 0), "failed": number(found.failed, 0)}
    yield Fact(_("Replicates"), _("%(count)s, of which failed: %(failed)s") % said)
    yield Fact(_("An interval holds"), percent((found.level_percent or 0) / 100))
    yield Fact(_("Seed"), str(found.seed))
    yield Fact(_("Engine of the replicates"), found.engine_version)
