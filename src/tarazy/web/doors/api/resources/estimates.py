"""How sure a published run is: what its replicates were, or why there are none."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.api.operation import Asked, Operation, Thing
from tarazy.web.doors.api.resources.runs import RUN, publication_asked
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.estimates import awaits_estimate, estimate_of

WHAT: Final = ("seed", "replicates", "failed", "failures", "level_percent", "engine_version", "periods", "nodes",
               "refusal", "computed_at")  # fmt: skip


def estimate(asked: Asked) -> Thing:
    publication = publication_asked(asked)
    run = publication.computed
    found = estimate_of(run)
    state = state_of(found) if found else "waiting" if awaits_estimate(run) else "not_stated"
    said = {name: getattr(found, name) if found else None for name in WHAT}
    return Thing({"run": run.pk, "publication": publication.pk, "state": state, **said})


def state_of(found: Estimate) -> str:
    return "estimated" if found.refusal is None else "refused"


ABOUT: Final = _(
    "How the intervals of a published run were estimated: seed, replicates, how many of them failed and why, the "
    "percent of them that an interval holds, the engine, the periods, all nodes or the root alone. “state” is "
    "“estimated”, “refused” (“refusal” says why), “waiting” (not yet) or “not_stated” (the methodology does not say "
    "what may vary)."
)


OPERATIONS: Final = (
    Operation(
        "estimate", "runs/<str:run>/estimate", _("How sure a run is"), ABOUT, estimate, parameters=(RUN,),
        example={"run": "1"},
    ),
)  # fmt: skip
