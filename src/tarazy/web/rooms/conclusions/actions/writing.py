"""What an assessor does: begins a conclusion after a run, writes it, issues it, begins it anew after a later run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.actions.moves import locked, move_conclusion, tell_assessors, tell_body
from tarazy.web.rooms.conclusions.enums import Kind, Move
from tarazy.web.rooms.conclusions.life import WRITE
from tarazy.web.rooms.conclusions.models import Conclusion, Earlier, Issuing, Item
from tarazy.web.rooms.conclusions.queries.advice import ORIGIN
from tarazy.web.rooms.conclusions.queries.conclusions import items_of
from tarazy.web.rooms.conclusions.queries.drafts import (
    Draft,
    DraftItem,
    draft_in,
    earlier_recommendations,
    items_begun,
    nodes_within,
    stored,
)
from tarazy.web.rooms.conclusions.queries.renewals import conclusions_to_renew
from tarazy.web.rooms.conclusions.rules.conclusions import may_begin, may_renew, may_renew_all, may_write
from tarazy.web.rooms.followup.actions import open_recommendation
from tarazy.web.rooms.followup.enums import Kind as Told
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import organisations_with_right, system_actor
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of
from tarazy.web.rooms.units.models import Unit

MOST_LETTERS = 20_000


@act(rule=may_begin, verb="begin_conclusion")
def begin_conclusion(campaign: Campaign, unit: Unit, block: str, *, language: str, by: User) -> Conclusion:
    """Begin a conclusion with what the last run says: points lost, what was found, penalty points."""
    run = latest_run_of(campaign)
    assert run is not None  # the rule
    conclusion = Conclusion(
        campaign=campaign, unit=unit, block=block, run=run, language=language, begun_at=timezone.now(), begun_by=by
    )
    return _begun(conclusion, Draft(items=_items_of_run(conclusion)))


def _begun(conclusion: Conclusion, draft: Draft) -> Conclusion:
    conclusion.draft = stored(draft)
    conclusion.save(force_insert=True)
    about(conclusion, run=conclusion.run_id)
    return conclusion


def _items_of_run(conclusion: Conclusion) -> tuple[DraftItem, ...]:
    try:
        return items_begun(conclusion)
    except ProblemsFound as found:
        raise ValidationError(_("The last run holds no score of this body. Compute the campaign anew.")) from found


@act(rule=may_write, verb="write_conclusion")
def save_draft(conclusion: Conclusion, draft: Draft, *, edition: int, by: User) -> Conclusion:
    """Keep what is being written. `edition`: the one that was seen; who comes second is told."""
    latest = _in_edition(conclusion, edition)
    _refuse_unfit(latest, draft)
    latest.draft, latest.edition = stored(draft), edition + 1
    latest.save(update_fields=["draft", "edition"])
    about(latest)
    return latest


def _in_edition(conclusion: Conclusion, edition: int) -> Conclusion:
    latest = locked(conclusion)
    if latest.edition != edition:
        raise ValidationError(
            _("Somebody has changed this conclusion since you opened it. Look at it anew, then write again."),
            code="edition",
        )
    return latest


def _refuse_unfit(conclusion: Conclusion, draft: Draft) -> None:
    nodes, today = nodes_within(conclusion), timezone.localdate()
    problems = {}
    if len(draft.report) > MOST_LETTERS:
        problems["report"] = _("The text is too long; say it in 20,000 letters.")
    if any(not item.text.strip() for item in draft.items) or any(not one.text.strip() for one in draft.advice):
        problems["text"] = _("Write what is meant.")
    if any(item.node not in nodes for item in draft.items):
        problems["node"] = _("Choose a part of this block.")
    if any(one.deadline <= today for one in draft.advice):
        problems["deadline"] = _("Choose a day that is still to come.")
    if problems:
        raise ValidationError(problems)


@act(rule=may_write, verb="take_later_run")
def take_later_run(conclusion: Conclusion, *, by: User) -> Conclusion:
    """Go on with the last run: what was prefilled from the earlier one is replaced, what the assessor wrote stays."""
    latest = locked(conclusion)
    run = latest_run_of(latest.campaign)
    if run is None or run.pk == latest.run_id:
        raise ValidationError(_("The conclusion stands on the last run already."))
    latest.run = run
    draft = draft_in(latest)
    kept = tuple(item for item in draft.items if item.kind == Kind.REMARKED)
    items = (*_items_of_run(latest), *kept)
    latest.draft = stored(Draft(report=draft.report, items=items, advice=draft.advice, notes=draft.notes))
    latest.edition += 1
    latest.save(update_fields=["run", "draft", "edition"])
    about(latest, run=run.pk)
    return latest


@act(rule=may_write, verb="issue_conclusion")
def issue_conclusion(conclusion: Conclusion, *, edition: int, by: User) -> Conclusion:
    """Issue a conclusion to the body: its text never changes from then on, and its recommendations are opened.

    One that comes in place of an earlier one supersedes it.
    """
    latest = _in_edition(conclusion, edition)
    draft = draft_in(latest)
    _refuse_unfit(latest, draft)
    _refuse_unfinished(latest, draft)
    if latest.replaces is not None:
        move_conclusion(locked(latest.replaces), Move.SUPERSEDE, by=by)
    issuing = _frozen(latest, draft, by)
    for one in draft.advice:
        open_recommendation(
            latest.unit, Told.RECOMMENDATION, one.text, language=latest.language, deadline=one.deadline,
            organisation=_organisation_of(by, latest.campaign), origin=(ORIGIN, str(latest.pk)), node=one.node,
            by=system_actor(),
        )  # fmt: skip
    move_conclusion(latest, Move.ISSUE, by=by)
    tell_body(latest, lambda: gettext("A conclusion on your organisation is issued"), by)
    about(latest, digest=issuing.digest, run=latest.run_id)
    return latest


def _refuse_unfinished(conclusion: Conclusion, draft: Draft) -> None:
    if not draft.report.strip():
        raise ValidationError({"report": _("Write the report first.")})
    run = latest_run_of(conclusion.campaign)
    if run is not None and run.pk != conclusion.run_id:
        raise ValidationError(_("Scores were computed anew since this conclusion was begun. Take over the last run."))


def _frozen(conclusion: Conclusion, draft: Draft, by: User) -> Issuing:
    """The rows that nobody can change, and their digest."""
    earlier = list(earlier_recommendations(conclusion))
    said: dict[str, Any] = {
        **stored(draft),
        "language": conclusion.language,
        "run": conclusion.run_id,
        "earlier": [[one.pk, one.state, draft.notes.get(one.pk, "")] for one in earlier],
    }
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    issuing = Issuing.objects.create(
        conclusion=conclusion, report=draft.report.strip(), language=conclusion.language, digest=digest,
        issued_at=timezone.now(), issued_by=by,
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(
            conclusion=conclusion, position=position, kind=item.kind, node=item.node, points_lost=item.points_lost,
            text=item.text.strip(), origin_id=item.origin_id,
        )
        for position, item in enumerate(draft.items, start=1)
    )  # fmt: skip
    Earlier.objects.bulk_create(
        Earlier(conclusion=conclusion, recommendation=one, state=one.state, note=draft.notes.get(one.pk, ""))
        for one in earlier
    )
    return issuing


def _organisation_of(by: User, campaign: Campaign) -> Organisation:
    """In whose name an assessor concludes: of the organisation that runs the campaign where they hold a post in it."""
    own = organisations_with_right(by, WRITE)
    return next((one for one in own if one.pk == campaign.organisation_id), own[0])


@act(rule=may_renew, verb="renew_conclusion")
def renew_conclusion(conclusion: Conclusion, *, by: User) -> Conclusion:
    """Begin a conclusion in place of one that was issued. On the same run its items are the beginning; on a later run
    what that says, with what the assessor had remarked.
    """
    latest = locked(conclusion)
    run = latest_run_of(latest.campaign) or latest.run
    newer = Conclusion(
        campaign=latest.campaign, unit=latest.unit, block=latest.block, run=run, language=latest.language,
        replaces=latest, begun_at=timezone.now(), begun_by=by,
    )  # fmt: skip
    issued = list(items_of(latest))
    items = _drafted(issued) if run.pk == latest.run_id else _of_later_run(newer, issued)
    begun = _begun(newer, Draft(report=latest.issuing.report, items=items))
    tell_assessors(begun, lambda: gettext("A conclusion is to be written anew"), by)
    return begun


def _of_later_run(newer: Conclusion, issued: Sequence[Item]) -> tuple[DraftItem, ...]:
    return (*_items_of_run(newer), *_drafted([item for item in issued if item.kind == Kind.REMARKED]))


def _drafted(items: Sequence[Item]) -> tuple[DraftItem, ...]:
    return tuple(
        DraftItem(
            kind=Kind(item.kind), node=item.node, text=item.text, points_lost=item.points_lost, origin_id=item.origin_id
        )
        for item in items
    )


@act(rule=may_renew_all, verb="renew_conclusions")
def renew_conclusions(campaign: Campaign, *, by: User) -> list[Conclusion]:
    """Begin a new conclusion, and with it a new right of reply, for each whose score or band a later run changed."""
    about(campaign)
    return [renew_conclusion(one, by=by) for one in conclusions_to_renew(campaign)]
