"""Which submissions there are, and what becomes of each cell."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tarazy.web.grammar.standing import Given, GivenTexts, Standing
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Stage
from tarazy.web.rooms.campaigns.queries import know_stages
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.life import FIND
from tarazy.web.rooms.collection.models import Cell, CellChange, Evidence, ReturnedCell, StateChange, Submission
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts, organisations_with_right


def submissions_of(campaign: Campaign) -> QuerySet[Submission]:
    """The submissions of a campaign with their units, by unit and period."""
    return Submission.objects.filter(campaign=campaign).select_related("unit", "campaign").order_by("unit", "period")


NUMBERED: Final = Standing(
    lambda: Submission.objects.filter(pk=Given("number")).select_related(
        "unit__representation", "campaign__version", "campaign__organisation"
    )
)


def submission_numbered(number: int) -> Submission | None:
    """With everything that rules ask of it."""
    found = NUMBERED.ask(number=number)
    for submission in found:
        know_stages(submission.campaign)
    return found[0] if found else None


def evidence_numbered(number: int) -> Evidence | None:
    found = Evidence.objects.filter(pk=number)
    return found.select_related("cell__submission__unit", "cell__submission__campaign__organisation").first()


def cell_numbered(number: int) -> Cell | None:
    found = Cell.objects.filter(pk=number)
    return found.select_related(
        "changed_by", "submission__unit", "submission__campaign__version", "submission__campaign__organisation"
    ).first()


def with_answered(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Each with the number of cells that are answered, as `answered`."""
    given = Q(cells__value__isnull=False) | ~Q(cells__status="") | ~Q(cells__agreement="")
    return submissions.annotate(answered=Count("cells", filter=Q(cells__isnull=False) & given))


def submissions_assigned_to(user: User) -> QuerySet[Submission]:
    """The submissions of the bodies that somebody assesses, in campaigns that run."""
    assigned = Assignment.objects.filter(
        campaign=OuterRef("campaign"), unit=OuterRef("unit"), assessor=user, ended_at=None
    )
    found = Submission.objects.filter(Exists(assigned), campaign__state=CampaignState.RUNNING)
    return found.select_related("unit", "campaign__organisation").order_by("campaign", "unit", "period")


def submissions_verified_by(user: User) -> QuerySet[Submission]:
    """The submissions in campaigns that run, of the organisations for which somebody verifies."""
    own = organisations_with_right(user, FIND)
    places = [one.place for one in own if one.kind == OrganisationKind.CENTRE]
    verified = Q(campaign__organisation__in=own) | Q(campaign__organisation__place__in=places)
    found = Submission.objects.filter(verified, campaign__state=CampaignState.RUNNING)
    return found.select_related("unit", "campaign__organisation").order_by("campaign", "unit", "period")


def submissions_for(user: User) -> QuerySet[Submission]:
    """The submissions of the bodies in which somebody holds a post today, in campaigns that run."""
    organisations = [post.organisation_id for post in current_posts(user)]
    own = Q(unit__representation__organisation__in=organisations)
    found = Submission.objects.filter(own, campaign__state=CampaignState.RUNNING)
    return found.select_related("unit", "campaign__organisation").order_by("campaign", "unit", "period")


def closing_days(campaigns: Collection[str]) -> Mapping[str, datetime.date]:
    """The last day of collection of each campaign that has one."""
    found = Stage.objects.filter(campaign__in=campaigns, phase=Phase.COLLECTION)
    return dict(found.values_list("campaign", "closes_on"))


CELLS_OF_VARIABLES: Final = Standing(
    lambda: Cell.objects.filter(submission=Given("submission"), variable__in=GivenTexts("variables"))
)


def cells_of(submission: Submission, variables: Collection[str] | None = None) -> Mapping[tuple[str, str], Cell]:
    """The cells in which anything was ever written, by variable and breakdown. `variables`: of these alone, as a save
    needs them, without who wrote them.
    """
    if variables is None:
        rows: Iterable[Cell] = submission.cells.select_related("changed_by")
    else:
        rows = CELLS_OF_VARIABLES.ask(submission=submission.pk, variables=list(variables))
    return {(cell.variable, cell.breakdown): cell for cell in rows}


def history_of(cell: Cell) -> QuerySet[CellChange]:
    """Every edition of a cell, the latest first."""
    return cell.changes.select_related("changed_by").order_by("-edition")


def evidence_of(submission: Submission) -> Mapping[int, list[Evidence]]:
    """The evidence that stands, by cell: not replaced by a later revision, not taken back."""
    found: dict[int, list[Evidence]] = {}
    rows = Evidence.objects.filter(cell__submission=submission, replaced_by=None, removed=False)
    for evidence in rows.select_related("given_by").order_by("cell", "pk"):
        found.setdefault(evidence.cell_id, []).append(evidence)
    return found


def earlier_revisions(submission: Submission) -> Mapping[int, list[Evidence]]:
    """What each document that was replaced by a later revision said before, the latest first; by the later one."""
    rows = Evidence.objects.filter(cell__submission=submission).select_related("given_by")
    every = {one.pk: one for one in rows}
    found: dict[int, list[Evidence]] = {}
    for number, one in sorted(every.items()):
        if one.replaces_id is not None:
            before = every[one.replaces_id]
            found[number] = [before, *found.get(before.pk, [])]
    return found


def earlier_files(submission: Submission) -> frozenset[str]:
    """SHA-256 of every file that the body gave for a period before."""
    rows = Evidence.objects.filter(
        cell__submission__unit=submission.unit_id, cell__submission__period__lt=submission.period, removed=False
    )
    return frozenset(rows.exclude(file="").values_list("file", flat=True))


def explanations_of(submission: Submission) -> Mapping[str, str]:
    """The last explanation of each case."""
    rows = submission.explanations.order_by("case", "-pk").distinct("case")
    return {row.case: row.text for row in rows if row.text}


def state_changes_of(submission: Submission) -> QuerySet[StateChange]:
    """Every move of a submission, the latest first."""
    return submission.state_changes.select_related("moved_by").order_by("-pk")


def open_returns(submission: Submission) -> Mapping[int, ReturnedCell]:
    """Why cells were returned when the submission was returned last; without those that were changed since."""
    last = submission.state_changes.order_by("-pk").first()
    if last is None or submission.state != State.RETURNED:
        return {}
    rows = last.returned_cells.select_related("cell")
    return {row.cell_id: row for row in rows if row.edition == row.cell.edition}


def returns_of(cell: Cell) -> QuerySet[ReturnedCell]:
    """Every time that a cell was returned, with who and why, the latest first."""
    return cell.returns.select_related("state_change__moved_by").order_by("-pk")


def accepted_blocks(submission: Submission) -> set[str]:
    """The blocks that are accepted as they were certified last."""
    last = submission.state_changes.order_by("-pk").first()
    return set() if last is None else set(last.acceptances.values_list("block", flat=True))


def digest_of(submission: Submission) -> str:
    """SHA-256 over everything that a submission says: what a head certifies, and nobody can change unseen."""
    evidence = evidence_of(submission)
    said = [
        [
            cell.variable, cell.breakdown, cell.value, cell.status, cell.agreement, cell.note, cell.edition,
            [[one.title, one.file, one.link, one.pages] for one in evidence.get(cell.pk, [])],
        ]
        for cell in sorted(cells_of(submission).values(), key=lambda cell: (cell.variable, cell.breakdown))
    ]  # fmt: skip
    whole = {"cells": said, "explanations": dict(sorted(explanations_of(submission).items()))}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
