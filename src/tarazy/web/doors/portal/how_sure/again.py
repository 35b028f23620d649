"""How the intervals of a publication were drawn, and how anybody draws them again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.recompute import BUNDLE, file_href, name_of
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.ui.parts import Download, Fact
from tarazy.web.ui.written import long_date, number


@dataclass(frozen=True)
class Again:
    """`failures`: why replicates count nowhere, in sentences. `is_whole`: whether the bundle holds every value."""

    facts: list[Fact]
    failures: list[str]
    files: list[Download]
    commands: str
    is_whole: bool


def again_of(asked: Asked) -> Again | None:
    """None where nothing was estimated."""
    estimate, bundle = asked.index.estimate, asked.index.bundle
    if estimate is None or estimate.refusal is not None:
        return None
    publication = asked.index.publication
    return Again(
        facts=_facts(estimate),
        failures=[_failure(one) for one in estimate.failures],
        files=[Download(_("Bundle (ZIP)"), file_href(publication, BUNDLE))] if bundle else [],
        commands=_commands(estimate, name_of(publication)) if bundle else "",
        is_whole=bundle is not None and not bundle.withheld,
    )


def _facts(estimate: Estimate) -> list[Fact]:
    return [
        Fact(_("Computations with all drawn anew"), number(estimate.replicates, 0)),
        Fact(_("Of these failed, and count nowhere"), number(estimate.failed, 0)),
        Fact(_("An interval holds"), _("%(level)s percent of them") % {"level": number(estimate.level_percent)}),
        Fact(_("Seed"), str(estimate.seed)),
        Fact(_("Version of the engine"), estimate.engine_version),
        Fact(_("Estimated on"), long_date(estimate.computed_at)),
    ]


def _failure(one: Mapping[str, object]) -> str:
    """As the engine kept it: in English, with how many computations it took."""
    return f"{one['node']}: {one['what']} ({one['replicates']})"


def _commands(estimate: Estimate, bundle: str) -> str:
    folder = bundle.removesuffix(".zip")
    inside = [f"{folder}/{name}" for name in ("methodology", "observations.csv")]
    call = ["tarazy", "uncertainty", *inside, "--units", f"{folder}/units.csv"]
    for period in estimate.periods:
        call += ["--period", period]
    call += ["--replicates", str(estimate.replicates), "--seed", str(estimate.seed), "--out", "intervals"]
    return f"unzip {shlex.quote(bundle)} -d {shlex.quote(folder)}\n{shlex.join(call)}"
