"""Tables on the way to publication as files: runs, proposals, what would change, who approves, a body's own values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.publication.preview import changes_against, node_asked, rows_shown
from tarazy.web.doors.desk.publication.rows import input_rows, named_run, whose
from tarazy.web.doors.desk.table_fields import (
    act_field,
    count_field,
    moment_field,
    period_field,
    person_field,
    reason_field,
    score_fields,
    state_field,
    sure_fields,
    unit_fields,
)
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.publication.models import Proposal, ProposalStep, Publication
from tarazy.web.rooms.publication.queries.chains import chain_of
from tarazy.web.rooms.publication.queries.changes import Changed, changes_between
from tarazy.web.rooms.publication.queries.hidden import titles_hidden
from tarazy.web.rooms.publication.queries.proofs import OwnValue, own_values, publications_with_own
from tarazy.web.rooms.publication.queries.proposals import earlier_publication, proposals_of, steps_of
from tarazy.web.rooms.results.models import CampaignRun, Run
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of, run_before, runs_of
from tarazy.web.rooms.results.queries.differences import inputs_between
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.written import in_language


def runs_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        Field("run", _("Run"), _("Its number."), "number", places=0),
        moment_field("computed_at", _("Computed")),
        person_field("computed_by", _("By whom")),
        reason_field(),
        Field("is_latest", _("Latest"), _("1: the last one of the campaign."), "number", places=0),
    ]
    latest = latest_run_of(campaign)
    rows: Iterator[list[Cell]] = (
        [one.run_id, one.run.computed_at, str(one.run.computed_by), one.get_reason_display(), int(one.run == latest)]
        for one in runs_of(campaign)
    )
    return Table(f"{campaign.pk}-runs", _("%(campaign)s: runs") % {"campaign": campaign.title}, fields, rows)


def proposals_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        Field("proposal", _("Number"), _("Of the proposal."), "number", places=0),
        Field("title", _("Proposal"), _("Its title in the language of the address.")),
        moment_field("proposed_at", _("When")),
        state_field(),
        person_field("proposed_by", _("Proposed by")),
    ]
    rows: Iterator[list[Cell]] = (
        [one.pk, str(one.title), one.proposed_at, one.get_state_display(), str(one.proposed_by)]
        for one in proposals_of(campaign)
    )
    title = _("%(campaign)s: proposals for publication") % {"campaign": campaign.title}
    return Table(f"{campaign.pk}-proposals", title, fields, rows)


def run_changes_table(_request: HttpRequest, run: CampaignRun) -> Table:
    """Whose index is not what it was in the run before."""
    before = run_before(run)
    listed = changes_between(before.run, run.run).listed if before else []
    return _changes(f"run-{run.run_id}-changes", named_run(run), listed, run.run)


def preview_changes_table(_request: HttpRequest, proposal: Proposal) -> Table:
    """What the proposal would change against what everybody sees today."""
    earlier = earlier_publication(proposal.campaign)
    listed = changes_against(earlier, proposal).listed if earlier else []
    return _changes(f"proposal-{proposal.pk}-changes", in_language(proposal.title), listed, proposal.run)


def _changes(stem: str, what: str, listed: Iterable[Changed], run: Run) -> Table:
    found = list(listed)
    names, bands = units_by_id([row.unit for row in found]), band_titles(methodology_of(run.version))
    rows: list[list[Cell]] = [
        [
            row.unit, str(names[row.unit].name), row.period, row.score_before, row.score, row.rank_before, row.rank,
            bands.get(row.band_before, row.band_before), bands.get(row.band, row.band),
        ]
        for row in found
    ]  # fmt: skip
    title = _("%(title)s: what changed") % {"title": what}
    return Table(stem, title, [*unit_fields(), period_field(), *score_fields()], rows)


def run_figures_table(_request: HttpRequest, run: CampaignRun) -> Table:
    """The figures that a run read otherwise than the one before it."""
    before, status = run_before(run), _("Why there is no value; empty: there is one.")
    changed = inputs_between(before.run, run.run).observations if before else ()
    fields = [
        *unit_fields(),
        Field("variable", _("Variable"), _("Its identifier.")),
        Field("title", _("Title"), _("Its title in the language of the address.")),
        Field("breakdown", _("Breakdown"), _("For which part of the population; empty: for all.")),
        period_field(),
        Field("value_before", _("Before"), _("In the unit of measure of the variable."), "number"),
        Field("status_before", _("Status before"), status),
        Field("value", _("Now"), _("In the unit of measure of the variable."), "number"),
        Field("status", _("Status"), status),
        Field("source", _("Source"), _("Its identifier.")),
    ]
    rows: list[list[Cell]] = [
        [
            one.unit, shown.body, one.variable, shown.variable, one.breakdown, one.period,
            *([one.before.value, one.before.status] if one.before else [None, None]),
            *([one.after.value, one.after.status] if one.after else [None, None]), shown.source,
        ]
        for one, shown in zip(changed, input_rows(changed), strict=True)
    ]  # fmt: skip
    title = _("%(title)s: figures that were read otherwise") % {"title": named_run(run)}
    return Table(f"run-{run.run_id}-figures", title, fields, rows)


def preview_table(request: HttpRequest, proposal: Proposal) -> Table:
    """The table of the index or of one of its parts."""
    node = node_asked(request, proposal)
    fields = [
        *unit_fields(),
        *sure_fields(),
        Field("band", _("Band"), _("Its title in the language of the address.")),
        Field(
            "share_not_counted", _("Share not counted"), _("Share of the weight, 0 to 1, that had no data."), "share"
        ),
        Field("reason", _("Reason"), _("Why there is no score.")),
    ]
    rows: list[list[Cell]] = [
        [
            one.row.unit.pk,
            str(one.row.unit.name),
            one.row.rank,
            *((one.between.rank_ends if one.between else None) or (None, None)),
            one.row.score,
            *((one.between.score_ends if one.between else None) or (None, None)),
            one.band,
            one.row.share_not_counted,
            one.reason,
        ]
        for one in rows_shown(proposal, node)
    ]
    title = _("%(title)s: preview") % {"title": in_language(proposal.title)}
    return Table(f"proposal-{proposal.pk}-{node}", title, fields, rows, [Note(_("Part of the index"), node)])


def proposal_steps_table(_request: HttpRequest, proposal: Proposal) -> Table:
    """A row a vote, and a row for each step at which nobody voted yet."""
    fields = [
        *_step_fields(),
        person_field("voter", _("Who voted")),
        moment_field("voted_at", _("When")),
        Field("is_for", _("for"), _("1: for it; 0: against it."), "number", places=0),
        act_field(),
        Field("note", _("Note"), _("In the words of whoever voted.")),
    ]
    rows = (row for step in steps_of(proposal) for row in _votes(step))
    title = _("%(title)s: chain of approval") % {"title": in_language(proposal.title)}
    return Table(f"proposal-{proposal.pk}-steps", title, fields, rows)


def _votes(step: ProposalStep) -> Iterator[list[Cell]]:
    what: list[Cell] = [step.position, str(step.title), whose(step), step.quorum]
    votes = list(step.votes.all())
    for one in votes:
        yield [*what, str(one.voter), one.voted_at, int(one.is_for), one.act, one.note]
    if not votes:
        yield [*what, None, None, None, None, None]


def _step_fields() -> list[Field]:
    return [
        Field("step", _("Number"), _("Its place in the chain."), "number", places=0),
        Field("title", _("Step"), _("Its title in the language of the address.")),
        Field("posts", _("Whose posts"), _("Who votes at it: role and organisation.")),
        count_field("votes_needed", _("Votes needed")),
    ]


def chain_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        *_step_fields(),
        Field("needs_act", _("Act"), _("1: an act is needed."), "number", places=0),
        Field("source", _("Known from"), _("The document that says so.")),
    ]
    rows: list[list[Cell]] = [
        [step.position, str(step.title), whose(step), step.quorum, int(step.needs_act), step.source]
        for step in chain_of(campaign)
    ]
    title = _("%(title)s: chain of approval") % {"title": campaign.title}
    return Table(f"{campaign.pk}-chain", title, fields, rows)


def proposal_hidden_table(_request: HttpRequest, proposal: Proposal) -> Table:
    """What the proposal leaves out, and what it withholds."""
    fields = [
        Field("what", _("What"), _("The body, the indicator or the values concerned.")),
        Field("how", _("How"), _("Left out: no score is shown; withheld: the values are not.")),
        Field("decision", _("Decision"), _("By which it is not published.")),
        reason_field(),
    ]
    said = {"leftout": _("Left out"), "withheld": _("Withheld values")}
    rows: list[list[Cell]] = [
        [title, said[one._meta.model_name or ""], one.decision, str(one.reason)]
        for one, title in titles_hidden(proposal).items()
    ]
    title = _("%(title)s: what is not published") % {"title": in_language(proposal.title)}
    return Table(f"proposal-{proposal.pk}-not-published", title, fields, rows)


def proofs_table(request: HttpRequest) -> Table:
    fields = [
        Field("publication", _("Number"), _("Of the publication."), "number", places=0),
        Field("title", _("Publication"), _("Its title in the language of the address.")),
        moment_field("published_at", _("Published on")),
    ]
    rows: list[list[Cell]] = [
        [one.pk, str(one.title), one.published_at] for one in publications_with_own(person_of(request))
    ]
    return Table("publications-with-own-values", _("Publications with values of yours"), fields, rows)


def own_values_table(request: HttpRequest, publication: Publication) -> Table:
    """The person's own values as they are known to them, withheld ones too."""
    found = own_values(publication, person_of(request))
    titles = {one.pk: str(one.title) for one in variables().filter(pk__in={one.row.key.variable for one in found})}
    fields = [
        Field("row", _("Row"), _("Its place in the bundle, from 0."), "number", places=0),
        Field("unit", _("Identifier"), _("Of the body; the same in every file.")),
        Field("variable", _("Variable"), _("Its identifier.")),
        Field("title", _("Title"), _("Its title in the language of the address.")),
        Field("breakdown", _("Breakdown"), _("For which part of the population; empty: for all.")),
        period_field(),
        Field("value", _("Value"), _("In the unit of measure of the variable."), "number"),
        Field("status", _("Status"), _("Code of what is to be known of the value.")),
        Field("in_bundle", _("In the bundle"), _("Whether everybody reads it there or a commitment stands there.")),
    ]
    rows = [_own_record(one, titles) for one in found]
    title = _("%(title)s: values of yours") % {"title": publication.title}
    return Table(f"publication-{publication.pk}-own-values", title, fields, rows)


def _own_record(one: OwnValue, titles: dict[str, str]) -> list[Cell]:
    key, said = one.row.key, one.row.said
    return [
        one.at, key.unit, key.variable, titles.get(key.variable, key.variable), key.breakdown, key.period,
        float(said[0]) if said[0] else None, said[3], _("as a commitment") if one.is_withheld else _("openly"),
    ]  # fmt: skip
