"""What stands in the tables of runs, proposals and chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.publication.models import Proposal, ProposalStep, StepOfChain
from tarazy.web.rooms.publication.queries.changes import Changed, cells_of
from tarazy.web.rooms.publication.queries.proposals import is_settled
from tarazy.web.rooms.results.models import CampaignRun, Run
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.differences import ObservationChanged, Taken
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.written import number
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class RunRow:
    run: CampaignRun
    title: str
    href: str
    is_latest: bool


def named_run(run: CampaignRun) -> str:
    return _("Run %(number)s") % {"number": run.run_id}


def run_rows(runs: Iterable[CampaignRun], latest: Run | None) -> list[RunRow]:
    return [
        RunRow(one, named_run(one), reverse("desk:campaign_run", args=[one.run_id]), one.run == latest) for one in runs
    ]


def proposal_links(proposals: Iterable[Proposal]) -> list[tuple[Proposal, str]]:
    return [(one, reverse("desk:proposal", args=[one.pk])) for one in proposals]


def change_rows(changed: Sequence[Changed], run: Run) -> list[tuple[str, list[str]]]:
    """Whose index is not what it was, with score, rank and band before and now. `run`: the later one."""
    names = units_by_id([row.unit for row in changed])
    bands = band_titles(methodology_of(run.version))
    return [(str(names[row.unit].name), cells_of(row, bands)) for row in changed]


@dataclass(frozen=True)
class FigureRow:
    body: str
    variable: str
    period: str
    before: str
    after: str
    source: str


def input_rows(changed: Iterable[ObservationChanged]) -> list[FigureRow]:
    """The figures that a run read otherwise."""
    rows = list(changed)
    names = units_by_id([row.unit for row in rows])
    titles = {one.pk: one for one in variables().filter(pk__in={row.variable for row in rows})}
    return [
        FigureRow(
            str(names[row.unit].name), str(titles[row.variable].title), period_text(row.period), _said(row.before),
            _said(row.after), (row.after or row.before or Taken(None, "", "")).source,
        )
        for row in rows
    ]  # fmt: skip


def _said(taken: Taken | None) -> str:
    if taken is None:
        return "—"
    return number(taken.value) if taken.value is not None else taken.status


@dataclass(frozen=True)
class StepRow:
    """A step, who votes at it, how many have, and whether it is through, next, or still to come."""

    step: StepOfChain
    whose: str
    votes: Sequence[object] = ()
    carried: int = 0
    is_settled: bool = False
    is_current: bool = False


def whose(step: StepOfChain) -> str:
    """The posts that a step names."""
    role = str(step.get_role_display())
    if step.organisation is None:
        return role
    return _("%(role)s, %(organisation)s") % {"role": role, "organisation": step.organisation.name}


def step_rows(steps: Sequence[ProposalStep], current: ProposalStep | None) -> list[StepRow]:
    return [
        StepRow(
            step,
            whose(step),
            list(step.votes.all()),
            sum(vote.is_for for vote in step.votes.all()),
            is_settled(steps, step),
            step == current,
        )
        for step in steps
    ]
